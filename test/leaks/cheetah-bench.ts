// A Cheetah with a canary in all that it says, and a host with a canary in all that it gives.

import type { RequestHandler } from 'express';
import type { CheetahMemberStateOptions } from '../../lib/vendors/cheetah/index.js';
import { SSO_PATH, TOKEN_PATH } from '../support/cheetah-host.js';
import { startFakeVendor } from '../support/fake-vendor.js';
import type { FakeVendor, Received, Reply } from '../support/fake-vendor.js';
import { tidy } from '../support/tidy.js';
import { vendorCanaries } from './bad-answers.js';
import { token, word } from './canaries.js';
import type { Canary, SecretGift } from './canaries.js';
import { leaksAmong, unusedIn } from './emissions.js';
import type { Emissions, Leak, Table } from './emissions.js';
import { hostCanaries, userOf } from './host-cases.js';
import { listeningStore } from './store.js';

/** The page variable: in the locals, in the page that prints them, in its JSON. */
const PAGE = ['body', 'local stellar_member_state', 'local stellar_member_state_script'];

/** Names stand in the page also where Cheetah failed; an e-mail there where a user has no name. What hosts throw stands nowhere. */
export const DEGRADED: Table = { firstName: PAGE, fullName: PAGE };

export const TABLE: Table = {
  firstName: [...PAGE, 'explanation'],
  lastName: ['explanation'],
  fullName: [...PAGE, 'explanation'],
  // In the session where it is the user's id, which a member has.
  email: [...PAGE, 'explanation', 'session'],
  memberAccess: [...PAGE, 'session', 'member'],
  memberRefresh: [...PAGE, 'session', 'member'],
  memberId: ['session', 'member'],
  malformed: PAGE,
};

/** Prints the locals as a template does, but for the route of the JSON. */
export const printed: RequestHandler = (_req, res) => {
  const { stellar_member_state: state, stellar_member_state_script: script } = res.locals;
  res.send(`<title>Page</title>${String(script ?? '')}<script>var again = ${String(state ?? null)}</script>`);
};

/** A vendor and a host, with their canaries. */
export class CheetahBench {
  readonly host = hostCanaries();
  readonly user = userOf(this.host);
  readonly fromVendor = vendorCanaries();
  readonly member = {
    memberAccess: token('memberAccess'),
    memberRefresh: token('memberRefresh'),
    memberId: word('memberId'),
  };

  private constructor(readonly vendor: FakeVendor) {}

  static async start(): Promise<CheetahBench> {
    const bench = new CheetahBench(tidy(await startFakeVendor(() => 'drop')));
    bench.vendor.answering = bench.good;
    return bench;
  }

  readonly good = ({ path, fields }: Received): Reply => {
    const { integrationToken, otherToken, field } = this.fromVendor;
    const { memberAccess, memberRefresh, memberId } = this.member;
    const body =
      path === TOKEN_PATH
        ? {
            access_token: integrationToken.value,
            refresh_token: otherToken.value,
            token_type: 'bearer',
            expires_in: 7200,
          }
        : { access_token: memberAccess.value, refresh_token: memberRefresh.value, member_id: memberId.value };
    return { body: { ...body, integration_id: fields['integration_id'], field: field.value } };
  };

  options(secret: SecretGift, out: Emissions): CheetahMemberStateOptions {
    return {
      baseUrl: this.vendor.url,
      clientId: 'client id',
      clientSecret: secret,
      tokenStore: listeningStore(out),
      onHandoff: (event) => {
        out.add('event', event);
      },
    };
  }

  /** What stands where it may not, and the permissions that were of no use. */
  verdict(out: Emissions, table: Table, secret: Canary): { leaks: Leak[]; unused: string[] } {
    const canaries = [secret, this.host, this.fromVendor, this.member].flatMap((some) =>
      'forms' in some ? [some] : Object.values<Canary>({ ...some }),
    );
    const sightings = out.sightings(canaries);
    return { leaks: leaksAmong(sightings, table), unused: unusedIn(table, sightings) };
  }
}

export const CALLS = [SSO_PATH, TOKEN_PATH] as const;
