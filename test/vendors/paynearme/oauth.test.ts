/** PayNearMe by OAuth 2.0: how the client proves itself, and how long a token serves. */

import { inspect } from 'node:util';
import { startSandbox } from '../../../lib/sandbox/index.js';
import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { CLIENT, SSO, SSO_URL, TOKEN, answers, bearer, okReply, tokenReply } from '../../support/paynearme-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, errorOf } from '../../support/vendor-host.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startFakeVendor(answers());
});
afterEach(() => vendor.close());
const sso = (options: Partial<PaynearmeAgentSsoOptions> = {}): ReturnType<typeof paynearmeAgentSso> =>
  paynearmeAgentSso({ ...bearer(vendor), ...options });
const paths = (): string[] => vendor.requests.map(({ path }) => path);

test('a token by HTTP Basic, then the call with it and without a signature', async () => {
  expect(await sso().createUrl(JANE)).toBe(SSO_URL);
  expect(paths()).toEqual([TOKEN, SSO]);
  const [token, call] = vendor.requests;
  // RFC 6749, 2.3.1: both are form-encoded before they are joined.
  const basic = Buffer.from('client+id:client%3Asecret%2Bthat%2Fnobody+may+see').toString('base64');
  expect(token?.headers['authorization']).toBe(`Basic ${basic}`);
  expect(token?.fields).toEqual({ grant_type: 'client_credentials' });
  expect(call?.headers['authorization']).toBe('Bearer bearer-1');
  expect(call?.fields).toMatchObject({ agent_email: JANE.email, version: '3.0' });
  expect(call?.fields).not.toHaveProperty('signature');
  expect(call?.fields).not.toHaveProperty('access_token');
});

test('a scope is asked for', async () => {
  await sso({ oauth: { tokenUrl: vendor.url + TOKEN, ...CLIENT, scope: 'a b' } }).createUrl(JANE);
  expect(vendor.requests[0]?.fields).toEqual({ grant_type: 'client_credentials', scope: 'a b' });
});

test.each([401, 400])('a server that refuses Basic with %s is asked once more with the form', async (status) => {
  vendor.answering = ({ path, headers }, count) => {
    if (path !== TOKEN) return okReply();
    return headers['authorization'] ? { status, body: { error: 'invalid_client' } } : tokenReply(count);
  };
  await sso().createUrl(JANE);
  expect(paths()).toEqual([TOKEN, TOKEN, SSO]);
  expect(vendor.requests[1]?.fields).toEqual({
    grant_type: 'client_credentials',
    client_id: CLIENT.clientId,
    client_secret: CLIENT.clientSecret,
  });
});

test('a server that refuses both ways has rejected us, and no secret is told', async () => {
  vendor.answering = () => ({
    status: 401,
    body: { error: 'invalid_client', error_description: `${CLIENT.clientSecret} is wrong` },
  });
  const error = await errorOf(() => sso().createUrl(JANE));
  expect(error).toMatchObject({ code: 'vendor_rejected', vendor: 'paynearme' });
  expect(inspect(error, { depth: null })).not.toContain(CLIENT.clientSecret);
  expect(paths()).toEqual([TOKEN, TOKEN]);
});

test('a token serves all calls, also those at once', async () => {
  const handler = sso();
  await Promise.all(Array.from({ length: 20 }, () => handler.createUrl(JANE)));
  await handler.createUrl(JANE);
  expect([vendor.count(TOKEN), vendor.count(SSO)]).toEqual([1, 21]);
});

test('a token that is refused is fetched anew once, and the call made once more', async () => {
  vendor.answering = ({ path, headers }, count) => {
    if (path === TOKEN) return tokenReply(count);
    return headers['authorization'] === 'Bearer bearer-1' ? { status: 401 } : okReply();
  };
  const handler = sso();
  expect(await handler.createUrl(JANE)).toBe(SSO_URL);
  expect(paths()).toEqual([TOKEN, SSO, TOKEN, SSO]);
  await handler.createUrl(JANE);
  expect(vendor.count(TOKEN)).toBe(2);
});

test('a token that is refused again is an error, not a loop', async () => {
  vendor.answering = answers({ status: 401 });
  expect(await errorOf(() => sso().createUrl(JANE))).toMatchObject({ code: 'vendor_rejected' });
  expect(paths()).toEqual([TOKEN, SSO, TOKEN, SSO]);
});

test('an error of the call itself brings no new token', async () => {
  vendor.answering = answers({ body: { status: 'error', errors: ['Unknown role'] } });
  const handler = sso();
  for (let call = 0; call < 3; call += 1) await errorOf(() => handler.createUrl(JANE));
  expect(vendor.count(TOKEN)).toBe(1);
});

test('tokens end', async () => {
  let time = 1_700_000_000_000;
  const handler = sso({ now: () => time });
  await handler.createUrl(JANE);
  time += 3_600_000;
  await handler.createUrl(JANE);
  expect(vendor.requests.at(-1)?.headers['authorization']).toBe('Bearer bearer-2');
});

test.each(['token', undefined, 7, 'a b', 'a\r\nX: y', 'ü'])('an access_token %j: %s', async (token) => {
  vendor.answering = ({ path }) => (path === TOKEN ? { body: { access_token: token, expires_in: 60 } } : okReply());
  const result = await sso()
    .createUrl(JANE)
    .catch((error: unknown) => error);
  if (token === 'token') expect(result).toBe(SSO_URL);
  else expect(result).toMatchObject({ code: 'vendor_invalid_response' });
});

test('two factories share a token by their tokenStore, other clients and scopes do not', async () => {
  const tokenStore = new Map<string, unknown>();
  await sso({ tokenStore }).createUrl(JANE);
  await sso({ tokenStore }).createUrl(JANE);
  expect([vendor.count(TOKEN), vendor.count(SSO), tokenStore.size]).toEqual([1, 2, 1]);
  expect(inspect(tokenStore, { depth: null })).not.toContain(CLIENT.clientSecret);
  const oauth = { tokenUrl: vendor.url + TOKEN, ...CLIENT };
  for (const scope of ['x', 'y']) await sso({ tokenStore, oauth: { ...oauth, scope } }).createUrl(JANE);
  await sso({ tokenStore, oauth: { ...oauth, clientId: 'other' } }).createUrl(JANE);
  expect(tokenStore.size).toBe(4);
});

test('a client secret may be a function', async () => {
  const clientSecret = jest.fn(() => Promise.resolve('from a vault'));
  await sso({ oauth: { tokenUrl: vendor.url + TOKEN, clientId: 'a', clientSecret } }).createUrl(JANE);
  const basic = Buffer.from('a:from+a+vault').toString('base64');
  expect(vendor.requests[0]?.headers['authorization']).toBe(`Basic ${basic}`);
});

test('explain shows the bearer way, without a token', async () => {
  const { steps } = await sso().explain(JANE);
  expect(vendor.requests).toEqual([]);
  expect(inspect(steps, { depth: null })).toContain('Bearer [redacted]');
  expect(inspect(steps, { depth: null })).not.toMatch(/signature|nobody may see/);
});

test('the sandbox takes it', async () => {
  const sandbox = tidy(await startSandbox());
  const options = { ...sandbox.options.paynearme, secretKey: undefined, oauth: sandbox.credentials.paynearme.oauth };
  const url = await paynearmeAgentSso(options).createUrl(JANE);
  expect((await fetch(url)).status).toBe(200);
  expect(sandbox.attempts.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'accepted']);
});
