// Chargebackstop's stand-in against tokens made by jsonwebtoken.
import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { jwtVectors } from '../support/vector-files.js';
import { chargebackstopUrl, fieldOf, jwtFor, lastAttempt, START, startTestSandbox, type TestClock } from './helpers.js';

let sandbox: Sandbox;
let clock: TestClock;
beforeEach(async () => {
  ({ sandbox, clock } = await startTestSandbox({ credentials: { chargebackstop: { members: ['jane@example.com'] } } }));
});

const partnerId = (): string => sandbox.options.chargebackstop.partnerId;

async function visit(token: string): Promise<{ status: number; page: string }> {
  const answer = await fetch(chargebackstopUrl(sandbox, { partner_id: partnerId(), token }));
  return { status: answer.status, page: await answer.text() };
}

/** A token with any header, claims and key, by node:crypto alone. */
function craft(header: unknown, claims: unknown, key = sandbox.options.chargebackstop.ssoKey): string {
  const input = [header, claims]
    .map((part) => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
}
const HEADER = { alg: 'HS256', typ: 'JWT' };
const CLAIMS = { iat: START, user_email: 'jane@example.com' };

test('signs in a user whose token jsonwebtoken made', async () => {
  const { status, page } = await visit(jwtFor(sandbox, { exp: START + 900 }));
  expect(status).toBe(200);
  expect(page).toContain('<main data-sandbox-vendor="chargebackstop" data-verdict="accepted">');
  expect(page).toMatch(/<title>jane@example.com · Chargebackstop \(sandbox\)<\/title>/);
  expect(fieldOf(page, 'user_email')).toBe('jane@example.com');
  expect(fieldOf(page, 'partner_id')).toBe(partnerId());
  expect(fieldOf(page, 'iat')).toBe(String(START));
  expect(fieldOf(page, 'exp')).toBe(String(START + 900));
  expect(sandbox.attempts).toHaveLength(1);
  expect(lastAttempt(sandbox)).toMatchObject({
    id: 1,
    at: START * 1000,
    vendor: 'chargebackstop',
    verdict: 'accepted',
    user: { email: 'jane@example.com' },
    request: {
      method: 'GET',
      path: '/chargebackstop/auth/partner-organisation-sso',
      fields: { partner_id: partnerId() },
    },
  });
  expect(lastAttempt(sandbox)).not.toHaveProperty('reason');
  const steps = lastAttempt(sandbox).steps;
  expect(steps.map(({ title }) => title)).toEqual(['Query', 'Token header', 'Signature', 'Token claims']);
  expect(steps.at(-1)?.detail).toContain('"user_email": "jane@example.com"');
});

test('accepts the vector in the form of the vendor, with its key as UTF-8 text', async () => {
  const vector = jwtVectors.find(({ id }) => id === 'chargebackstop-shape-ascii');
  if (vector === undefined) throw new Error('the vector is gone');
  const other = await startTestSandbox({ credentials: { chargebackstop: { ssoKey: vector.key.value } } });
  const query = { partner_id: other.sandbox.options.chargebackstop.partnerId, token: vector.compact };
  const page = await (await fetch(chargebackstopUrl(other.sandbox, query))).text();
  expect(fieldOf(page, 'user_email')).toBe('casey@example.com');
});

test('a key that is not ASCII is used as UTF-8', async () => {
  const ssoKey = 'schlüssel-für-den-sandkasten-0123456789';
  const other = await startTestSandbox({ credentials: { chargebackstop: { ssoKey } } });
  const query = { partner_id: other.sandbox.options.chargebackstop.partnerId, token: jwtFor(other.sandbox) };
  expect((await fetch(chargebackstopUrl(other.sandbox, query))).status).toBe(200);
});

test('the token never stands whole in an attempt', async () => {
  const token = jwtFor(sandbox);
  await visit(token);
  expect(JSON.stringify(sandbox.attempts)).not.toContain(token.split('.')[2]);
});

describe('refuses', () => {
  const ssoKey = (): string => sandbox.options.chargebackstop.ssoKey;
  const cases: readonly (readonly [name: string, token: () => string, status: number, reason: string | RegExp])[] = [
    [
      'another key',
      () => jwtFor(sandbox, {}, 'x'.repeat(40)),
      401,
      'signed with another key, or changed after signing',
    ],
    [
      'the key base64-decoded',
      () => jwt.sign(CLAIMS, Buffer.from(ssoKey(), 'base64')),
      401,
      'signed with the SSO key base64-decoded',
    ],
    ['the key with a line break', () => jwtFor(sandbox, {}, `${ssoKey()}\n`), 401, 'a line break after it'],
    ['the key in quotation marks', () => jwtFor(sandbox, {}, `"${ssoKey()}"`), 401, 'in quotation marks'],
    ['a key that was not set', () => craft(HEADER, CLAIMS, 'undefined'), 401, 'a variable was not set'],
    ['an empty key', () => craft(HEADER, CLAIMS, ''), 401, 'an empty key'],
    ['HS512', () => jwt.sign(CLAIMS, ssoKey().repeat(2), { algorithm: 'HS512' }), 401, 'algorithm is "HS512"'],
    ['alg none', () => jwt.sign(CLAIMS, '', { algorithm: 'none' }), 401, 'algorithm is "none"'],
    ['no alg', () => craft({ typ: 'JWT' }, CLAIMS), 401, 'algorithm is missing'],
    ['lower-case alg', () => craft({ alg: 'hs256' }, CLAIMS), 401, 'algorithm is "hs256"'],
    ['crit', () => craft({ ...HEADER, crit: ['b64'], b64: false }, CLAIMS), 401, '`crit`'],
    ['two parts', () => jwtFor(sandbox).split('.').slice(0, 2).join('.'), 401, 'the token has 2 parts'],
    ['five parts', () => 'a.b.c.d.e', 401, 'the token has 5 parts'],
    ['no signature', () => jwtFor(sandbox).replace(/[^.]*$/, ''), 401, 'the token is not signed'],
    ['a cut token', () => jwtFor(sandbox).slice(0, -3), 401, /signature has 30 octets|not whole base64url/],
    ['other claims', () => forge(jwtFor(sandbox)), 401, 'changed after signing'],
    ['spare bits changed', () => spareBits(jwtFor(sandbox)), 401, 'not whole base64url'],
    ['base64 padding', () => `${jwtFor(sandbox)}=`, 401, 'base64, not in base64url'],
    ['a space in it', () => jwtFor(sandbox).replace('.', ' .'), 401, 'holds " "'],
    ['a header that is no JSON', () => craft('{', CLAIMS), 401, 'header is not JSON'],
    ['a header that is no object', () => craft('[]', CLAIMS), 401, 'header is JSON, but not an object'],
    ['claims that are no JSON', () => craft(HEADER, 'hello'), 401, 'claims is not JSON'],
    ['claims that are null', () => craft(HEADER, 'null'), 401, 'claims is JSON, but not an object'],
    ['no iat', () => craft(HEADER, { user_email: 'jane@example.com' }), 401, 'has no `iat`'],
    ['iat as text', () => craft(HEADER, { ...CLAIMS, iat: String(START) }), 401, '`iat` is text'],
    ['iat null', () => craft(HEADER, { ...CLAIMS, iat: null }), 401, '`iat` is not a number'],
    ['iat in milliseconds', () => jwtFor(sandbox, { iat: START * 1000 }), 401, '`iat` is in milliseconds'],
    ['iat with a fraction', () => craft(HEADER, { ...CLAIMS, iat: START - 0.5 }), 401, '`iat` is not a whole number'],
    ['iat 61 s ahead', () => jwtFor(sandbox, { iat: START + 61 }), 401, '`iat` is 61 seconds in the future'],
    ['a token 15 min 1 s old', () => jwtFor(sandbox, { iat: START - 901 }), 401, 'expired 1 second ago'],
    ['a token 27 min old', () => jwtFor(sandbox, { iat: START - 27 * 60 }), 401, 'expired 12 minutes ago'],
    ['exp reached', () => jwtFor(sandbox, { exp: START }), 401, 'expired 0 seconds ago, by its `exp`'],
    ['exp in milliseconds', () => jwtFor(sandbox, { exp: (START + 900) * 1000 }), 401, '`exp` is in milliseconds'],
    ['nbf ahead', () => jwtFor(sandbox, { nbf: START + 300 }), 401, 'by its `nbf`'],
    ['no user_email', () => craft(HEADER, { iat: START }), 401, 'has no `user_email`'],
    ['email by another name', () => craft(HEADER, { iat: START, email: 'j@example.com' }), 401, 'it has `email`'],
    ['an empty user_email', () => jwtFor(sandbox, { user_email: '' }), 401, 'not an e-mail: ""'],
    ['a user_email that is a list', () => jwtFor(sandbox, { user_email: ['jane@example.com'] }), 401, 'not an e-mail'],
    ['a user who is no member', () => jwtFor(sandbox, { user_email: 'x@example.com' }), 403, 'is not a member'],
  ];

  test.each(cases)('%s', async (_name, token, status, reason) => {
    const answer = await visit(token());
    expect(lastAttempt(sandbox).verdict).toBe('refused');
    expect(lastAttempt(sandbox).reason).toMatch(reason);
    expect(answer.status).toBe(status);
    expect(answer.page).toContain('data-verdict="refused"');
    expect(fieldOf(answer.page, 'reason')).toBe(lastAttempt(sandbox).reason);
  });

  function forge(token: string): string {
    const [header, , signature] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ ...CLAIMS, user_email: 'root@example.com' })).toString('base64url');
    return [header, claims, signature].join('.');
  }

  /** 32 octets leave two bits of the last character unused; a lax decoder ignores them. */
  function spareBits(token: string): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return token.slice(0, -1) + (alphabet[alphabet.indexOf(token.slice(-1)) + 1] ?? 'A');
  }
});

test.each([
  [
    'another partner',
    () => `partner_id=ptnr_other&token=${jwtFor(sandbox)}`,
    401,
    '`partner_id` is another: "ptnr_other"',
  ],
  ['no partner', () => `token=${jwtFor(sandbox)}`, 400, '`partner_id` is missing'],
  ['no token', () => `partner_id=${partnerId()}`, 400, '`token` is missing'],
  [
    'two tokens',
    () => `partner_id=${partnerId()}&token=a&token=${jwtFor(sandbox)}`,
    400,
    '`token` was sent more than once',
  ],
  ['two partners', () => `partner_id=x&partner_id=${partnerId()}&token=a`, 400, '`partner_id` was sent more than once'],
  [
    'an HTML-escaped URL',
    () => `partner_id=${partnerId()}&amp;token=${jwtFor(sandbox)}`,
    400,
    'HTML-escaped once too often',
  ],
])('refuses a query with %s', async (_name, query, status, reason) => {
  const answer = await fetch(chargebackstopUrl(sandbox, query()));
  expect(lastAttempt(sandbox).reason).toContain(reason);
  expect(answer.status).toBe(status);
});

test('a token is good until 15 minutes after iat, and a minute before it', async () => {
  const token = jwtFor(sandbox);
  for (const [offset, status] of [
    [-61, 401],
    [-60, 200],
    [900, 200],
    [901, 401],
  ] as const) {
    clock.seconds = START + offset;
    expect([offset, (await visit(token)).status]).toEqual([offset, status]);
  }
});

test('refuses other methods and other paths', async () => {
  const url = chargebackstopUrl(sandbox, { partner_id: partnerId(), token: jwtFor(sandbox) });
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  expect(lastAttempt(sandbox).reason).toBe('the SSO page answers GET only, not POST');
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(405);
  expect((await fetch(url.replace('partner-organisation-sso', 'sso'))).status).toBe(404);
  expect(lastAttempt(sandbox).reason).toContain('there is nothing at `/chargebackstop/auth/sso`');
});

test('pages bring a strict policy and are kept by no cache', async () => {
  const { headers } = await fetch(chargebackstopUrl(sandbox, ''));
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});
