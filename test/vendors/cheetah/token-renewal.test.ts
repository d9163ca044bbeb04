/** The integration token: renewed before it ends, fetched anew once when it is refused, whoever notices. */

import { inspect } from 'node:util';
import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import {
  Browser,
  SSO_PATH,
  TOKEN_PATH,
  memberReply,
  startCheetahHost,
  tokenReply,
  wellBehaved,
} from '../../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { figure } from '../../support/figures.js';
import { tidy } from '../../support/tidy.js';
import { JANE } from '../../support/vendor-host.js';

jest.setTimeout(60_000);

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = tidy(await startFakeVendor(wellBehaved));
});

/** The integration token that each sign-in so far was made with. */
const tokensUsed = (): (string | undefined)[] =>
  vendor.requests.filter(({ path }) => path === SSO_PATH).map(({ fields }) => fields['access_token']);

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

test('a vendor that gives the refused token once more is not asked for it a third time', async () => {
  vendor.answering = ({ path }) => (path === TOKEN_PATH ? tokenReply(1) : { status: 401 });
  const handler = cheetahMemberState({ baseUrl: vendor.url, ...KEYS });
  await expect(handler.fetchMember(JANE)).rejects.toMatchObject({ code: 'vendor_rejected' });
  expect([vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)]).toEqual([2, 2]);
});

test('a token that 100 pages see refused at the same time is fetched anew once, and each page has its member', async () => {
  const { open, passed } = gate();
  let refused = 0;
  vendor.answering = async ({ path, fields }, count) => {
    if (path === TOKEN_PATH) return tokenReply(count);
    if (fields['access_token'] !== 'integration-1') return memberReply(fields['integration_id'], count);
    // Nobody is refused before all have called, so that they notice it together.
    refused += 1;
    if (refused === 100) open();
    await passed;
    return { status: 401, body: { error: 'expired_token' } };
  };
  const host = tidy(await startCheetahHost({ baseUrl: vendor.url, timeoutMs: 60_000 }));
  const states = await Promise.all(Array.from({ length: 100 }, (_, id) => new Browser(host, { ...JANE, id }).state()));
  expect(states.map(({ refresh_token }) => refresh_token)).toEqual(states.map((_, id) => `refresh-${String(id)}`));
  expect([vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)]).toEqual([2, 200]);
  expect(tokensUsed().filter((token) => token === 'integration-2')).toHaveLength(100);
  figure('a token that is refused to 100 pages at once: 1 new token call, 1 more sign-in call a page');
});

test.each([
  [7200, 60],
  [60, 30],
])('a token of %i s is renewed in its last %i s, while pages go on with the old one', async (lifetime, margin) => {
  const start = 1_700_000_000_000;
  let time = start;
  const { open, passed } = gate();
  vendor.answering = async (request, count) => {
    if (request.path !== TOKEN_PATH) return wellBehaved(request, count);
    if (count > 1) await passed;
    const seconds = count > 1 ? 7200 : lifetime;
    return { body: { access_token: `integration-${String(count)}`, token_type: 'bearer', expires_in: seconds } };
  };
  const host = tidy(await startCheetahHost({ baseUrl: vendor.url, now: () => time, timeoutMs: 60_000 }));
  let users = 0;
  const page = async (): Promise<void> => {
    const id = (users += 1);
    const state = await new Browser(host, { ...JANE, id }).state();
    expect(state).toMatchObject({ sso_error: '', refresh_token: `refresh-${String(id)}` });
  };
  await page();
  time = start + (lifetime - margin) * 1000 - 1;
  await page();
  expect(vendor.count(TOKEN_PATH)).toBe(1);

  // The vendor holds the new token back, and still these pages are answered.
  time += 1;
  await Promise.all(Array.from({ length: 20 }, page));
  await until(() => vendor.count(TOKEN_PATH) > 1);
  await page();
  expect(vendor.count(TOKEN_PATH)).toBe(2);
  expect(new Set(tokensUsed())).toEqual(new Set(['integration-1']));

  open();
  while (tokensUsed().at(-1) === 'integration-1') await page();
  expect(tokensUsed().at(-1)).toBe('integration-2');
  // Once it is there, the end of the old one goes by unnoticed.
  time = start + lifetime * 1000;
  await page();
  expect([tokensUsed().at(-1), vendor.count(TOKEN_PATH)]).toEqual(['integration-2', 2]);
  if (lifetime === 7200) figure('a token that lives for 7,200 s: renewed within its last 60 s, 0 pages wait');
});
