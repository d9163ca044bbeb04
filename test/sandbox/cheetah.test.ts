// Cheetah's stand-in: tokens, member SSO, the member API.
import type { Sandbox } from '../../lib/sandbox/index.js';
import { lastAttempt, START, startTestSandbox, type TestClock } from './helpers.js';

let sandbox: Sandbox;
let clock: TestClock;
beforeEach(async () => {
  ({ sandbox, clock } = await startTestSandbox({ credentials: { cheetah: { tokenTtl: 100 } } }));
});

const ACCEPT = 'application/vnd.stellar-v1+json';
const JANE = { integration_id: '42', first_name: 'Jane', last_name: 'Doe', email: 'jane@example.com' };

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function post(path: string, fields: Record<string, string> | FormData, init: RequestInit = {}): Promise<Answer> {
  const form = fields instanceof FormData ? fields : new FormData();
  if (!(fields instanceof FormData)) for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = await fetch(sandbox.options.cheetah.baseUrl + path, {
    method: 'POST',
    headers: { accept: ACCEPT },
    body: form,
    ...init,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const client = (): Record<string, string> => ({
  client_id: sandbox.options.cheetah.clientId,
  client_secret: sandbox.options.cheetah.clientSecret,
});
const requestToken = (): Promise<Answer> => post('/oauth/token', { grant_type: 'client_credentials', ...client() });
const tokenOf = async (answer: Promise<Answer>): Promise<string> => String((await answer).body['access_token']);
const member = async (token: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${sandbox.url}/cheetah/api/member`, { headers: { authorization: `Bearer ${token}` }, ...init });

test('gives an integration token as documented', async () => {
  const { status, body } = await requestToken();
  expect(status).toBe(200);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^[\w-]{32}$/),
    token_type: 'bearer',
    expires_in: 100,
    refresh_token: expect.stringMatching(/^[\w-]{32}$/),
    created_at: START,
  });
  expect((await requestToken()).body['access_token']).not.toBe(body['access_token']);
});

test('a token lives 7200 s by default', async () => {
  const other = await startTestSandbox();
  expect(other.sandbox.credentials.cheetah.tokenTtl).toBe(7200);
});

test.each([
  ['the integration token', async () => ({ access_token: await tokenOf(requestToken()) })],
  ['client id and secret', () => Promise.resolve(client())],
])('signs a member in with %s, creating it once and updating it later', async (_way, caller) => {
  const first = await post('/program/api/sso', { ...JANE, ...(await caller()) });
  expect(first).toEqual({
    status: 200,
    body: {
      member_id: 1001,
      integration_id: '42',
      access_token: expect.stringMatching(/^[\w-]{32}$/),
      refresh_token: expect.any(String),
    },
  });
  expect(lastAttempt(sandbox)).toMatchObject({
    vendor: 'cheetah',
    verdict: 'accepted',
    user: { id: '42', email: 'jane@example.com', name: 'Jane Doe' },
    request: { method: 'POST', path: '/cheetah/program/api/sso' },
  });
  expect(lastAttempt(sandbox).steps.at(-1)).toEqual({ title: 'Member', detail: '1001, created' });

  const changed = { ...JANE, last_name: 'Roe', email: 'roe@example.com', match_by: 'email' };
  const second = await post('/program/api/sso', { ...changed, ...(await caller()) });
  expect(second.body['member_id']).toBe(1001);
  expect(second.body['access_token']).not.toBe(first.body['access_token']);
  expect(lastAttempt(sandbox).steps.at(-1)?.detail).toBe('1001, looked up and updated');
  const other = await post('/program/api/sso', { ...JANE, integration_id: 'sam', ...(await caller()) });
  expect(other.body['member_id']).toBe(1002);

  const shown = await member(String(second.body['access_token']));
  expect(await shown.json()).toEqual({
    member_id: 1001,
    integration_id: '42',
    first_name: 'Jane',
    last_name: 'Roe',
    email: 'roe@example.com',
    extra: { match_by: 'email' },
  });
});

test('secrets and tokens are masked in the attempts', async () => {
  const token = await tokenOf(requestToken());
  const memberToken = await tokenOf(post('/program/api/sso', { ...JANE, access_token: token }));
  await member(memberToken);
  await post('/oauth/token', {
    grant_type: 'client_credentials',
    ...client(),
    client_secret: 'the-secret-of-production',
  });
  const recorded = JSON.stringify(sandbox.attempts);
  for (const secret of [token, memberToken, client()['client_secret'], 'the-secret-of-production']) {
    expect(recorded).not.toContain(secret);
  }
  expect(lastAttempt(sandbox).request.fields['client_secret']).toBe('[masked]');
});

test('says which documented fields a call left out, and takes it', async () => {
  expect((await post('/program/api/sso', { integration_id: '7', email: 'x@example.com', ...client() })).status).toBe(
    200,
  );
  expect(lastAttempt(sandbox).steps).toContainEqual({
    title: 'Documented fields left out',
    detail: 'first_name, last_name',
  });
});

describe('refuses', () => {
  const grant = { grant_type: 'client_credentials' };
  const twice = (): FormData => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...JANE, ...client() })) form.append(name, value);
    form.append('email', 'sam@example.com');
    return form;
  };
  const withFile = (): FormData => {
    const form = new FormData();
    form.append('email', new Blob(['x']), 'x.txt');
    return form;
  };
  const sso = '/program/api/sso';
  const token = '/oauth/token';
  type Case = readonly [name: string, send: () => Promise<Answer>, status: number, code: string, reason: string];
  const urlencoded = { headers: { accept: ACCEPT }, body: new URLSearchParams(grant) };
  const json = { headers: { accept: ACCEPT, 'content-type': 'application/json' }, body: '{}' };
  const broken = { headers: { accept: ACCEPT, 'content-type': 'multipart/form-data; boundary=x' }, body: 'hello' };
  const cases: readonly Case[] = [
    ['no Accept', () => post(token, { ...grant, ...client() }, { headers: {} }), 406, 'not_acceptable', '`*/*`'],
    [
      'another Accept',
      () => post(sso, { ...JANE, ...client() }, { headers: { accept: 'application/json' } }),
      406,
      'not_acceptable',
      'the header `Accept` must be `application/vnd.stellar-v1+json`, but it is `application/json`',
    ],
    [
      'a urlencoded form',
      () => post(token, {}, urlencoded),
      400,
      'invalid_request',
      'must be a multipart/form-data form, but its Content-Type is `application/x-www-form-urlencoded`',
    ],
    ['JSON', () => post(sso, {}, json), 400, 'invalid_request', 'Content-Type is `application/json`'],
    ['a broken body', () => post(sso, {}, broken), 400, 'invalid_request', 'the multipart body cannot be read'],
    ['a repeated field', () => post(sso, twice()), 400, 'invalid_request', '`email` was sent more than once'],
    ['a file', () => post(sso, withFile()), 400, 'invalid_request', '`email` was sent as a file'],
    ['GET', () => post(sso, {}, { method: 'GET', body: null }), 405, 'invalid_request', 'answers POST only, not GET'],
    ['no grant', () => post(token, client()), 400, 'unsupported_grant_type', '`grant_type` is missing'],
    [
      'another grant',
      () => post(token, { ...client(), grant_type: 'password' }),
      400,
      'unsupported_grant_type',
      '`grant_type` is "password"',
    ],
    ['no client', () => post(token, grant), 401, 'missing_credentials', '`client_id` is missing'],
    [
      'no client secret',
      () => post(token, { ...grant, client_id: 'x' }),
      401,
      'missing_credentials',
      '`client_secret` is missing',
    ],
    [
      'another client',
      () => post(token, { ...grant, ...client(), client_id: 'me' }),
      401,
      'invalid_client',
      '`client_id` is another: "me"',
    ],
    [
      'a wrong secret',
      () => post(sso, { ...JANE, ...client(), client_secret: 'x' }),
      401,
      'invalid_client',
      '`client_secret` is wrong',
    ],
    [
      'id and secret swapped',
      () =>
        post(token, {
          ...grant,
          client_id: sandbox.options.cheetah.clientSecret,
          client_secret: sandbox.options.cheetah.clientId,
        }),
      401,
      'invalid_client',
      'id and secret are swapped',
    ],
    ['nobody', () => post(sso, JANE), 401, 'missing_credentials', 'send either `access_token`, or `client_id`'],
    [
      'a token in the header',
      () => post(sso, JANE, { headers: { accept: ACCEPT, authorization: 'Bearer x' } }),
      401,
      'missing_credentials',
      'belongs in the form field `access_token`',
    ],
    [
      'an unknown token',
      () => post(sso, { ...JANE, access_token: 'x' }),
      401,
      'expired_token',
      '`access_token` is not known',
    ],
    [
      "a member's token",
      async () => post(sso, { ...JANE, access_token: await tokenOf(post(sso, { ...JANE, ...client() })) }),
      401,
      'expired_token',
      "`access_token` is a member's token",
    ],
    [
      'an expired token',
      async () => {
        const access_token = await tokenOf(requestToken());
        clock.seconds += 130;
        return post(sso, { ...JANE, access_token });
      },
      401,
      'expired_token',
      '`access_token` expired 30 seconds ago',
    ],
    [
      'the path of the prose',
      () => post('/console/api/sso', JANE),
      404,
      'not_found',
      'in the prose of the documentation',
    ],
    ['an unknown path', () => post('/sso', JANE), 404, 'not_found', 'member SSO is at `/program/api/sso`'],
  ];
  test.each(cases)('%s', async (_name, send, status, code, reason) => {
    const answer = await send();
    expect(lastAttempt(sandbox).verdict).toBe('refused');
    expect(lastAttempt(sandbox).reason).toContain(reason);
    expect(answer).toEqual({ status, body: { error: code, error_description: lastAttempt(sandbox).reason } });
  });

  test.each([
    ['no integration id', { integration_id: ' ' }, "`integration_id`, the host's user id, is missing"],
    ['an e-mail that is none', { email: 'jane' }, '`email` is not an e-mail: "jane"'],
  ])('%s', async (_name, change, reason) => {
    expect(await post(sso, { ...JANE, ...client(), ...change })).toEqual({
      status: 422,
      body: { name: 'invalid_record', message: reason },
    });
  });
});

test('a token is good until it expires', async () => {
  const access_token = await tokenOf(requestToken());
  for (const [second, status] of [
    [99, 200],
    [100, 401],
  ] as const) {
    clock.seconds = START + second;
    expect((await post('/program/api/sso', { ...JANE, access_token })).status).toBe(status);
  }
});

describe('the member API', () => {
  test('answers any origin, the preflight without an attempt', async () => {
    const preflight = await fetch(`${sandbox.url}/cheetah/api/member`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Authorization');
    expect(sandbox.attempts).toHaveLength(0);
    const token = await tokenOf(post('/program/api/sso', { ...JANE, ...client() }));
    const answer = await member(token);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(lastAttempt(sandbox).user).toEqual({ id: '42', email: 'jane@example.com', name: 'Jane Doe' });
  });

  test.each([
    ['an unknown token', () => Promise.resolve('x'), 'expired_token', 'the access token is not known'],
    ['the integration token', () => tokenOf(requestToken()), 'expired_token', 'which must not reach a page'],
  ])('refuses %s', async (_name, token, error, reason) => {
    const answer = await member(await token());
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toMatchObject({ error });
    expect(lastAttempt(sandbox).reason).toContain(reason);
  });

  test('refuses a call without a token, and a POST', async () => {
    const answer = await member('', { headers: {} });
    expect(await answer.json()).toMatchObject({ error: 'missing_credentials' });
    expect((await member('x', { method: 'POST' })).status).toBe(405);
  });
});
