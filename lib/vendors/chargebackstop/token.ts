// The token and the URL of Chargebackstop's partner SSO.

import { webcrypto } from 'node:crypto';
import { trimSlashes } from '../../handoff/url.js';
import { loadJose } from './jose.js';

/** The claims of the token. */
export interface Claims {
  /** When it was made, in seconds since 1970. The vendor takes it for 15 minutes from then. */
  readonly iat: number;
  readonly user_email: string;
  /** When it ends, in seconds since 1970. */
  readonly exp?: number;
}

/** The claims for a user, at a time in milliseconds; `expiresIn` in seconds, or false for no `exp`. */
export function claimsFor(email: string, nowMs: number, expiresIn: number | false): Claims {
  const iat = Math.floor(nowMs / 1000);
  return { iat, user_email: email, ...(expiresIn === false ? {} : { exp: iat + expiresIn }) };
}

/** The header of the token, as the vendor's own sample writes it. */
export const HEADER = { alg: 'HS256', typ: 'JWT' } as const;

/** Where it goes unless `baseUrl` says otherwise. */
export const DASHBOARD = 'https://dashboard.chargebackstop.com';

/** Where the browser goes. */
export function redirectUrl(baseUrl: string, partnerId: string, token: string): string {
  const query = `partner_id=${encodeURIComponent(partnerId)}&token=${token}`;
  return `${trimSlashes(baseUrl)}/auth/partner-organisation-sso?${query}`;
}

/** Signs claims with a key: JWS compact serialization, HS256. */
export type SignToken = (claims: Claims, key: Uint8Array) => Promise<string>;

/**
 * Makes the signer of one factory. A key is imported once and kept for as long as it stays the same.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519
 */
export function createSigner(): SignToken {
  const loading = loadJose();
  // Should it fail to load, the first token tells so; until then nobody waits for this promise.
  loading.catch(() => undefined);
  const encoder = new TextEncoder();
  let last: { bytes: Buffer; imported: Promise<webcrypto.CryptoKey> } | undefined;

  function imported(key: Uint8Array): Promise<webcrypto.CryptoKey> {
    if (last?.bytes.equals(key) !== true) {
      const algorithm = { name: 'HMAC', hash: 'SHA-256' };
      last = {
        bytes: Buffer.from(key),
        imported: webcrypto.subtle.importKey('raw', Buffer.from(key), algorithm, false, ['sign']),
      };
    }
    return last.imported;
  }

  return async function signToken(claims, key) {
    const { CompactSign } = await loading;
    // `SignJWT` would copy the claims first, by structuredClone, which takes as long as the signature itself.
    const payload = encoder.encode(JSON.stringify(claims));
    return new CompactSign(payload).setProtectedHeader(HEADER).sign(await imported(key));
  };
}
