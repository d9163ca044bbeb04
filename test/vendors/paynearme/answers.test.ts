/** What PayNearMe may answer: errors with HTTP 200, URLs that are not trusted, faults, and a URL that is followed to the letter. */

import { inspect } from 'node:util';
import request from 'supertest';
import { Agent } from 'undici';
import type { HandoffEvent } from '../../../lib/handoff/events.js';
import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { startSandbox } from '../../../lib/sandbox/index.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor, Reply } from '../../support/fake-vendor.js';
import { SECRET, SSO, SSO_URL, answers, okReply, signed } from '../../support/paynearme-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, VERSIONS, appWith, as, errorOf } from '../../support/vendor-host.js';

let vendor: FakeVendor;
let events: HandoffEvent[];
beforeEach(async () => {
  events = [];
  vendor = await startFakeVendor(answers());
});
afterEach(() => vendor.close());
const sso = (options: Partial<PaynearmeAgentSsoOptions> = {}): ReturnType<typeof paynearmeAgentSso> =>
  paynearmeAgentSso({ ...signed(vendor), timeoutMs: 20_000, onHandoff: (event) => events.push(event), ...options });

const errors = (...list: unknown[]): Reply => ({ body: { status: 'error', errors: list } });

describe.each(VERSIONS)('%s', (_version, make) => {
  test.each([
    SSO_URL,
    `${SSO_URL}&RelayState=81003`,
    "https://PORTAL.example.com/a/../b;c=1?q='%2f%2F&RelayState=a%20b#x",
    'https://portal.example.com',
    'https://portal.example.com:443/sso',
  ])('Location is %s, to the letter', async (url) => {
    vendor.answering = answers(okReply(url));
    const answer = await request(appWith(sso(), make)).get('/go').set(as(JANE)).expect(302);
    expect(answer.headers).toMatchObject({
      location: url,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.text).toBe('');
    expect(events).toMatchObject([{ vendor: 'paynearme', outcome: 'redirected', userId: '42' }]);
    expect(JSON.stringify(events)).not.toMatch(/@|http|token/);
  });

  test.each<[string, Reply, number, string, string | undefined]>([
    ['an error with HTTP 200', errors({ description: 'Unknown role' }), 502, 'vendor_rejected', undefined],
    ['4xx', { status: 400, body: { status: 'error', errors: ['x'] } }, 502, 'vendor_rejected', undefined],
    ['401', { status: 401 }, 502, 'vendor_rejected', undefined],
    ['5xx', { status: 500, body: '<html>' }, 502, 'vendor_failed', undefined],
    ['429', { status: 429, headers: { 'retry-after': '17' } }, 503, 'vendor_unavailable', '17'],
    ['503 without a time', { status: 503 }, 503, 'vendor_unavailable', '10'],
    [
      '503 with a time gone by',
      { status: 503, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' } },
      503,
      'vendor_unavailable',
      '1',
    ],
    [
      '503 with an endless time',
      { status: 503, headers: { 'retry-after': '999999999' } },
      503,
      'vendor_unavailable',
      '3600',
    ],
    ['no JSON', { body: 'ok' }, 502, 'vendor_invalid_response', undefined],
    ['another status', { body: { status: 'pending', sso_url: SSO_URL } }, 502, 'vendor_invalid_response', undefined],
    ['no status', { body: { sso_url: SSO_URL } }, 502, 'vendor_invalid_response', undefined],
    ['no URL', { body: { status: 'ok' } }, 502, 'vendor_invalid_response', undefined],
    ['a redirect', { status: 302, headers: { location: SSO } }, 502, 'vendor_invalid_response', undefined],
    ['a 307 redirect', { status: 307, headers: { location: SSO } }, 502, 'vendor_invalid_response', undefined],
    ['a cut connection', 'drop', 502, 'vendor_unreachable', undefined],
    ['another host', okReply('https://evil.example/sso'), 502, 'vendor_untrusted_url', undefined],
  ])('%s', async (_what, reply, status, code, retryAfter) => {
    vendor.answering = answers(reply);
    const { body, headers } = await request(appWith(sso(), make)).get('/go').set(as(JANE)).expect(status);
    expect(body).toMatchObject({ name: 'PartnerSsoError', code, vendor: 'paynearme', expose: false });
    expect(headers['retry-after']).toBe(retryAfter);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('location');
    expect(events).toMatchObject([{ outcome: 'failed', code }]);
    expect(vendor.count(SSO)).toBe(1);
  });
});

test.each<[string, Reply, string[]]>([
  ['objects', errors({ description: 'one' }, { description: 'two' }), ['one', 'two']],
  ['strings', errors('one', 'two'), ['one', 'two']],
  ['both, and what is neither', errors('one', { description: 'two' }, null, 7, {}), ['one', 'two']],
  ['nothing', { body: { status: 'error' } }, []],
  ['no list', { body: { status: 'error', errors: 'one' } }, []],
  ['errors beside ok', { body: { status: 'ok', errors: ['one'], sso_url: SSO_URL } }, ['one']],
])('errors as %s', async (_what, reply, vendorErrors) => {
  vendor.answering = answers(reply);
  expect(await errorOf(() => sso().createUrl(JANE))).toMatchObject({ code: 'vendor_rejected', vendorErrors });
});

test('an empty list of errors beside ok is no error', async () => {
  vendor.answering = answers({ body: { status: 'ok', errors: [], sso_url: SSO_URL } });
  expect(await sso().createUrl(JANE)).toBe(SSO_URL);
});

test("the vendor's words are scrubbed and cut", async () => {
  const signature = 'f'.repeat(64);
  vendor.answering = answers(
    errors(
      `key ${SECRET} of jane@example.com, jane%40example.com is wrong: ${signature}`,
      'long word '.repeat(200),
      ...Array(50).fill('x'),
    ),
  );
  const error = await errorOf(() => sso().createUrl(JANE));
  expect(error.vendorErrors[0]).toContain('is wrong');
  expect(inspect(error, { depth: null })).not.toMatch(new RegExp(`${SECRET}|jane(?:@|%40)|${signature}`));
  expect(error.vendorErrors.length).toBeLessThan(20);
  expect(error.message.length).toBeLessThan(5000);
});

test('a vendor that says nothing is a timeout, and the whole of it counts', async () => {
  vendor.answering = answers('hang');
  expect(await errorOf(() => sso({ timeoutMs: 100 }).createUrl(JANE))).toMatchObject({
    code: 'vendor_timeout',
    status: 504,
    retryable: true,
  });
});

test('the breaker opens, answers 503 with Retry-After by itself, and closes after a good trial', async () => {
  let time = 1_700_000_000_000;
  vendor.answering = answers({ status: 500 });
  const handler = sso({ now: () => time });
  const failing = async (): Promise<string> => (await errorOf(() => handler.createUrl(JANE))).code;
  while ((await failing()) === 'vendor_failed') expect(vendor.count(SSO)).toBeLessThan(50);
  const calls = vendor.count(SSO);
  const { headers } = await request(appWith(handler)).get('/go').set(as(JANE)).expect(503);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(vendor.count(SSO)).toBe(calls);
  vendor.answering = answers();
  time += 120_000;
  expect(await handler.createUrl(JANE)).toBe(SSO_URL);
});

test('a vendor that rejects agents is well: the breaker stays closed', async () => {
  vendor.answering = answers(errors('Unknown role'));
  const handler = sso();
  for (let call = 0; call < 20; call += 1) await errorOf(() => handler.createUrl(JANE));
  expect(vendor.count(SSO)).toBe(20);
});

test('the dispatcher of the host makes the call', async () => {
  const agent = tidy(new Agent());
  const dispatch = jest.spyOn(agent, 'dispatch');
  await sso({ dispatcher: agent }).createUrl(JANE);
  expect(dispatch).toHaveBeenCalledTimes(1);
});

test('through the sandbox: the redirect leads to the order, once', async () => {
  const sandbox = tidy(await startSandbox());
  const handler = paynearmeAgentSso({ ...sandbox.options.paynearme, orderIdentifier: '81 003&x' });
  const { headers } = await request(appWith(handler)).get('/go').set(as(JANE)).expect(302);
  const location = headers['location'] ?? '';
  expect(location).toMatch(/\?RelayState=81%20003%26x$/);
  expect(await (await fetch(location)).text()).toContain('81 003&amp;x');
  expect((await fetch(location)).status).toBe(410);
  const wrong = paynearmeAgentSso({ ...sandbox.options.paynearme, agentRole: 'owner' });
  const error = await errorOf(() => wrong.createUrl(JANE));
  expect(error).toMatchObject({ code: 'vendor_rejected' });
  expect(error.vendorErrors[0]).toContain('agent_role');
});
