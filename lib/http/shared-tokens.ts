// Tokens in a store that processes share. A store that is slow, down or full of nonsense costs a call to the vendor, not the page.

import { warnOnce } from '../handoff/warnings.js';
import { Deadline } from './deadline.js';
import { isBearerToken } from './token.js';
import type { Token } from './token.js';

/**
 * Where tokens are kept between calls, and shared between processes. A Keyv instance fits. One that throws or is slow costs a call to
 * the vendor, and one warning.
 *
 * @example
 * const kept = new Map<string, unknown>();
 * const tokenStore: TokenStore = { get: (key) => kept.get(key), set: (key, value) => kept.set(key, value) };
 * @see docs/scaling.md
 */
export interface TokenStore {
  /** The value kept under `key`, or undefined. May be async. */
  get(key: string): unknown;
  /** Keeps a value for `ttlMs` milliseconds. May be async; nobody waits for it. */
  set(key: string, value: unknown, ttlMs: number): unknown;
}

/** One token in the host's store. */
export class SharedTokens {
  constructor(
    private readonly store: TokenStore,
    private readonly key: string,
    private readonly options: { readonly vendor: string; readonly timeoutMs: number; readonly now: () => number },
  ) {}

  /** The token that stands there, if it is one and has not ended. Waits a quarter of `timeoutMs` at most. */
  async read(): Promise<Token | undefined> {
    const { vendor, timeoutMs, now } = this.options;
    try {
      const stored = await Deadline.run(vendor, timeoutMs / 4, async () => await this.store.get(this.key));
      const { accessToken, renewAt, endsAt } = (stored ?? {}) as Partial<Token>;
      if (!isBearerToken(accessToken) || typeof renewAt !== 'number' || typeof endsAt !== 'number') return undefined;
      return endsAt > now() ? { accessToken, renewAt, endsAt } : undefined;
    } catch {
      this.#warn();
      return undefined;
    }
  }

  /** Keeps a token for the others. Nobody waits for it. */
  write(token: Token): void {
    const write = async (): Promise<unknown> =>
      await this.store.set(this.key, token, token.endsAt - this.options.now());
    write().catch(() => {
      this.#warn();
    });
  }

  #warn(): void {
    warnOnce(this, 'token_store_failed', `The tokenStore of ${this.options.vendor} fails; its token is not shared.`);
  }
}
