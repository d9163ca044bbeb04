// What every factory takes, for the host to read.

import type { Request, Response } from 'express';
import type { HandoffEvent } from './events.js';
import type { Allow } from './guard.js';
import type { ResolveUser } from './host-user.js';

/**
 * What is used of an undici dispatcher, whichever version of undici it is of.
 *
 * @example
 * import { ProxyAgent } from 'undici';
 * import type { UndiciDispatcher } from 'express-partner-sso';
 *
 * const dispatcher: UndiciDispatcher = new ProxyAgent('http://proxy.internal:3128');
 * @see docs/recipes/proxies.md
 */
export interface UndiciDispatcher {
  /** Sends a request, and tells the handler what becomes of it. */
  dispatch(options: object, handler: object): boolean;
}

/** Options that every factory accepts; one that has no use for an option ignores it. */
export interface CommonOptions {
  /**
   * Reads the signed-in user from the request. May be async; null or undefined means that nobody is signed in. What it throws goes to
   * `next()` as it is.
   *
   * @default `resolveHostUser`: `req.user`, then `req.oidc.user`
   * @example
   * partnerSso({
   *   ...options,
   *   resolveUser: (req) => (req.user === undefined ? null : { ...resolveHostUser(req), id: `crm-${req.user.id}` }),
   * });
   */
  resolveUser?: ResolveUser | undefined;
  /**
   * May this user enter this partner? May be async. Only `true` lets them in, else the error is `not_allowed`. It guards requests, not
   * the pure parts such as `createUrl`.
   *
   * @default everyone may
   * @example
   * partnerSso({ ...options, allow: (req, user) => user.role === 'agent' });
   */
  allow?: Allow | undefined;
  /**
   * Refuses a user whose `emailVerified` is not true, with `email_unverified`. A user with `emailVerified: false` is refused on the way
   * to Chargebackstop and PayNearMe whatever this says.
   *
   * @default `false`
   */
  requireVerifiedEmail?: boolean | undefined;
  /**
   * Where a redirect or launch route may be opened from. `'same-origin'` refuses with `cross_site_refused` what a page of another
   * origin brought about, by the header `Sec-Fetch-Site`; typed addresses and bookmarks pass. Browsers send that header over https and
   * to localhost only: a request without it passes. Pages with locals, and Cheetah, are not concerned.
   *
   * @default `'any'`
   * @see docs/recipes/post-launch.md
   * @see https://www.w3.org/TR/fetch-metadata/
   */
  sameSite?: 'any' | 'same-origin' | undefined;
  /**
   * Seconds, 0 to 3600, for which the answer of a secret function that declares no parameter is kept: the longest that a replaced key
   * goes on being used. 0 asks at each use. A function that declares `(req)` or `(req, user)` is asked at each use whatever this says.
   *
   * @default `60`
   * @see docs/recipes/secret-managers.md
   */
  secretTtl?: number | undefined;
  /**
   * Told of every hand-off when it has ended. What it throws is caught, with one warning.
   *
   * @default nobody is told; the diagnostics channel `express-partner-sso:handoff` has the same events
   * @example
   * partnerSso({ ...options, onHandoff: ({ vendor, outcome, code }) => log.info({ vendor, outcome, code }) });
   * @see docs/recipes/audit-log.md
   */
  onHandoff?: ((event: HandoffEvent) => unknown) | undefined;
  /**
   * Milliseconds, 1 to 60000, for the whole hand-off, all its calls and retries together (Cheetah, PayNearMe). When they are over the
   * error is `vendor_timeout`.
   *
   * @default `3000`
   */
  timeoutMs?: number | undefined;
  /**
   * An undici dispatcher for calls to the vendor (Cheetah, PayNearMe): a `ProxyAgent`, or an `Agent` with a CA of its own. It may be of
   * undici 6, 7 or 8.
   *
   * @default one of the package's own
   * @see docs/recipes/proxies.md
   */
  dispatcher?: UndiciDispatcher | undefined;
  /**
   * The nonce of the page's Content-Security-Policy, for the script elements (DevHub, Cheetah). `undefined` leaves it out.
   *
   * @default `(req, res) => res.locals.cspNonce`
   * @see docs/recipes/csp.md
   */
  nonce?: ((req: Request, res: Response) => string | undefined) | undefined;
  /**
   * Lets partner URLs be plain http on any host, with a warning.
   *
   * @default `false`: https, or http on loopback
   */
  allowInsecure?: boolean | undefined;
  /**
   * The clock, in milliseconds since 1970. For tests.
   *
   * @default `Date.now`
   */
  now?: (() => number) | undefined;
  /**
   * Makes the nonce of an OAuth signature. For tests.
   *
   * @default a random UUID without its hyphens
   */
  randomNonce?: (() => string) | undefined;
}
