// A PayNearMe with a canary in all that it says, and a host with a canary in all that it gives.

import type { PaynearmeAgentSsoOptions } from '../../lib/vendors/paynearme/index.js';
import { startFakeVendor } from '../support/fake-vendor.js';
import type { FakeVendor, Received, Reply } from '../support/fake-vendor.js';
import { TOKEN } from '../support/paynearme-vendor.js';
import { tidy } from '../support/tidy.js';
import { vendorCanaries } from './bad-answers.js';
import { canary, found } from './canaries.js';
import type { Canary, SecretGift } from './canaries.js';
import { leaksAmong, unusedIn } from './emissions.js';
import type { Emissions, Leak, Table } from './emissions.js';
import { HOSTS_OWN, hostCanaries, userOf } from './host-cases.js';
import { listeningStore } from './store.js';

/** By signature, or by a bearer token. */
export type Mode = 'signed' | 'bearer';
export const MODES: readonly Mode[] = ['signed', 'bearer'];

/** The name of the secret in each mode. */
export const SECRET_NAMES: Readonly<Record<Mode, string>> = { signed: 'secretKey', bearer: 'oauth.clientSecret' };

const GOES_WELL: Table = {
  email: ['explanation'],
  fullName: ['explanation'],
  ssoToken: ['header location', 'created URL'],
  thrown: HOSTS_OWN,
};
/** What may stand where, when all that can happen has happened. */
export const TABLES: Readonly<Record<Mode, Table>> = {
  signed: GOES_WELL,
  bearer: { ...GOES_WELL, integrationToken: ['store'] },
};

const ssoToken = canary('ssoToken', (core) => `t-${core}`);

/** A vendor and a host, with their canaries. */
export class PaynearmeBench {
  readonly host = hostCanaries();
  readonly user = userOf(this.host);
  readonly fromVendor = vendorCanaries();

  private constructor(readonly vendor: FakeVendor) {}

  static async start(): Promise<PaynearmeBench> {
    const bench = new PaynearmeBench(tidy(await startFakeVendor(() => 'drop')));
    bench.vendor.answering = bench.good;
    return bench;
  }

  readonly good = ({ path }: Received): Reply => {
    const { integrationToken, otherToken } = this.fromVendor;
    if (path === TOKEN)
      return { body: { access_token: integrationToken.value, token_type: 'Bearer', expires_in: 3600 } };
    const ssoUrl = `https://portal.example.com/sso?token=${ssoToken.value}&RelayState=81003`;
    return { body: { status: 'ok', token: otherToken.value, token_expires: 'soon', sso_url: ssoUrl } };
  };

  options(mode: Mode, secret: SecretGift, out: Emissions): PaynearmeAgentSsoOptions {
    const oauth = { tokenUrl: this.vendor.url + TOKEN, clientId: 'client id', clientSecret: secret };
    return {
      siteIdentifier: 'S2155373459',
      ...(mode === 'signed' ? { secretKey: secret } : { oauth }),
      apiUrl: `${this.vendor.url}/json-api`,
      portalHosts: ['portal.example.com'],
      agentRole: 'agent',
      tokenStore: listeningStore(out),
      onHandoff: (event) => {
        out.add('event', event);
      },
    };
  }

  /** What stands where it may not, and the permissions that were of no use. */
  verdict(out: Emissions, table: Table, secret: Canary): { leaks: Leak[]; unused: string[] } {
    const signatures = new Set(this.vendor.requests.map(({ fields }) => fields['signature'] ?? ''));
    const made = [...signatures].filter((value) => value !== '').map((value) => found('signature', value));
    const canaries = [secret, ssoToken, ...Object.values(this.host), ...Object.values(this.fromVendor), ...made];
    const sightings = out.sightings(canaries);
    return { leaks: leaksAmong(sightings, table), unused: unusedIn(table, sightings) };
  }
}
