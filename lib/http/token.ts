// A bearer token with its times, out of a token endpoint's answer.

import { invalidResponse } from './answer.js';

/** A token and its times, in milliseconds since 1970. */
export interface Token {
  readonly accessToken: string;
  /** From when on it is to be renewed. */
  readonly renewAt: number;
  /** When it ends. */
  readonly endsAt: number;
}

/** Seconds that a token is taken to live where the answer does not say; RFC 6749 leaves it to the documentation. */
const DEFAULT_LIFETIME_S = 300;
/** Milliseconds before its end at which a token is renewed; a short-lived one at half its life. */
const RENEWAL_MARGIN_MS = 60_000;

/** Whether text is a bearer token by RFC 6750, section 2.1; anything else could break out of a header. */
export function isBearerToken(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9\-._~+/]+=*$/.test(value);
}

/**
 * The token of a successful answer that came at `now`.
 *
 * @throws PartnerSsoError `vendor_invalid_response`
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export function tokenOf(json: Readonly<Record<string, unknown>>, vendor: string, now: number): Token {
  const { access_token: accessToken, token_type: type = 'bearer', expires_in: expiresIn } = json;
  if (!isBearerToken(accessToken)) throw invalidResponse(vendor, 'no usable `access_token`');
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    throw invalidResponse(vendor, 'a `token_type` other than bearer');
  }
  const lifetime = secondsOf(expiresIn ?? DEFAULT_LIFETIME_S) * 1000;
  if (!(lifetime > 0 && Number.isFinite(lifetime)))
    throw invalidResponse(vendor, 'an `expires_in` that is no number of seconds');
  return { accessToken, renewAt: now + lifetime - Math.min(RENEWAL_MARGIN_MS, lifetime / 2), endsAt: now + lifetime };
}

/** Some servers put the number into quotes. */
function secondsOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
}
