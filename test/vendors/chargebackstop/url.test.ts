/** Where Chargebackstop's redirect goes, for whom, and what `explain` shows of it. */

import { inspect } from 'node:util';
import type { Request } from 'express';
import { chargebackstopSso } from '../../../lib/vendors/chargebackstop/index.js';
import type { ChargebackstopSsoOptions } from '../../../lib/vendors/chargebackstop/index.js';
import { startSandbox } from '../../../lib/sandbox/index.js';
import { tidy } from '../../support/tidy.js';
import { JANE, aRequest, errorOf } from '../../support/vendor-host.js';

const KEY = 'a-secret-key-that-nobody-may-see';
const sso = (options: Partial<ChargebackstopSsoOptions> = {}): ReturnType<typeof chargebackstopSso> =>
  chargebackstopSso({ partnerId: 'ptnr_1', ssoKey: KEY, ...options });

test.each([
  [undefined, 'https://dashboard.chargebackstop.com/auth/'],
  ['https://chargebacks.example.com', 'https://chargebacks.example.com/auth/'],
  ['https://chargebacks.example.com/', 'https://chargebacks.example.com/auth/'],
  ['https://example.com/disputes', 'https://example.com/disputes/auth/'],
  ['https://example.com/disputes//', 'https://example.com/disputes/auth/'],
  ['https://example.com:8443/a/b/', 'https://example.com:8443/a/b/auth/'],
  ['http://localhost:3000', 'http://localhost:3000/auth/'],
  ['http://[::1]:3000', 'http://[::1]:3000/auth/'],
])('base URL %s', async (baseUrl, start) => {
  const url = await sso({ baseUrl }).createUrl(JANE);
  expect(url.startsWith(`${start}partner-organisation-sso?partner_id=ptnr_1&token=`)).toBe(true);
  expect([...new URL(url).searchParams.keys()]).toEqual(['partner_id', 'token']);
});

test('a partner id is escaped in the query', async () => {
  const url = new URL(await sso({ partnerId: 'a&token=x #é' }).createUrl(JANE));
  expect(url.searchParams.get('partner_id')).toBe('a&token=x #é');
  expect(url.searchParams.getAll('token')).toHaveLength(1);
  expect(url.hash).toBe('');
});

test('per-request options are asked with the request and the checked user, and without a request by jobs', async () => {
  const partnerId = jest.fn((_req: Request | undefined, user: { id: string | number }) => `ptnr_${String(user.id)}`);
  const ssoKey = jest.fn((_req: Request | undefined, _user: unknown) => Promise.resolve(KEY));
  // A jest.fn() declares no parameters, and a key function without any is handed nothing.
  const handler = sso({ partnerId, ssoKey: (req, user) => ssoKey(req, user) });
  const req = aRequest();
  const user = { ...JANE, id: 42 };
  expect(new URL(await handler.createUrl(user, req)).searchParams.get('partner_id')).toBe('ptnr_42');
  for (const option of [partnerId, ssoKey])
    expect(option).toHaveBeenCalledWith(req, expect.objectContaining({ ...JANE, id: '42' }));
  await handler.createUrl(user);
  for (const option of [partnerId, ssoKey])
    expect(option).toHaveBeenLastCalledWith(undefined, expect.objectContaining({ id: '42' }));
});

test.each([undefined, null, '', ' padded ', 7, ['a'], 'a\u0000b'])(
  'a partner id function that gives %p is request_invalid',
  async (value) => {
    const error = await errorOf(() => sso({ partnerId: () => value as string }).createUrl(JANE));
    expect(error).toMatchObject({ code: 'request_invalid', status: 400, vendor: 'chargebackstop' });
    expect(error.message).toContain('`partnerId`');
  },
);

test('what a function of the host throws comes through as it is', async () => {
  const mine = new Error('no tenant');
  expect(await errorOf(() => sso({ partnerId: () => Promise.reject(mine) }).createUrl(JANE))).toBe(mine);
  expect(await errorOf(() => sso({ ssoKey: () => Promise.reject(mine) }).createUrl(JANE))).toBe(mine);
});

test.each([
  [undefined, 'is missing'],
  ['', 'is missing'],
  ['  ', 'is missing'],
  ['jane', 'is not one plain'],
  ['jane@example.com, sam@example.com', 'is not one plain'],
  ['Jane <jane@example.com>', 'is not one plain'],
  [' jane@example.com', 'is not one plain'],
  ['jane@example.com\n', 'is not one plain'],
  [7, 'is a number'],
])('a user with the e-mail %p is incomplete', async (email, words) => {
  const error = await errorOf(() => sso().createUrl({ id: 1, email: email as string }));
  expect(error).toMatchObject({ code: 'user_incomplete', status: 422 });
  expect(error.message).toContain('`email`');
  expect(error.message).toContain(words);
});

test('verified e-mails', async () => {
  const refused = { code: 'email_unverified', status: 403 };
  await expect(sso().createUrl({ ...JANE, emailVerified: false })).rejects.toMatchObject(refused);
  const strict = sso({ requireVerifiedEmail: true });
  await expect(strict.createUrl(JANE)).rejects.toMatchObject(refused);
  await expect(strict.explain(JANE)).rejects.toMatchObject(refused);
  await expect(strict.createUrl({ ...JANE, emailVerified: true })).resolves.toContain('token=');
});

test('explain shows every step and no secret', async () => {
  const now = (): number => 1_700_000_000_000;
  const handler = sso({ now });
  const token = new URL(await handler.createUrl(JANE)).searchParams.get('token') ?? '';
  const explanation = await handler.explain({ ...JANE, id: 42 });
  expect(explanation).toMatchObject({ vendor: 'chargebackstop', userId: '42' });
  expect(explanation.steps.map(({ detail }) => detail)).toEqual([
    { alg: 'HS256', typ: 'JWT' },
    { iat: 1_700_000_000, user_email: JANE.email, exp: 1_700_000_900 },
    expect.objectContaining({ key: '[redacted]', signature: '[redacted]' }),
    expect.stringMatching(/partner-organisation-sso\?partner_id=ptnr_1&token=\[redacted\]$/),
  ]);
  const shown = inspect(explanation, { depth: null });
  expect(shown).not.toContain(KEY);
  expect(shown).not.toContain(token.split('.')[2]);
});

test('the sandbox lets the user in, and says who it was', async () => {
  const sandbox = tidy(await startSandbox());
  const email = 'jörg+tag@example.com';
  const url = await chargebackstopSso(sandbox.options.chargebackstop).createUrl({ id: 1, email });
  expect((await fetch(url)).status).toBe(200);
  expect(sandbox.attempts.at(-1)).toMatchObject({ verdict: 'accepted', user: { email } });
  const wrong = await chargebackstopSso({ ...sandbox.options.chargebackstop, ssoKey: 'another' }).createUrl(JANE);
  expect((await fetch(wrong)).status).toBe(401);
});
