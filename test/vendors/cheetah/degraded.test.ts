/** The page goes on whatever Cheetah does: each failure shows as an `sso_error` with the names, and is not tried again at once. */

import {
  SSO_PATH,
  TOKEN_PATH,
  Browser,
  startCheetahHost,
  tokenReply,
  wellBehaved,
} from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import type { CheetahMemberStateOptions } from '../../../lib/vendors/cheetah/index.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { Answering, FakeVendor, Reply } from '../../support/fake-vendor.js';
import { JANE, VERSIONS } from '../../support/vendor-host.js';

let vendor: FakeVendor;
let host: CheetahHost;
let time = 0;
beforeEach(async () => {
  time = 1_700_000_000_000;
  vendor = await startFakeVendor(wellBehaved);
});
afterEach(async () => {
  await host.close();
  await vendor.close();
});

const start = async (options: Partial<CheetahMemberStateOptions> = {}, make = VERSIONS[0]?.[1]): Promise<Browser> => {
  host = await startCheetahHost({ baseUrl: vendor.url, now: () => time, ...options }, make && { make });
  return new Browser(host, JANE);
};
const onSso =
  (reply: Reply): Answering =>
  ({ path }, count) =>
    path === TOKEN_PATH ? tokenReply(count) : reply;
const onToken =
  (reply: Reply): Answering =>
  (request, count) =>
    request.path === TOKEN_PATH ? reply : wellBehaved(request, count);

describe.each(VERSIONS)('%s', (_version, make) => {
  test.each<[string, Answering, string]>([
    ['5xx', onSso({ status: 500, body: { error: 'secret words' } }), 'vendor_failed'],
    ['502 with HTML', onSso({ status: 502, body: '<html>' }), 'vendor_failed'],
    ['503', onSso({ status: 503 }), 'vendor_unavailable'],
    ['429', onSso({ status: 429, headers: { 'retry-after': '30' } }), 'vendor_unavailable'],
    ['4xx', onSso({ status: 422, body: { name: 'invalid_record', message: 'secret words' } }), 'vendor_rejected'],
    ['no JSON', onSso({ body: '<html>' }), 'vendor_invalid_response'],
    ['an array', onSso({ body: '[]' }), 'vendor_invalid_response'],
    ['no token in it', onSso({ body: { member_id: 1 } }), 'vendor_invalid_response'],
    ['a token that is none', onSso({ body: { access_token: 7 } }), 'vendor_invalid_response'],
    ['a blank token', onSso({ body: { access_token: ' ' } }), 'vendor_invalid_response'],
    ['a redirect', onSso({ status: 302, headers: { location: '/program/api/sso' } }), 'vendor_invalid_response'],
    ['too much', onSso({ body: `{"a":"${'x'.repeat(1_100_000)}"}` }), 'vendor_invalid_response'],
    ['a cut connection', onSso('drop'), 'vendor_unreachable'],
    ['silence', onSso('hang'), 'vendor_timeout'],
    ['silence at the token', onToken('hang'), 'vendor_timeout'],
    ['a refused client', onToken({ status: 401, body: { error: 'invalid_client' } }), 'vendor_rejected'],
    ['a token answer without one', onToken({ body: {} }), 'vendor_invalid_response'],
    ['a token that could break a header', onToken({ body: { access_token: 'a\r\nb' } }), 'vendor_invalid_response'],
    ['a token of another type', onToken({ body: { access_token: 'a', token_type: 'mac' } }), 'vendor_invalid_response'],
    ['a token without time', onToken({ body: { access_token: 'a', expires_in: 'soon' } }), 'vendor_invalid_response'],
  ])('%s', async (_what, answering, code) => {
    vendor.answering = answering;
    const jane = await start({ timeoutMs: code === 'vendor_timeout' ? 100 : 20_000 }, make);
    const { state, script } = await jane.page();
    expect(state).toEqual({
      access_token: '',
      refresh_token: '',
      sso_error: code,
      short_name: 'Jane',
      full_name: 'Jane Doe',
    });
    expect(script).toContain(`"sso_error":"${code}"`);
    expect(host.events).toMatchObject([{ vendor: 'cheetah', outcome: 'degraded', code, userId: '42' }]);
  });
});

test('nobody listens', async () => {
  const jane = await start();
  await vendor.close();
  expect((await jane.state()).sso_error).toBe('vendor_unreachable');
});

test.each<[string, unknown, Partial<CheetahMemberStateOptions>, string, string]>([
  ['no e-mail', { id: 1, firstName: 'A' }, {}, 'user_incomplete', 'degraded'],
  ['no id', { email: 'a@example.com' }, {}, 'user_incomplete', 'degraded'],
  ['not allowed', JANE, { allow: () => false }, 'not_allowed', 'refused'],
  ['an e-mail not known to be verified', JANE, { requireVerifiedEmail: true }, 'email_unverified', 'refused'],
  ['reserved fields', JANE, { fields: () => ({ email: 'x' }) }, 'request_invalid', 'degraded'],
  [
    'what allow throws',
    JANE,
    {
      allow: () => {
        throw new Error('secret words');
      },
    },
    'host_error',
    'degraded',
  ],
  ['what fields throws', JANE, { fields: () => Promise.reject(new Error('secret words')) }, 'host_error', 'degraded'],
  [
    'what the secret throws',
    JANE,
    { clientSecret: () => Promise.reject(new Error('secret words')) },
    'host_error',
    'degraded',
  ],
  ['a secret that is none', JANE, { clientSecret: () => '' }, 'config_invalid', 'degraded'],
])('%s: no call, and the page goes on', async (_what, user, options, code, outcome) => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
  const browser = await start(options);
  browser.user = user;
  const { state, script } = await browser.page();
  expect(state).toMatchObject({ access_token: '', refresh_token: '', sso_error: code });
  expect(state?.short_name).not.toBe('');
  expect(state?.full_name).not.toBe('');
  expect(host.events).toMatchObject([{ vendor: 'cheetah', outcome, code }]);
  expect(vendor.requests).toEqual([]);
  expect(JSON.stringify([state, script, warn.mock.calls, host.events])).not.toContain('secret words');
  warn.mockRestore();
});

test('an unverified e-mail is no matter here, unless the host says so', async () => {
  const browser = await start();
  browser.user = { ...JANE, emailVerified: false };
  expect((await browser.state()).sso_error).toBe('');
});

test('what resolveUser throws is an error of the host, and goes to its error handler', async () => {
  const browser = await start({ resolveUser: () => Promise.reject(new Error('mine')) });
  const answer = await browser.send('GET', '/page');
  expect(answer.status).toBe(500);
  expect(await answer.json()).toMatchObject({ message: 'mine' });
  expect(host.events).toMatchObject([{ outcome: 'failed' }]);
});

test('what nonce throws costs the nonce, not the page', async () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
  const { script, state } = await (
    await start({
      nonce: () => {
        throw new Error('mine');
      },
    })
  ).page();
  expect(state?.sso_error).toBe('');
  expect(script).toMatch(/^<script>/);
  expect(warn).toHaveBeenCalledTimes(1);
  warn.mockRestore();
});

test('a user missing: no state, no call, no event', async () => {
  const browser = await start();
  browser.user = undefined;
  expect(await browser.page()).toEqual({ state: null, script: '', text: 'null' });
  expect([vendor.requests, host.events, host.store.sets]).toEqual([[], [], []]);
});

test('a failure is remembered for a short while, for this session and user alone', async () => {
  vendor.answering = onSso({ status: 500 });
  const jane = await start();
  await jane.send('POST', '/visit');
  await jane.state();
  vendor.answering = wellBehaved;
  expect((await jane.state()).sso_error).toBe('vendor_failed');
  expect(vendor.count(SSO_PATH)).toBe(1);
  expect((await new Browser(host, { ...JANE, id: 7 }).state()).sso_error).toBe('');
  time += 60_000;
  expect((await jane.state()).sso_error).toBe('');
});

test('a failure is remembered for a user whose sessions are all new, since a page that fails keeps none', async () => {
  vendor.answering = onSso({ status: 500 });
  const jane = await start();
  for (let page = 0; page < 3; page += 1) expect((await jane.state()).sso_error).toBe('vendor_failed');
  expect(vendor.count(SSO_PATH)).toBe(1);
  vendor.answering = wellBehaved;
  expect((await new Browser(host, { ...JANE, id: 7 }).state()).sso_error).toBe('');
  time += 60_000;
  expect((await jane.state()).sso_error).toBe('');
});

test('a member whose time is over does not stay in the session when no new one can be had', async () => {
  const jane = await start({ memberTtl: 60 });
  await jane.state();
  time += 60_000;
  vendor.answering = onSso({ status: 500 });
  expect((await jane.state()).sso_error).toBe('vendor_failed');
  expect(JSON.stringify(await jane.session())).not.toContain('member-42');
});

test('what an option made of one request is not held against the next', async () => {
  const jane = await start({ fields: (req) => ({ match: req.query['match'] as string }) });
  await jane.send('POST', '/visit');
  expect((await jane.state('?match=a&match=b')).sso_error).toBe('request_invalid');
  expect((await jane.state('?match=email')).sso_error).toBe('');
});
