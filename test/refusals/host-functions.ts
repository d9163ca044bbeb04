// The functions that a host gives to each way in, and the ways in which one of them can fail.

import { CLIENT } from '../support/paynearme-vendor.js';
import type { AnyOptions, Entry } from './entries.js';

/** What a function of the host does in place of its work. */
export type Failing = () => never;

/** What a host's function may throw. To `next()` some of these mean "go on" or "skip the rest". */
export const THROWN: readonly unknown[] = [new TypeError('mine'), undefined, null, 'route', 'router', 'a word', 0];

/** `next()` takes these for no error. */
export const isNoError = (value: unknown): boolean => !value || value === 'route' || value === 'router';

/** How it fails: at once, or by the promise that it returned. */
export const WAYS: Readonly<Record<string, (value: unknown) => Failing>> = {
  throws: (value) => () => {
    throw value;
  },
  rejects: (value) => () =>
    Promise.resolve().then(() => {
      throw value;
    }) as never,
};

/** What becomes of it. */
export type Fate =
  /** It arrives at the host's error handler. */
  | 'error'
  /** On Cheetah: the page goes on with `host_error`. */
  | 'host_error'
  /** The hand-off goes on as if nothing had been. */
  | 'goes on';

export interface HostFunction {
  readonly entry: Entry;
  readonly name: string;
  readonly fate: Fate;
  /** A function that is called for a value at once, and may return no promise. */
  readonly atOnce: boolean;
  readonly options: (fail: Failing) => AnyOptions;
}

/** Those of one vendor by name, but for what depends on the way in. */
const OWN: Readonly<Record<Entry['vendor'], readonly (keyof AnyOptions)[]>> = {
  chargebackstop: ['partnerId', 'ssoKey'],
  devhub: ['consumerKey', 'consumerSecret', 'siteIds', 'randomNonce'],
  cheetah: ['fields', 'clientSecret'],
  paynearme: [
    ...(['siteIdentifier', 'secretKey', 'agentRole', 'agentEmail'] as const),
    ...(['agentName', 'orderIdentifier', 'parameters'] as const),
  ],
};

const AT_ONCE: readonly string[] = ['now', 'randomNonce', 'nonce'];

/** Every function that is called on this way in. */
export function functionsOf(entry: Entry, vendorUrl: string): HostFunction[] {
  const { vendor, gives, path } = entry;
  const degrades = vendor === 'cheetah';
  const names: (keyof AnyOptions)[] = [
    ...(['resolveUser', 'allow', 'now', 'onHandoff'] as const),
    ...OWN[vendor],
    ...(vendor === 'devhub' && gives === 'launch' ? (['site'] as const) : []),
    ...(gives === 'locals' ? (['nonce'] as const) : []),
  ];
  const fateOf = (name: string): Fate => {
    if (name === 'onHandoff' || (degrades && name === 'nonce')) return 'goes on';
    return degrades && name !== 'resolveUser' ? 'host_error' : 'error';
  };
  const plain = names.map((name): HostFunction => {
    const options = (fail: Failing): AnyOptions => ({ [name]: fail });
    return { entry, name, fate: fateOf(name), atOnce: AT_ONCE.includes(name), options };
  });
  if (vendor !== 'paynearme') return plain;
  // The client's secret of OAuth is asked for within the call; the router hands it on in no other way.
  const oauth = (clientSecret: Failing): AnyOptions => ({
    oauth: { tokenUrl: `${vendorUrl}/oauth/token`, clientId: CLIENT.clientId, clientSecret },
  });
  return path === '/go'
    ? [...plain, { entry, name: 'oauth.clientSecret', fate: 'error', atOnce: false, options: oauth }]
    : plain;
}
