// An OAuth 2.0 access token of the host itself: fetched once for all who wait, renewed before it ends.

import { createHash } from 'node:crypto';
import { warnOnce } from '../handoff/warnings.js';
import { invalidResponse } from './answer.js';
import type { Answer } from './client.js';
import { Deadline } from './deadline.js';

/** Where tokens are kept between calls, and shared between processes. A Keyv instance fits. */
export interface TokenStore {
  /** The value kept under `key`, or undefined. */
  get(key: string): unknown;
  /** Keeps a value for `ttlMs` milliseconds. */
  set(key: string, value: unknown, ttlMs: number): unknown;
}

/** A token as it is kept. */
interface StoredToken {
  readonly accessToken: string;
  /** From when on it is to be renewed, in milliseconds since 1970. */
  readonly renewAt: number;
  /** When it ends, in milliseconds since 1970. */
  readonly endsAt: number;
}

/** What a token is, and how to get one. */
export interface ClientCredentialsOptions {
  readonly vendor: string;
  readonly timeoutMs: number;
  readonly now: () => number;
  /** What tells this token from others in a shared store: URL, client id, scope. No secret. */
  readonly identity: readonly string[];
  readonly store?: TokenStore | undefined;
  /** Asks the vendor for a token, and returns the JSON object of its answer. */
  readonly request: (deadline: Deadline) => Promise<Readonly<Record<string, unknown>>>;
}

/** Seconds that a token is taken to live where the answer does not say; RFC 6749 leaves it to the documentation. */
const DEFAULT_LIFETIME_S = 300;
const RENEWAL_PAUSE_MS = 5_000;

/** The tokens of one factory. */
export class ClientCredentials {
  readonly #options: ClientCredentialsOptions;
  readonly #key: string;
  readonly #store: TokenStore;
  #fetching: Promise<string> | undefined;
  #renewNotBefore = 0;

  constructor(options: ClientCredentialsOptions) {
    this.#options = options;
    this.#store = options.store ?? new Map<string, unknown>();
    const identity = createHash('sha256').update(JSON.stringify(options.identity)).digest('base64url');
    this.#key = `express-partner-sso:${options.vendor}:${identity}`;
  }

  /**
   * Makes a call with a token. When its answer says that the token is refused, the token is fetched anew and the call made once more.
   *
   * @throws what the token call or the call itself throws
   */
  async call(
    deadline: Deadline,
    send: (token: string) => Promise<Answer>,
    isRefused: (answer: Answer) => boolean,
  ): Promise<Answer> {
    const token = await this.#get(deadline);
    const answer = await send(token);
    return isRefused(answer) ? send(await this.#replace(token, deadline)) : answer;
  }

  async #get(deadline: Deadline): Promise<string> {
    const stored = await deadline.race(this.#read());
    if (stored === undefined) return deadline.race(this.#fetch());
    if (Math.max(stored.renewAt, this.#renewNotBefore) <= this.#options.now()) this.#renew();
    return stored.accessToken;
  }

  /** Nobody waits for a renewal while the old token still serves, and one that fails is not tried again at once. */
  #renew(): void {
    this.#fetch().catch(() => {
      this.#renewNotBefore = this.#options.now() + RENEWAL_PAUSE_MS;
    });
  }

  /** A hundred calls that see one token refused bring one new token. */
  async #replace(refused: string, deadline: Deadline): Promise<string> {
    const stored = await deadline.race(this.#read());
    if (stored !== undefined && stored.accessToken !== refused) return stored.accessToken;
    return deadline.race(this.#fetch());
  }

  #fetch(): Promise<string> {
    this.#fetching ??= Deadline.run(this.#options.vendor, this.#options.timeoutMs, async (deadline) => {
      const token = this.#parse(await this.#options.request(deadline));
      await this.#write(token);
      return token.accessToken;
    }).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  /** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
  #parse(json: Readonly<Record<string, unknown>>): StoredToken {
    const { vendor, now } = this.#options;
    const { access_token: accessToken, token_type: type = 'bearer', expires_in: expiresIn = DEFAULT_LIFETIME_S } = json;
    // RFC 6750, section 2.1: what a bearer token may consist of; anything else could break out of the header.
    if (typeof accessToken !== 'string' || !/^[A-Za-z0-9\-._~+/]+=*$/.test(accessToken)) {
      throw invalidResponse(vendor, 'no usable `access_token`');
    }
    if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
      throw invalidResponse(vendor, 'a `token_type` other than bearer');
    }
    const lifetime = Number(expiresIn) * 1000;
    if (!(lifetime > 0)) throw invalidResponse(vendor, 'an `expires_in` that is no number of seconds');
    const margin = Math.min(60_000, lifetime / 2);
    return { accessToken, renewAt: now() + lifetime - margin, endsAt: now() + lifetime };
  }

  /** A store that is down costs a call to the vendor, not the page. */
  async #read(): Promise<StoredToken | undefined> {
    try {
      const stored = (await this.#store.get(this.#key)) as Partial<StoredToken> | undefined;
      if (typeof stored?.accessToken !== 'string' || typeof stored.renewAt !== 'number') return undefined;
      return (stored.endsAt ?? 0) > this.#options.now() ? (stored as StoredToken) : undefined;
    } catch {
      this.#warnOfStore();
      return undefined;
    }
  }

  async #write(token: StoredToken): Promise<void> {
    try {
      await this.#store.set(this.#key, token, token.endsAt - this.#options.now());
    } catch {
      this.#warnOfStore();
    }
  }

  #warnOfStore(): void {
    warnOnce(this, 'token_store_failed', `The tokenStore of ${this.#options.vendor} fails; tokens are not kept.`);
  }
}
