// The redirect route in five forms: the package, the same by hand, the vendor's sample, and a constant redirect, twice.
import express, { type RequestHandler } from 'express';
import { chargebackstopSso } from 'express-partner-sso/chargebackstop';
import { SignJWT } from 'jose';
import jwt from 'jsonwebtoken';
import { webcrypto } from 'node:crypto';
import { serve } from './serve.js';
import { signedIn, type USER } from './user.js';

export const KEY = 'a key of the benchmark, of more than 32 bytes';
export const PARTNER_ID = 'ptnr_T1Ng7EgYrY7uaKMgPsASE';
const BASE = 'https://dashboard.chargebackstop.com/auth/partner-organisation-sso';

const target = (token: string): string => `${BASE}?partner_id=${PARTNER_ID}&token=${token}`;

/** What careful hand-written code does: the key is imported once, and the answer bears the same headers. */
async function byHand(): Promise<RequestHandler> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', Buffer.from(KEY), algorithm, false, ['sign']);
  return (req, res, next) => {
    const { email } = (req as unknown as { user: typeof USER }).user;
    const iat = Math.floor(Date.now() / 1000);
    new SignJWT({ iat, user_email: email, exp: iat + 900 })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(key)
      .then((token) => {
        res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
        res.set('Location', target(token));
        res.status(302).end();
      })
      .catch(next);
  };
}

/** The vendor's own sample for Node, in a route. */
const snippet: RequestHandler = (req, res) => {
  const { email } = (req as unknown as { user: typeof USER }).user;
  const token = jwt.sign({ iat: Math.floor(Date.now() / 1000), user_email: email }, KEY, { algorithm: 'HS256' });
  res.redirect(target(token));
};

const constant: RequestHandler = (_req, res) => {
  res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  res.set('Location', target('constant'));
  res.status(302).end();
};

const host = (handler: RequestHandler): express.Express => express().use(signedIn).get('/go', handler);

await serve({
  ours: host(chargebackstopSso({ partnerId: PARTNER_ID, ssoKey: KEY })),
  byHand: host(await byHand()),
  snippet: host(snippet),
  constant: host(constant),
  again: host(constant),
});
