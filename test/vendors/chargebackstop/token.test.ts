/** Chargebackstop's token: the vectors to the letter, and an independent verifier. */

import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { chargebackstopSso } from '../../../lib/vendors/chargebackstop/index.js';
import type { ChargebackstopSsoOptions } from '../../../lib/vendors/chargebackstop/index.js';
import { claimsFor, createSigner } from '../../../lib/vendors/chargebackstop/token.js';
import { jwtVectors } from '../../support/vector-files.js';
import { JANE, errorOf } from '../../support/vendor-host.js';

const KEY = 'YOUR_PRIVATE_PARTNER_SSO_KEY';
const NOW = 1_700_000_000;
const shape = jwtVectors.find(({ id }) => id === 'chargebackstop-shape-ascii');

function sso(options: Partial<ChargebackstopSsoOptions> = {}): ReturnType<typeof chargebackstopSso> {
  return chargebackstopSso({ partnerId: 'ptnr_1', ssoKey: KEY, now: () => NOW * 1000, ...options });
}

async function tokenOf(url: Promise<string>): Promise<string> {
  return new URL(await url).searchParams.get('token') ?? '';
}

const verify = (token: string, key: string | Buffer = KEY): unknown =>
  jwt.verify(token, key, { algorithms: ['HS256'], clockTimestamp: NOW });

test('is the vector to the letter', async () => {
  expect(shape?.key).toEqual({ encoding: 'utf8', value: KEY });
  const url = await sso({ expiresIn: false }).createUrl({ id: 1, email: 'casey@example.com' });
  expect(url).toBe(
    `https://dashboard.chargebackstop.com/auth/partner-organisation-sso?partner_id=ptnr_1&token=${shape?.compact ?? ''}`,
  );
});

test.each([
  ['jane+tag@example.com', 0],
  ['jörg@büro.example', 999],
  ['用户@例え.jp', 1],
  ["o'hara/x@example.com", 500],
])('is what jsonwebtoken makes for %s', async (email, millis) => {
  const now = (): number => NOW * 1000 + millis;
  const token = await tokenOf(sso({ expiresIn: false, now }).createUrl({ id: 1, email }));
  expect(token).toBe(jwt.sign({ iat: NOW, user_email: email }, KEY, { algorithm: 'HS256' }));
  expect(verify(token)).toEqual({ iat: NOW, user_email: email });
});

test('the signer agrees with a vector that jsonwebtoken publishes', async () => {
  const published = jwtVectors.find(({ id }) => id === 'jsonwebtoken-iat-exp-10s');
  const claims = published?.payload as unknown as Parameters<ReturnType<typeof createSigner>>[0];
  expect(await createSigner()(claims, Buffer.from('key'))).toBe(published?.compact);
});

test.each([
  [undefined, 900],
  [1, 1],
  [900, 900],
])('expiresIn %s sets exp to iat + %s', async (expiresIn, seconds) => {
  const token = await tokenOf(sso({ expiresIn }).createUrl(JANE));
  expect(verify(token)).toEqual({ iat: NOW, user_email: JANE.email, exp: NOW + seconds });
  expect(claimsFor('a@b', 1999, 900)).toEqual({ iat: 1, user_email: 'a@b', exp: 901 });
});

const bytes = new Uint8Array([0, 255, 128, 10, 32]);
test.each<[string, ChargebackstopSsoOptions['ssoKey'], string | Buffer]>([
  ['text', 'plain key', 'plain key'],
  ['text that looks like base64, taken as it is', 'c2VjcmV0LWtleQ==', 'c2VjcmV0LWtleQ=='],
  ['text that is not ASCII, as UTF-8', 'schlüssel-鍵-🔑', Buffer.from('schlüssel-鍵-🔑', 'utf8')],
  ['bytes', bytes, Buffer.from(bytes)],
  ['a function', () => 'from a function', 'from a function'],
  ['an async function', () => Promise.resolve('later'), 'later'],
  ['an async function that gives bytes', () => Promise.resolve(bytes), Buffer.from(bytes)],
])('takes as key %s', async (_what, ssoKey, key) => {
  const token = await tokenOf(sso({ ssoKey }).createUrl(JANE));
  expect(verify(token, key)).toMatchObject({ user_email: JANE.email });
  // jsonwebtoken wants no other key in its place, and node:crypto says the same.
  const [head, body, signature] = token.split('.');
  expect(
    createHmac('sha256', key)
      .update(`${head ?? ''}.${body ?? ''}`)
      .digest('base64url'),
  ).toBe(signature);
});

test('a key that is chosen by request or user is asked for at each token, whatever was used before', async () => {
  const keys = ['first', 'second', 'second', 'first'];
  const given = [...keys];
  const handler = sso({ ssoKey: (_req) => given.shift() ?? '' });
  for (const key of keys) expect(verify(await tokenOf(handler.createUrl(JANE)), key)).toMatchObject({ iat: NOW });
});

test('bytes that the host overwrites afterwards do not change the key that is kept for them', async () => {
  const mine = Buffer.from('first');
  const handler = sso({ ssoKey: (_req) => mine });
  await handler.createUrl(JANE);
  mine.write('other');
  expect(verify(await tokenOf(handler.createUrl(JANE)), 'other')).toMatchObject({ iat: NOW });
});

test.each([
  ['blank text', () => ' '],
  ['text with a line break behind it', () => 'key\n'],
  ['nothing', () => undefined as unknown as string],
  ['no bytes', () => new Uint8Array()],
  ['a number', () => 7 as unknown as string],
])('a function that gives %s is a wrong configuration', async (_what, ssoKey) => {
  const error = await errorOf(() => sso({ ssoKey }).createUrl(JANE));
  expect(error).toMatchObject({ code: 'config_invalid', status: 500, vendor: 'chargebackstop' });
  expect(error.message).toContain('`ssoKey`');
});
