// Whether a hand-off may go on: no token without a wish, and none for a user whom host or partner would not let in.

import type { Request } from 'express';
import { kindOf } from './checks.js';
import { PartnerSsoError } from './errors.js';
import type { CheckedUser } from './user.js';

/** The host's own word on whether this user may enter this partner: the option `allow`. Only `true` is a yes. */
export type Allow = (req: Request, user: CheckedUser) => boolean | Promise<boolean>;

/**
 * Refuses a prefetch or prerender: the browser only guesses that the user may go there, and a token is made for a wish.
 *
 * @throws PartnerSsoError `prefetch_refused`
 * @see https://www.w3.org/TR/2022/DNOTE-resource-hints-20220210/ and https://wicg.github.io/nav-speculation/prefetch.html
 */
export function refusePrefetch(req: Request, vendor: string): void {
  const { 'sec-purpose': secPurpose, purpose, 'x-purpose': xPurpose, 'x-moz': xMoz } = req.headers;
  if ([secPurpose, purpose, xPurpose, xMoz].some(isGuess)) {
    throw new PartnerSsoError('prefetch_refused', vendor, 'A prefetch gets no token; the click itself will.');
  }
}

function isGuess(hint: string | string[] | undefined): boolean {
  return hint !== undefined && /\b(?:prefetch|prerender|preview)\b/i.test(String(hint));
}

/**
 * Refuses a launch that another origin brought about, as the browser tells it. `none` is an address that was typed or a bookmark. A
 * browser sends the header to https and to this machine only, so one that is missing says nothing, and passes.
 *
 * @throws PartnerSsoError `cross_site_refused`
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function refuseCrossSite(req: Request, vendor: string): void {
  const site = req.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  throw new PartnerSsoError(
    'cross_site_refused',
    vendor,
    "Another site led the browser here, and `sameSite` is 'same-origin'. Launch from a page of your own origin.",
  );
}

/**
 * Refuses a user whose e-mail the host knows to be unverified, or does not know to be verified where that is asked for.
 *
 * @throws PartnerSsoError `email_unverified`
 */
export function requireVerified(
  user: CheckedUser,
  rule: { vendor: string; trustsEmail: boolean; requireVerifiedEmail: boolean },
): void {
  const refused = rule.requireVerifiedEmail
    ? user.emailVerified !== true
    : rule.trustsEmail && user.emailVerified === false;
  if (refused) {
    throw new PartnerSsoError(
      'email_unverified',
      rule.vendor,
      'The e-mail of this user is not verified, and the partner would trust it. Let the user verify it first.',
    );
  }
}

/**
 * Asks the host's `allow`. Only `true` is a yes: a string or an object is more often a slip than a decision.
 *
 * @throws PartnerSsoError `not_allowed`
 */
export async function requireAllowed(allow: Allow, req: Request, user: CheckedUser, vendor: string): Promise<void> {
  const answer: unknown = await allow(req, user);
  if (answer === true) return;
  const said = answer === false ? 'false' : `${kindOf(answer)}; only \`true\` lets a user in`;
  throw new PartnerSsoError('not_allowed', vendor, `The \`allow\` option answered ${said}.`);
}
