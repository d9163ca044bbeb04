// The ways into the package: each handler by itself and each route of the router, with options that let everyone in.

import type { RequestHandler } from 'express';
import type express from 'express';
import type * as RouterModule from '../../lib/router.js';
import { chargebackstopSso } from '../../lib/vendors/chargebackstop/index.js';
import type { ChargebackstopSsoOptions } from '../../lib/vendors/chargebackstop/index.js';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import type { CheetahMemberState, CheetahMemberStateOptions } from '../../lib/vendors/cheetah/index.js';
import { devhubSso } from '../../lib/vendors/devhub/index.js';
import type { DevhubSsoOptions } from '../../lib/vendors/devhub/index.js';
import { paynearmeAgentSso } from '../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../lib/vendors/paynearme/index.js';
import { SECRET } from '../support/paynearme-vendor.js';

export type VendorName = 'chargebackstop' | 'devhub' | 'cheetah' | 'paynearme';

export interface Entry {
  readonly name: string;
  readonly vendor: VendorName;
  /** What a request gets: the way to the partner, values for the host's template, or JSON. */
  readonly gives: 'launch' | 'locals' | 'json';
  readonly path: string;
}

/** All of them. Those under `/partners` are the router's. */
export const ENTRIES: readonly Entry[] = [
  { name: 'chargebackstopSso', vendor: 'chargebackstop', gives: 'launch', path: '/go' },
  { name: 'devhubSso, locals', vendor: 'devhub', gives: 'locals', path: '/go' },
  { name: 'devhubSso, launch', vendor: 'devhub', gives: 'launch', path: '/go' },
  { name: 'cheetahMemberState', vendor: 'cheetah', gives: 'locals', path: '/go' },
  { name: 'cheetahMemberState.json', vendor: 'cheetah', gives: 'json', path: '/go' },
  { name: 'paynearmeAgentSso', vendor: 'paynearme', gives: 'launch', path: '/go' },
  { name: 'router /chargebackstop', vendor: 'chargebackstop', gives: 'launch', path: '/partners/chargebackstop' },
  { name: 'router /devhub', vendor: 'devhub', gives: 'launch', path: '/partners/devhub' },
  { name: 'router /cheetah.json', vendor: 'cheetah', gives: 'json', path: '/partners/cheetah.json' },
  { name: 'router /paynearme', vendor: 'paynearme', gives: 'launch', path: '/partners/paynearme' },
];

/** Those that send the user on. */
export const LAUNCHES: readonly Entry[] = ENTRIES.filter(({ gives }) => gives === 'launch');

/** Options of any vendor; a case gives those of its own. */
export type AnyOptions = Partial<ChargebackstopSsoOptions> &
  Partial<DevhubSsoOptions> &
  Partial<CheetahMemberStateOptions> &
  Partial<PaynearmeAgentSsoOptions>;

/** The secret of every vendor, and the time that it is. */
export { SECRET };
const NOW = 1_700_000_000_000;

type MakeExpress = typeof express;
const routers = new Map<MakeExpress, typeof RouterModule.partnerSso>();

/** The router of a host with this version of Express: it makes its routes with the host's own. */
function routerOf(make: MakeExpress): typeof RouterModule.partnerSso {
  const known = routers.get(make);
  if (known !== undefined) return known;
  let found: typeof RouterModule.partnerSso | undefined;
  jest.isolateModules(() => {
    jest.doMock('express', () => make);
    found = jest.requireActual<typeof RouterModule>('../../lib/router.js').partnerSso;
  });
  jest.dontMock('express');
  if (found === undefined) throw new Error('the router was not loaded');
  routers.set(make, found);
  return found;
}

/** An entry made ready: what is put on its path, and Cheetah's handler, where a host calls `clear`. */
export interface Way {
  readonly handler: RequestHandler;
  readonly cheetah: CheetahMemberState | undefined;
}

/**
 * Makes the handler of an entry.
 *
 * @param url - the vendor's; Cheetah and PayNearMe are called there
 * @param options - in place of the good ones
 */
export function wayOf({ vendor, gives, path }: Entry, url: string, options: AnyOptions, make: MakeExpress): Way {
  const common = { now: () => NOW, randomNonce: () => 'nonce' };
  const own = {
    chargebackstop: { partnerId: 'ptnr_1', ssoKey: SECRET, ...common, ...options },
    devhub: {
      ...{ baseWidgetUri: 'https://builder.example.com/w.js', consumerKey: 'key', consumerSecret: SECRET },
      ...common,
      ...(gives === 'launch' && { mode: 'launch' as const }),
      ...options,
    },
    cheetah: { baseUrl: url, clientId: 'client-id', clientSecret: SECRET, timeoutMs: 20_000, ...common, ...options },
    paynearme: {
      ...{ siteIdentifier: 'S1', agentRole: 'agent', apiUrl: `${url}/json-api`, portalHosts: ['portal.example.com'] },
      ...(options.oauth === undefined && { secretKey: SECRET }),
      timeoutMs: 20_000,
      ...common,
      ...options,
    },
  };
  if (path !== '/go') {
    const router = routerOf(make)({ [vendor]: own[vendor] });
    return { handler: router, cheetah: (router.handlers as { cheetah?: CheetahMemberState }).cheetah };
  }
  if (vendor === 'chargebackstop') return { handler: chargebackstopSso(own.chargebackstop), cheetah: undefined };
  if (vendor === 'devhub') return { handler: devhubSso(own.devhub), cheetah: undefined };
  if (vendor === 'paynearme') return { handler: paynearmeAgentSso(own.paynearme), cheetah: undefined };
  const cheetah = cheetahMemberState(own.cheetah);
  return { handler: gives === 'json' ? cheetah.json : cheetah, cheetah };
}
