/** An integration token in a `tokenStore`: shared where the store works, and no page lost where it does not. */

import { inspect } from 'node:util';
import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import type { TokenStore } from '../../../lib/vendors/cheetah/index.js';
import { Browser, SSO_PATH, TOKEN_PATH, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE } from '../../support/vendor-host.js';

const KEYS = { clientId: 'client-id', clientSecret: 'client-secret-value' };

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = tidy(await startFakeVendor(wellBehaved));
});

test('a tokenStore is shared by two factories, and holds no client secret', async () => {
  const kept = new Map<string, unknown>();
  const tokenStore = {
    get: jest.fn((key: string) => Promise.resolve(kept.get(key))),
    set: jest.fn((key: string, value: unknown, _ttlMs: number) => Promise.resolve(void kept.set(key, value))),
  };
  const options = { baseUrl: vendor.url, ...KEYS, tokenStore, now: () => 1_700_000_000_000 };
  await cheetahMemberState(options).fetchMember(JANE);
  await cheetahMemberState(options).fetchMember(JANE);
  expect([vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)]).toEqual([1, 2]);
  expect(tokenStore.set.mock.calls).toEqual([[expect.stringContaining('cheetah'), expect.anything(), 7_200_000]]);
  expect(inspect([...kept], { depth: null })).not.toContain('client-secret-value');
  // Another client, or another vendor host, has a token of its own.
  await cheetahMemberState({ ...options, clientId: 'another' }).fetchMember(JANE);
  await cheetahMemberState({ ...options, baseUrl: `${vendor.url}/x` })
    .fetchMember(JANE)
    .catch(() => undefined);
  expect(kept.size).toBe(3);
});

test.each<[string, TokenStore]>([
  [
    'throws',
    {
      get: () => {
        throw new Error('down');
      },
      set: () => {
        throw new Error('down');
      },
    },
  ],
  ['rejects', { get: () => Promise.reject(new Error('down')), set: () => Promise.reject(new Error('down')) }],
  ['gives something strange', { get: () => 'not a token', set: () => undefined }],
  ['never gives an answer', { get: () => new Promise(() => undefined), set: () => undefined }],
  ['never takes a token', { get: () => undefined, set: () => new Promise(() => undefined) }],
])('a tokenStore that %s costs a token call, not the page', async (_what, tokenStore) => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
  const host = tidy(await startCheetahHost({ baseUrl: vendor.url, tokenStore }));
  expect(await new Browser(host, JANE).state()).toMatchObject({ sso_error: '', access_token: 'member-42-1' });
  warn.mockRestore();
});
