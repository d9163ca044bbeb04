// Judges what a token says: who, and whether it is still good.
import { inWords } from '../duration.js';
import { Refusal } from '../refusal.js';
import type { TokenClaims } from './token.js';

/** The documented 15 minutes, from `iat`. */
const LONGEST_AGE = 15 * 60;

/** Clocks differ. How much the vendor allows is not public; a minute is the sandbox's choice. */
const CLOCK_SKEW = 60;

/** Later than any time in seconds that makes sense, earlier than any in milliseconds. */
const LOOKS_LIKE_MILLISECONDS = 100_000_000_000;

/** Checks the claims and returns the e-mail. */
export function checkClaims(claims: TokenClaims, nowMs: number): string {
  const now = Math.floor(nowMs / 1000);
  const issuedAt = readTime(claims, 'iat');
  if (issuedAt === undefined) throw new Refusal('missing', 'the token has no `iat`, the time of its making in seconds');
  if (issuedAt > now + CLOCK_SKEW) {
    throw new Refusal(
      'in-future',
      `the token's \`iat\` is ${inWords(issuedAt - now)} in the future: the clock of the sender is wrong`,
    );
  }
  const age = now - issuedAt;
  if (age > LONGEST_AGE) {
    throw new Refusal(
      'token-expired',
      `the token expired ${inWords(age - LONGEST_AGE)} ago: it must be used within 15 minutes of \`iat\`, ` +
        `so make it when the user wants to go`,
    );
  }
  const expires = readTime(claims, 'exp');
  if (expires !== undefined && now >= expires) {
    throw new Refusal('token-expired', `the token expired ${inWords(now - expires)} ago, by its \`exp\``);
  }
  const notBefore = readTime(claims, 'nbf');
  if (notBefore !== undefined && notBefore > now + CLOCK_SKEW) {
    throw new Refusal(
      'not-yet-good',
      `the token is not good before ${inWords(notBefore - now)} from now, by its \`nbf\``,
    );
  }
  return readEmail(claims);
}

function readTime(claims: TokenClaims, name: 'iat' | 'exp' | 'nbf'): number | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number') {
    throw new Refusal(
      'not-seconds',
      `the token's \`${name}\` is ${typeof value === 'string' ? 'text' : 'not a number'}: it must be a number`,
    );
  }
  if (value > LOOKS_LIKE_MILLISECONDS)
    throw new Refusal('milliseconds', `the token's \`${name}\` is in milliseconds, it must be in seconds`);
  if (!Number.isInteger(value))
    throw new Refusal('not-seconds', `the token's \`${name}\` is not a whole number of seconds`);
  return value;
}

function readEmail(claims: TokenClaims): string {
  const email = claims['user_email'];
  if (email === undefined) {
    const other = ['email', 'userEmail', 'sub'].find((name) => name in claims);
    throw new Refusal(
      'no-email-claim',
      `the token has no \`user_email\`${other === undefined ? '' : `; it has \`${other}\`, which Chargebackstop does not read`}`,
    );
  }
  if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new Refusal('not-email', `the token's \`user_email\` is not an e-mail: ${JSON.stringify(email)}`);
  }
  return email;
}
