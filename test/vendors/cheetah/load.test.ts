/** Many requests at once: one call for each session and user, one integration token for all. */

import { inspect } from 'node:util';
import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import type { TokenStore } from '../../../lib/vendors/cheetah/index.js';
import {
  Browser,
  SSO_PATH,
  TOKEN_PATH,
  memberReply,
  startCheetahHost,
  tokenReply,
  wellBehaved,
} from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { JANE } from '../../support/vendor-host.js';

let vendor: FakeVendor;
let host: CheetahHost | undefined;
beforeEach(async () => {
  vendor = await startFakeVendor(wellBehaved);
});
afterEach(async () => {
  await host?.close();
  await vendor.close();
});

test.each(['express-session', 'cookie-session', 'none'] as const)(
  '50 requests at once make one call (%s)',
  async (kind) => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
    const { open, passed } = gate();
    vendor.answering = async (request, count) => {
      if (request.path === SSO_PATH) await passed;
      return wellBehaved(request, count);
    };
    let asked = 0;
    const allow = (): boolean => (asked += 1) > 0;
    host = await startCheetahHost({ baseUrl: vendor.url, allow, timeoutMs: 60_000 }, { kind });
    const browser = new Browser(host, JANE);
    if (kind !== 'none') await browser.send('POST', '/visit');
    const pages = Array.from({ length: 50 }, () => browser.state());
    await until(() => asked === 50 && vendor.count(SSO_PATH) === 1);
    open();
    expect(new Set((await Promise.all(pages)).map(({ access_token }) => access_token))).toEqual(
      new Set(['member-42-1']),
    );
    expect([vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)]).toEqual([1, 1]);
    warn.mockRestore();
  },
);

test('20 sessions at once make one token call, and one sign-in each', async () => {
  host = await startCheetahHost({ baseUrl: vendor.url });
  const browsers = Array.from({ length: 20 }, (_, id) => new Browser(host as CheetahHost, { ...JANE, id }));
  const states = await Promise.all(browsers.map((browser) => browser.state()));
  expect(states.map(({ refresh_token }) => refresh_token)).toEqual(browsers.map((_, id) => `refresh-${String(id)}`));
  expect([vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)]).toEqual([1, 20]);
});

const KEYS = { clientId: 'client-id', clientSecret: 'client-secret-value' };

test('a token that is refused is fetched anew once, and the call made once more', async () => {
  for (const refusal of [
    { status: 401 },
    { status: 400, body: { error: 'expired_token' } },
    { status: 403, body: { error: 'invalid_token' } },
  ]) {
    vendor.requests.length = 0;
    vendor.answering = ({ path, fields }, count) => {
      if (path === TOKEN_PATH) return tokenReply(count);
      return fields['access_token'] === 'integration-1' ? refusal : memberReply('42');
    };
    const handler = cheetahMemberState({ baseUrl: vendor.url, ...KEYS });
    expect((await handler.fetchMember(JANE)).access_token).toBe('member-42-1');
    expect(vendor.requests.map(({ path }) => path)).toEqual([TOKEN_PATH, SSO_PATH, TOKEN_PATH, SSO_PATH]);
    expect(vendor.requests.at(-1)?.fields['access_token']).toBe('integration-2');
  }
});

test('a token that is refused again is an error, not a loop', async () => {
  vendor.answering = ({ path }, count) =>
    path === TOKEN_PATH ? tokenReply(count) : { status: 401, body: { error: 'expired_token' } };
  const handler = cheetahMemberState({ baseUrl: vendor.url, ...KEYS });
  await expect(handler.fetchMember(JANE)).rejects.toMatchObject({
    code: 'vendor_rejected',
    vendorErrors: ['expired_token'],
  });
  expect([vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)]).toEqual([2, 2]);
});

test('a member that is refused is no reason for a new token', async () => {
  vendor.answering = ({ path }, count) =>
    path === TOKEN_PATH
      ? tokenReply(count)
      : { status: 422, body: { error: 'invalid_record', message: 'jane@example.com is taken' } };
  const handler = cheetahMemberState({ baseUrl: vendor.url, ...KEYS });
  const error: unknown = await handler.fetchMember(JANE).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'vendor_rejected' });
  expect([vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)]).toEqual([1, 1]);
  expect(inspect(error, { depth: null })).not.toMatch(/jane@|client-secret-value|integration-1/);
});

test('20 calls that see one token refused bring one new token', async () => {
  vendor.answering = ({ path, fields }, count) => {
    if (path === TOKEN_PATH) return tokenReply(count);
    return fields['access_token'] === 'integration-1' ? { status: 401 } : memberReply(fields['integration_id']);
  };
  const handler = cheetahMemberState({ baseUrl: vendor.url, ...KEYS });
  await Promise.all(Array.from({ length: 20 }, (_, id) => handler.fetchMember({ ...JANE, id })));
  expect(vendor.count(TOKEN_PATH)).toBe(2);
});

test('a token is renewed before it ends, and nobody waits for it', async () => {
  let time = 1_700_000_000_000;
  const handler = cheetahMemberState({ baseUrl: vendor.url, ...KEYS, now: () => time });
  await handler.fetchMember(JANE);
  time += 7_139_000;
  await handler.fetchMember(JANE);
  expect(vendor.count(TOKEN_PATH)).toBe(1);
  time += 2_000;
  const { open, passed } = gate();
  vendor.answering = async (request, count) => {
    if (request.path === TOKEN_PATH) await passed;
    return wellBehaved(request, count);
  };
  await handler.fetchMember(JANE);
  expect(vendor.requests.filter(({ path }) => path === SSO_PATH).at(-1)?.fields['access_token']).toBe('integration-1');
  await until(() => vendor.count(TOKEN_PATH) === 2);
  open();
  time += 60_000;
  await handler.fetchMember(JANE);
  expect(vendor.requests.filter(({ path }) => path === SSO_PATH).at(-1)?.fields['access_token']).toBe('integration-2');
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
  host = await startCheetahHost({ baseUrl: vendor.url, tokenStore });
  expect(await new Browser(host, JANE).state()).toMatchObject({ sso_error: '', access_token: 'member-42-1' });
  warn.mockRestore();
});
