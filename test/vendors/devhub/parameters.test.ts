/** What DevHub's widget URI says of the user and the sites, and that no URI is used twice. */

import { inspect } from 'node:util';
import { devhubSso } from '../../../lib/vendors/devhub/index.js';
import type { DevhubSsoOptions } from '../../../lib/vendors/devhub/index.js';
import { JANE, aRequest, errorOf } from '../../support/vendor-host.js';

const SECRET = 'consumer-secret-that-nobody-may-see';
const sso = (options: Partial<DevhubSsoOptions> = {}): ReturnType<typeof devhubSso> =>
  devhubSso({
    baseWidgetUri: 'https://builder.example.com/w.js',
    consumerKey: 'consumer-key',
    consumerSecret: SECRET,
    ...options,
  });
const read = async (uri: Promise<string>): Promise<URLSearchParams> => new URL(await uri).searchParams;
const sitesOf = async (siteIds: DevhubSsoOptions['siteIds']): Promise<string | null> =>
  (await read(sso({ siteIds }).createWidgetUri(JANE))).get('partner_site_ids');

test.each<[DevhubSsoOptions['siteIds'], string | null]>([
  [undefined, null],
  [[], null],
  [['12345'], '12345'],
  [['12345', '23145'], '12345,23145'],
  [[12345, 23145], '12345,23145'],
  [['a-b', 7, 0], 'a-b,7,0'],
  [() => [1, '2'], '1,2'],
  [() => [], null],
  [() => Promise.resolve(['x']), 'x'],
  [(_req, user) => [`of-${user.id}`], 'of-42'],
])('siteIds %p is sent as %p', async (siteIds, sent) => {
  expect(await sitesOf(siteIds)).toBe(sent);
});

test.each([
  undefined,
  null,
  '12345',
  7,
  ['1,2'],
  [''],
  [' '],
  [['1']],
  [{}],
  [1.5],
  [Number.NaN],
  ['50%20off'],
  ['a\u0000'],
])('siteIds from a function that gives %p are request_invalid', async (value) => {
  const error = await errorOf(() => sitesOf(() => value as never));
  expect(error).toMatchObject({ code: 'request_invalid', status: 400, vendor: 'devhub' });
  expect(error.message).toContain('`siteIds`');
});

test.each([
  ['email', { email: '50%25@example.com' }],
  ['firstName', { firstName: '50%20off' }],
  ['lastName', { lastName: 'a%C3%BC' }],
  ['id', { id: 'a%2Fb' }],
])('a percent escape in %s is user_incomplete: DevHub decodes it twice', async (field, own) => {
  const error = await errorOf(() => sso().createWidgetUri({ ...JANE, ...own }));
  expect(error).toMatchObject({ code: 'user_incomplete', status: 422 });
  expect(error.message).toContain(`\`${field}\``);
  expect(error.message).toContain('percent escape');
});

test.each([
  ['id', { id: undefined }],
  ['id', { id: '' }],
  ['id', { id: 1.5 }],
  ['id', { id: {} }],
  ['id', { id: 'a\nb' }],
  ['email', { email: undefined }],
  ['email', { email: 'jane' }],
  ['firstName', { firstName: 7 }],
  ['lastName', { lastName: {} }],
])('a wrong %s (%p) is user_incomplete', async (field, own) => {
  const error = await errorOf(() => sso().createWidgetUri({ ...JANE, ...own } as never));
  expect(error).toMatchObject({ code: 'user_incomplete', status: 422, vendor: 'devhub' });
  expect(error.message).toContain(`\`${field}\``);
});

test('an id may be a number, zero too', async () => {
  expect((await read(sso().createWidgetUri({ ...JANE, id: 0 }))).get('partner_user_id')).toBe('0');
  expect((await read(sso().createWidgetUri({ ...JANE, id: 1234567890 }))).get('partner_user_id')).toBe('1234567890');
});

test('an unverified e-mail is no matter here, unless the host says so', async () => {
  await expect(sso().createWidgetUri({ ...JANE, emailVerified: false })).resolves.toContain('oauth_signature=');
  const strict = sso({ requireVerifiedEmail: true });
  await expect(strict.createWidgetUri(JANE)).rejects.toMatchObject({ code: 'email_unverified' });
});

test('10,000 nonces differ, and are hard to guess', async () => {
  const handler = sso();
  const uris = await Promise.all(Array.from({ length: 10_000 }, () => handler.createWidgetUri(JANE)));
  const nonces = uris.map((uri) => new URL(uri).searchParams.get('oauth_nonce') ?? '');
  expect(new Set(nonces).size).toBe(10_000);
  expect(nonces.every((nonce) => /^[0-9a-f]{32}$/.test(nonce))).toBe(true);
});

test('per-request options get the request and the checked user, or undefined in its place', async () => {
  const consumerKey = jest.fn(() => 'k');
  const consumerSecret = jest.fn((_req: unknown, _user: unknown) => 's');
  const siteIds = jest.fn(() => ['1']);
  const handler = sso({ consumerKey, consumerSecret: (req, user) => consumerSecret(req, user), siteIds });
  const req = aRequest();
  await handler.createWidgetUri({ ...JANE, id: 42 }, req);
  const user = expect.objectContaining({ id: '42', email: JANE.email }) as unknown;
  for (const option of [consumerKey, consumerSecret, siteIds]) expect(option).toHaveBeenCalledWith(req, user);
  await handler.createWidgetUri(JANE);
  for (const option of [consumerKey, consumerSecret, siteIds]) expect(option).toHaveBeenLastCalledWith(undefined, user);
});

test('explain shows every step, and neither secret nor signature', async () => {
  const frozen = { now: () => 1_400_000_000_000, randomNonce: () => 'abc', siteIds: [1] };
  const signature = (await read(sso(frozen).createWidgetUri(JANE))).get('oauth_signature') ?? '';
  const explanation = await sso(frozen).explain(JANE);
  expect(explanation).toMatchObject({ vendor: 'devhub', userId: '42' });
  expect(explanation.steps[0]?.detail).toMatchObject({
    email: JANE.email,
    partner_user_id: '42',
    partner_site_ids: '1',
    oauth_timestamp: '1400000000',
    oauth_signature: '[redacted]',
  });
  expect(explanation.steps[1]?.detail).toMatch(/^GET&https%3A%2F%2Fbuilder\.example\.com%2Fw\.js&email%3D/);
  const shown = inspect(explanation, { depth: null });
  for (const hidden of [SECRET, signature, encodeURIComponent(signature)]) expect(shown).not.toContain(hidden);
});
