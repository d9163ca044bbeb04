// Headers and request checks that every page shares: a strict Content-Security-Policy with a nonce, no cross-site POSTs.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { PortalError } from './errors.js';

/** A fresh nonce for each response. express-partner-sso finds it in `res.locals.cspNonce` by itself. */
export const cspNonce: RequestHandler = (_req, res, next) => {
  res.locals['cspNonce'] = randomBytes(16).toString('base64');
  next();
};

/** `memberApi` is where the loyalty SDK asks for its member: the only other origin that pages talk to. */
export function securityHeaders(memberApi: string): RequestHandler {
  const nonce = (_req: IncomingMessage, res: ServerResponse): string =>
    `'nonce-${String((res as Response).locals['cspNonce'])}'`;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'base-uri': ["'none'"],
        'connect-src': [new URL(memberApi).origin],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'img-src': ["'self'"],
        'script-src': [nonce],
        'style-src': ["'self'"],
      },
    },
  });
}

/**
 * Browsers say where a POST comes from, and pages of other sites cannot change what they say; so no form token is
 * needed. Scripts and tests that do not send the header are not browsers with someone's cookies in them.
 */
export const refuseCrossSitePosts: RequestHandler = (req, _res, next) => {
  const from = req.get('Sec-Fetch-Site');
  const safe = req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS';
  if (safe || from === undefined || from === 'same-origin' || from === 'none') next();
  else next(new PortalError(403, 'That form was sent from another site', 'Open the portal and try again from there.'));
};
