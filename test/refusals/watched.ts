// A host whose functions are watched: which of them a request has called.

import { JANE } from '../support/vendor-host.js';
import type { VERSIONS } from '../support/vendor-host.js';
import { SECRET } from './entries.js';
import type { AnyOptions, Entry } from './entries.js';
import { hostOf } from './host.js';
import type { Host } from './host.js';

/** Every function that would be called on the way to a token. */
export function watchers({ vendor: name }: Entry): Record<string, jest.Mock> {
  const own: Readonly<Record<Entry['vendor'], Record<string, jest.Mock>>> = {
    chargebackstop: { partnerId: jest.fn(() => 'ptnr_1'), ssoKey: jest.fn(() => SECRET) },
    devhub: { consumerSecret: jest.fn(() => SECRET), randomNonce: jest.fn(() => 'nonce'), siteIds: jest.fn(() => []) },
    cheetah: { fields: jest.fn(() => ({})), clientSecret: jest.fn(() => SECRET) },
    paynearme: { agentRole: jest.fn(() => 'agent'), secretKey: jest.fn(() => SECRET) },
  };
  return { resolveUser: jest.fn(() => JANE), allow: jest.fn(() => true), ...own[name] };
}

export interface Watched extends Host {
  readonly called: () => string[];
}

/** A host, and the names of its functions that have been called. */
export function watchedHost(
  entry: Entry,
  url: string,
  make: (typeof VERSIONS)[number][1],
  options: AnyOptions = {},
): Watched {
  const watching = watchers(entry);
  const host = hostOf(entry, { url, make, options: { ...(watching as AnyOptions), ...options } });
  const called = (): string[] => Object.keys(watching).filter((name) => (watching[name]?.mock.calls.length ?? 0) > 0);
  return { ...host, called };
}
