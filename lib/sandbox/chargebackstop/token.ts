// Takes a compact JWT apart, octet by octet, and checks its signature.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AttemptUser } from '../attempts.js';
import { inWords, utcTime } from '../duration.js';
import { type Inquiry } from '../inquiry.js';
import { Refusal } from '../refusal.js';
import { guessKey } from './key-guess.js';

/** A token whose signature is right; what it says is still to be judged. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** Octets of an HMAC-SHA256. */
const SIGNATURE_LENGTH = 32;

/** Checks form, algorithm and signature, and returns the claims. */
export function openToken(inquiry: Inquiry, token: string, ssoKey: string): TokenClaims {
  const parts = token.split('.');
  const [headerPart = '', claimsPart = '', signaturePart = ''] = parts;
  if (parts.length !== 3) {
    throw new Refusal(
      'cut',
      `the token has ${String(parts.length)} part${parts.length === 1 ? '' : 's'} between dots, a signed JWT has 3`,
    );
  }
  const header = readObject(decodePart('header', headerPart), 'header');
  inquiry.note('Token header', JSON.stringify(header));
  if (header['alg'] !== 'HS256') {
    throw new Refusal(
      'algorithm',
      `the token's algorithm is ${describe(header['alg'])}, Chargebackstop takes HS256 only`,
    );
  }
  // RFC 7515, 4.1.11: whoever does not understand an extension that is marked as critical must refuse the token.
  if ('crit' in header)
    throw new Refusal('extension', 'the token header has `crit`, which asks for extensions that nobody documents');

  const claimsOctets = decodePart('claims', claimsPart);
  const signature = decodePart('signature', signaturePart);
  if (signature.length !== SIGNATURE_LENGTH) {
    throw new Refusal(
      'cut',
      signature.length === 0
        ? 'the token is not signed: its third part is empty'
        : `the token's signature has ${String(signature.length)} octets, HS256 makes ${String(SIGNATURE_LENGTH)}: it was cut or is of another kind`,
    );
  }
  const signingInput = `${headerPart}.${claimsPart}`;
  const expected = createHmac('sha256', Buffer.from(ssoKey, 'utf8')).update(signingInput, 'ascii').digest();
  inquiry.noteSignatures(
    signaturePart,
    expected.toString('base64url'),
    'HMAC-SHA256 over header and claims as sent, with the SSO key as UTF-8 text',
  );
  inquiry.claimedUser = claimedIn(claimsOctets);
  if (!timingSafeEqual(expected, signature)) {
    inquiry.note('Token claims (not trusted)', claimsOctets.toString('utf8'));
    const { code, why } = guessKey(signingInput, signature, ssoKey);
    throw new Refusal([code, 'signature'], `the token's signature does not match: ${why}`);
  }
  const claims = readObject(claimsOctets, 'claims');
  inquiry.note('Token claims', [JSON.stringify(claims, null, 2), ...timesIn(claims, inquiry.at)].join('\n'));
  return claims;
}

/** Strict base64url: one text for one sequence of octets, or a token could be changed without its signature noticing. */
function decodePart(name: string, part: string): Buffer {
  const octets = Buffer.from(part, 'base64url');
  if (octets.toString('base64url') === part) return octets;
  const stray = /[^A-Za-z0-9_-]/.exec(part)?.[0];
  if (stray === undefined)
    throw new Refusal('cut', `the token's ${name} is not whole base64url: it was cut or changed`);
  const isBase64 = '+/='.includes(stray);
  throw new Refusal(
    isBase64 ? 'other-way' : 'stray-character',
    isBase64
      ? `the token's ${name} is written in base64, not in base64url: it holds \`${stray}\``
      : `the token's ${name} holds ${JSON.stringify(stray)}, which is no base64url character`,
  );
}

function readObject(octets: Buffer, name: string): TokenClaims {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  } catch {
    throw new Refusal('not-json', `the token's ${name} is not JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal('not-json', `the token's ${name} is JSON, but not an object`);
  }
  return value as TokenClaims;
}

/** Whom a token is about whose signature may be wrong. */
function claimedIn(octets: Buffer): AttemptUser | undefined {
  try {
    const email = readObject(octets, 'claims')['user_email'];
    return typeof email === 'string' ? { email } : undefined;
  } catch {
    return undefined; // for the check to say
  }
}

/** The times of a token as a person reads them. */
function timesIn(claims: TokenClaims, atMs: number): string[] {
  return ['iat', 'nbf', 'exp'].flatMap((name) => {
    const seconds = claims[name];
    if (typeof seconds !== 'number') return [];
    const off = Math.floor(atMs / 1000) - seconds;
    const where = off < 0 ? 'after' : 'before';
    return [`${name} is ${utcTime(seconds)}, ${inWords(Math.abs(off))} ${where} the token came in`];
  });
}

function describe(algorithm: unknown): string {
  return algorithm === undefined ? 'missing' : JSON.stringify(algorithm);
}
