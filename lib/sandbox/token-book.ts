// The random tokens that the stand-ins give out, and what each is good for.
import { randomBytes } from 'node:crypto';

/** What a token turned out to be. */
export type TokenState<T> =
  | { readonly state: 'good' | 'used' | 'expired'; readonly value: T; readonly endedAt: number }
  | { readonly state: 'unknown' };

interface Entry<T> {
  readonly value: T;
  readonly expiresAt: number;
  usedAt?: number;
}

/** Tokens beyond this are forgotten, the oldest first, so that a sandbox can run for weeks. */
const TOKEN_LIMIT = 10_000;

/** A token that nobody can guess. */
export function randomToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Gives out tokens and knows them again. */
export class TokenBook<T> {
  readonly #entries = new Map<string, Entry<T>>();

  constructor(private readonly now: () => number) {}

  /** A new token, good for so many milliseconds (`Infinity`: for good). */
  issue(value: T, ttlMs: number): string {
    const token = randomToken();
    this.#entries.set(token, { value, expiresAt: this.now() + ttlMs });
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > TOKEN_LIMIT && !oldest.done) this.#entries.delete(oldest.value);
    return token;
  }

  /** What the token is, without using it up. */
  look(token: string): TokenState<T> {
    const entry = this.#entries.get(token);
    if (entry === undefined) return { state: 'unknown' };
    const { value, expiresAt, usedAt } = entry;
    if (usedAt !== undefined) return { state: 'used', value, endedAt: usedAt };
    return { state: this.now() < expiresAt ? 'good' : 'expired', value, endedAt: expiresAt };
  }

  /** What the token is; a good one is used up by this. */
  redeem(token: string): TokenState<T> {
    const found = this.look(token);
    const entry = this.#entries.get(token);
    if (found.state === 'good' && entry !== undefined) entry.usedAt = this.now();
    return found;
  }
}
