// PayNearMe's stand-in against signatures made with node:crypto, and OAuth 2.0.
import { createHash, createHmac } from 'node:crypto';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { signatureOf, stringToSign } from '../../lib/sandbox/paynearme/signature.js';
import {
  agentParameters,
  fieldOf,
  lastAttempt,
  paynearmeSignature,
  START,
  startTestSandbox,
  without,
  type TestClock,
} from './helpers.js';

let sandbox: Sandbox;
let clock: TestClock;
beforeEach(async () => {
  ({ sandbox, clock } = await startTestSandbox({
    credentials: { paynearme: { orders: ['84338052224', 'A&B ç?'], portalLogins: ['boss@example.com'] } },
  }));
});

interface Answer {
  readonly http: number;
  readonly status: string;
  readonly token?: string;
  readonly token_expires?: string;
  readonly sso_url?: string;
  readonly errors?: readonly { description: string }[];
}

const secretKey = (): string => sandbox.options.paynearme.secretKey;

async function call(fields: Record<string, string> | string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(`${sandbox.options.paynearme.apiUrl}/agent_sso`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  });
  return { http: answer.status, ...((await answer.json()) as Omit<Answer, 'http'>) };
}

const signed = (parameters: Record<string, string>): Record<string, string> => ({
  ...parameters,
  signature: paynearmeSignature(parameters, secretKey()),
});

test('the published vector', () => {
  const parameters = Object.entries({
    version: '3.0',
    order_amount: '500',
    order_currency: 'USD',
    order_is_standing: 'true',
    order_type: 'any',
    signature: 'left out',
    site_customer_identifier: '11223344',
    site_identifier: 'S2155373459',
    timestamp: '1636142061',
  });
  const text =
    'order_amount500order_currencyUSDorder_is_standingtrueorder_typeanysite_customer_identifier11223344' +
    'site_identifierS2155373459timestamp1636142061version3.0';
  expect(stringToSign(parameters)).toBe(text);
  expect(signatureOf(text, 'ab7b539ea1317cca67c63c552')).toBe(
    '65c694f4b632187aa02fc4144cdd374373307f0a200448c9e53f2e47d84b3b82',
  );
});

test('names are sorted by octets, not by letters or UTF-16 units', () => {
  const parameters = Object.entries({ b: '1', B: '2', _: '3', a1: '4', a: '5', '\u{1F600}': '6', '\uFF5E': '7' });
  expect(stringToSign(parameters)).toBe('B2_3a5a14b1\uFF5E7\u{1F600}6');
});

test('signs an agent in, once', async () => {
  const answer = await call(signed(agentParameters(sandbox)));
  expect(answer).toEqual({
    http: 200,
    status: 'ok',
    token: expect.stringMatching(/^[\w-]{32}$/),
    token_expires: new Date((START + 60) * 1000).toISOString(),
    sso_url: `${sandbox.url}/paynearme/portal/sso/${answer.token ?? ''}`,
  });
  expect(lastAttempt(sandbox)).toMatchObject({
    vendor: 'paynearme',
    verdict: 'accepted',
    user: { email: 'jane+sso@example.com', name: 'Jane Doe' },
    request: { method: 'POST', path: '/paynearme/json-api/agent_sso', fields: { agent_role: 'agent' } },
  });
  expect(lastAttempt(sandbox).steps.map(({ title }) => title)).toEqual(['Form fields', 'String to sign', 'Signature']);

  const landing = await fetch(answer.sso_url ?? '');
  const page = await landing.text();
  expect(landing.status).toBe(200);
  expect(page).toContain('<main data-sandbox-vendor="paynearme" data-verdict="accepted">');
  expect(
    Object.fromEntries(
      ['agent_email', 'agent_name', 'agent_role', 'site_identifier'].map((n) => [n, fieldOf(page, n)]),
    ),
  ).toEqual({
    agent_email: 'jane+sso@example.com',
    agent_name: 'Jane Doe',
    agent_role: 'agent',
    site_identifier: sandbox.options.paynearme.siteIdentifier,
  });
  expect(fieldOf(page, 'order_identifier')).toBeUndefined();
  expect((await fetch(answer.sso_url ?? '')).status).toBe(410);
  expect(lastAttempt(sandbox).reason).toBe('this sign-in token was used 0 seconds ago: it is good once');
});

test.each(['84338052224', 'A&B ç?'])('opens the order %s', async (order) => {
  const { sso_url = '' } = await call(
    signed(agentParameters(sandbox, { order_identifier: order, deep_link: 'refund' })),
  );
  expect(sso_url.endsWith(`?RelayState=${encodeURIComponent(order)}`)).toBe(true);
  const page = await (await fetch(sso_url)).text();
  expect(fieldOf(page, 'order_identifier')).toBe(order);
  expect(fieldOf(page, 'deep_link')).toBe('refund');
});

test('any order is one where none are listed', async () => {
  const other = await startTestSandbox();
  const parameters = agentParameters(other.sandbox, { order_identifier: 'anything' });
  const answer = await fetch(`${other.sandbox.options.paynearme.apiUrl}/agent_sso`, {
    method: 'POST',
    body: new URLSearchParams({
      ...parameters,
      signature: paynearmeSignature(parameters, other.sandbox.options.paynearme.secretKey),
    }),
  });
  expect(await answer.json()).toMatchObject({ status: 'ok' });
});

test('the sign-in token lives 60 s, and the URL must stay as it is', async () => {
  const [one, two, three] = [
    await call(signed(agentParameters(sandbox))),
    await call(signed(agentParameters(sandbox))),
    await call(signed(agentParameters(sandbox, { order_identifier: '84338052224' }))),
  ];
  clock.seconds += 59;
  expect((await fetch(one.sso_url ?? '')).status).toBe(200);
  expect((await fetch((three.sso_url ?? '').replace('84338052224', '1'))).status).toBe(400);
  expect(lastAttempt(sandbox).reason).toContain('`RelayState` was changed on the way');
  clock.seconds += 1;
  expect((await fetch(two.sso_url ?? '')).status).toBe(410);
  expect(lastAttempt(sandbox).reason).toContain('this sign-in token expired 0 seconds ago');
  expect((await fetch(`${sandbox.url}/paynearme/portal/sso/guess`)).status).toBe(404);
});

describe('refuses a wrong signature and says what was done', () => {
  const sorted = (parameters: Record<string, string>): [string, string][] =>
    Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const hmac = (text: string, encoding: 'hex' | 'base64' = 'hex', hash = 'sha256'): string =>
    createHmac(hash, secretKey()).update(text).digest(encoding);
  const plain = (parameters: Record<string, string>): string => sorted(parameters).flat().join('');
  const cases: readonly (readonly [
    name: string,
    signature: (sent: Record<string, string>) => string,
    reason: string,
  ])[] = [
    ['another key', (sent) => paynearmeSignature(sent, 'other'), 'made with another secret key'],
    ['a key with a line break', (sent) => paynearmeSignature(sent, `${secretKey()}\n`), 'a line break after it'],
    ['a key not set', (sent) => paynearmeSignature(sent, 'undefined'), 'a variable was not set'],
    [
      'URL-encoded values',
      (sent) =>
        hmac(
          sorted(sent)
            .map(([n, v]) => n + encodeURIComponent(v))
            .join(''),
        ),
      'URL-encoded before',
    ],
    [
      'separators',
      (sent) =>
        hmac(
          sorted(sent)
            .map((pair) => pair.join('='))
            .join('&'),
        ),
      'joined by `=` and `&`',
    ],
    [
      'ampersands',
      (sent) =>
        hmac(
          sorted(sent)
            .map((pair) => pair.join(''))
            .join('&'),
        ),
      'joined by `&`',
    ],
    ['no sorting', (sent) => hmac(Object.entries(sent).flat().join('')), 'not sorted by name'],
    ['the form', (sent) => hmac(new URLSearchParams(sent).toString()), 'the whole form was signed'],
    ['upper case', (sent) => paynearmeSignature(sent, secretKey()).toUpperCase(), 'in upper case'],
    ['base64', (sent) => hmac(plain(sent), 'base64'), 'in base64'],
    ['SHA-1', (sent) => hmac(plain(sent), 'hex', 'sha1'), 'made with HMAC-SHA1'],
    [
      'MD5',
      (sent) =>
        createHash('md5')
          .update(plain(sent) + secretKey())
          .digest('hex'),
      'the MD5 signature of version 2.0',
    ],
    [
      'no HMAC',
      (sent) =>
        createHash('sha256')
          .update(plain(sent) + secretKey())
          .digest('hex'),
      'not an HMAC',
    ],
    [
      'a parameter left out',
      (sent) => paynearmeSignature(without(sent, 'zone'), secretKey()),
      '`zone` was not signed, but every parameter that is sent must be',
    ],
    [
      'an absent parameter',
      (sent) => paynearmeSignature({ ...sent, order_identifier: 'undefined' }, secretKey()),
      '`order_identifier` was signed as the word `undefined`, but not sent',
    ],
    [
      'an absent parameter, blank',
      (sent) => paynearmeSignature({ ...sent, order_identifier: '' }, secretKey()),
      '`order_identifier` was signed as an empty value, but not sent',
    ],
    [
      'two mistakes',
      (sent) =>
        createHash('md5')
          .update(Object.entries(sent).flat().join('') + secretKey())
          .digest('hex'),
      'the parameters were not sorted by name; and it is the MD5 signature of version 2.0',
    ],
  ];
  test.each(cases)('%s', async (_name, sign, reason) => {
    const parameters = { zone: 'a b/c', ...agentParameters(sandbox) };
    const answer = await call({ ...parameters, signature: sign(parameters) });
    expect(lastAttempt(sandbox).reason).toContain(reason);
    expect(lastAttempt(sandbox).reason).toMatch(/^signature does not match: /);
    expect(answer).toEqual({
      http: 200,
      status: 'error',
      errors: [{ description: lastAttempt(sandbox).reason }],
    });
  });

  test('a value that was changed', async () => {
    await call({ ...signed(agentParameters(sandbox)), agent_role: 'supervisor' });
    expect(lastAttempt(sandbox).reason).toContain('something was changed after signing');
  });
});

test.each([
  ['version 2.0', { version: '2.0' }, '`version` is "2.0", but agent_sso takes keys of API version 3.0 only'],
  ['version 3', { version: '3' }, '`version` is "3"'],
  ['a time 301 s ago', { timestamp: String(START - 301) }, '`timestamp` is 5 minutes old'],
  ['a time 301 s ahead', { timestamp: String(START + 301) }, '`timestamp` is 5 minutes in the future'],
  ['a time in milliseconds', { timestamp: String(START * 1000) }, '`timestamp` is in milliseconds'],
  ['a time that is none', { timestamp: '1.7e9' }, '`timestamp` is no time in seconds'],
  ['another site', { site_identifier: 'S1' }, '`site_identifier` is another: "S1"'],
  ['an empty name', { agent_name: ' ' }, '`agent_name` is empty: it is required'],
  ['an e-mail that is none', { agent_email: 'jane' }, '`agent_email` is not an e-mail: "jane"'],
  ['a portal login', { agent_email: 'Boss@example.com' }, 'is an ordinary portal login'],
  [
    'an unknown role',
    { agent_role: 'owner' },
    '`agent_role` is "owner", which was not set up for this site; there are: agent, supervisor',
  ],
  ['an unknown order', { order_identifier: '7' }, '`order_identifier` "7" is no order of this site'],
  ['an empty order', { order_identifier: '' }, '`order_identifier` was sent empty'],
])('refuses %s, signed as it is', async (_name, change, reason) => {
  const answer = await call(signed(agentParameters(sandbox, change)));
  expect(answer).toMatchObject({
    http: 200,
    status: 'error',
    errors: [{ description: expect.stringContaining(reason) }],
  });
});

test.each(['version', 'timestamp', 'site_identifier', 'agent_email', 'agent_name', 'agent_role'])(
  'refuses a call without %s',
  async (name) => {
    const parameters = without(agentParameters(sandbox), name);
    await call(signed(parameters));
    expect(lastAttempt(sandbox).reason).toContain(`\`${name}\` is missing`);
  },
);

test('accepts timestamps up to 300 s off, either way', async () => {
  for (const offset of [-300, 300]) {
    const answer = await call(signed(agentParameters(sandbox, { timestamp: String(START + offset) })));
    expect(answer.status).toBe('ok');
  }
});

test('refuses what is no form, no POST, repeated, or not signed at all', async () => {
  const url = `${sandbox.options.paynearme.apiUrl}/agent_sso`;
  await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  expect(lastAttempt(sandbox).reason).toContain('but its Content-Type is `application/json`');
  await fetch(url, { method: 'POST' });
  expect(lastAttempt(sandbox).reason).toContain('but its Content-Type is missing');
  await fetch(url);
  expect(lastAttempt(sandbox).reason).toBe('agent_sso answers POST only, not GET');
  await call(`${new URLSearchParams(signed(agentParameters(sandbox))).toString()}&agent_role=supervisor`);
  expect(lastAttempt(sandbox).reason).toBe('`agent_role` was sent more than once');
  await call(agentParameters(sandbox));
  expect(lastAttempt(sandbox).reason).toContain('`signature` is missing, and there is no header');
  expect((await fetch(`${sandbox.options.paynearme.apiUrl}/agent-sso`, { method: 'POST' })).status).toBe(404);
});

describe('OAuth 2.0', () => {
  const grant = { grant_type: 'client_credentials' };
  const oauth = (): Sandbox['credentials']['paynearme']['oauth'] => sandbox.credentials.paynearme.oauth;
  const basic = (id = oauth().clientId, secret = oauth().clientSecret): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
  });

  async function token(fields: Record<string, string>, headers: Record<string, string> = {}) {
    const answer = await fetch(oauth().tokenUrl, { method: 'POST', headers, body: new URLSearchParams(fields) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  const inForm = (): Record<string, string> => ({ client_id: oauth().clientId, client_secret: oauth().clientSecret });

  test.each([
    ['HTTP Basic', () => token({ ...grant, scope: 'sso' }, basic())],
    ['the form', () => token({ ...grant, ...inForm(), scope: 'sso' })],
  ])('a token got by %s stands in for the signature', async (_way, get) => {
    const { status, body } = await get();
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600, scope: 'sso' });
    const authorization = `Bearer ${String(body['access_token'])}`;
    const answer = await call(agentParameters(sandbox, { order_identifier: '84338052224' }), { authorization });
    expect(answer.status).toBe('ok');
    const bare = without(agentParameters(sandbox), 'version', 'timestamp');
    expect((await call(bare, { authorization })).status).toBe('ok');
    expect((await call({ ...bare, version: '2.0' }, { authorization })).status).toBe('error');
    expect(JSON.stringify(sandbox.attempts)).not.toContain(body['access_token']);
    expect(JSON.stringify(sandbox.attempts)).not.toContain(oauth().clientSecret);

    clock.seconds += 3600;
    const late = await call(agentParameters(sandbox, { timestamp: String(clock.seconds) }), { authorization });
    expect(late).toMatchObject({ http: 401, status: 'error' });
    expect(lastAttempt(sandbox).reason).toBe('the bearer token expired 0 seconds ago');
  });

  test('credentials with special characters pass through HTTP Basic', async () => {
    const own = { clientId: 'me: +%', clientSecret: 'p:ä s+s%&=' };
    const other = await startTestSandbox({ credentials: { paynearme: { oauth: own } } });
    const answer = await fetch(other.sandbox.credentials.paynearme.oauth.tokenUrl, {
      method: 'POST',
      headers: basic(own.clientId, own.clientSecret),
      body: new URLSearchParams(grant),
    });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['a wrong secret', () => token(grant, basic(undefined, 'x')), 401, 'the client secret is wrong'],
    ['another client', () => token(grant, basic('x')), 401, 'the client id is another: "x"'],
    ['no credentials', () => token(grant), 401, 'the client credentials are missing'],
    ['both ways at once', () => token({ ...grant, ...inForm() }, basic()), 400, 'came twice'],
    ['no grant', () => token({}, basic()), 400, '`grant_type` is missing'],
    ['Basic without a colon', () => token(grant, { authorization: 'Basic eA==' }), 401, 'have no colon'],
    ['Basic not encoded', () => token(grant, { authorization: `Basic ${btoa('%:x')}` }), 401, 'not form-encoded'],
  ])('gives no token for %s', async (_name, get, status, reason) => {
    const answer = await get();
    expect(answer.status).toBe(status);
    expect(answer.body['error_description']).toContain(reason);
  });

  test.each([
    ['an unknown token', 'Bearer x', 'the bearer token is not known'],
    ['another scheme', 'Basic eDp5', 'is no `Bearer` with a token'],
  ])('a call with %s is refused, whatever its signature', async (_name, authorization, reason) => {
    const answer = await call(signed(agentParameters(sandbox)), { authorization });
    expect(answer).toMatchObject({ http: 401, errors: [{ description: expect.stringContaining(reason) }] });
  });
});
