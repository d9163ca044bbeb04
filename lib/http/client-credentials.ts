// An OAuth 2.0 access token of the host itself: fetched once for all who wait, renewed before it ends.

import { createHash } from 'node:crypto';
import type { Answer } from './client.js';
import { Deadline } from './deadline.js';
import { SharedTokens } from './shared-tokens.js';
import type { TokenStore } from './shared-tokens.js';
import { tokenOf } from './token.js';
import type { Token } from './token.js';

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

/** How it stands with the token, without a word of it. */
export interface TokenStatus {
  readonly token: 'none' | 'fetching' | 'held';
  readonly endsAt: number | undefined;
}

/** Milliseconds after a renewal that failed, or a replacement that did not help, before the next. */
const PAUSE_MS = 5_000;

/** The token of one factory: in this process, and behind it in the host's store, where processes share it. */
export class ClientCredentials {
  readonly #options: ClientCredentialsOptions;
  readonly #shared: SharedTokens | undefined;
  #latest: Token | undefined;
  #fetching: Promise<string> | undefined;
  /** The deadline of the fetch that is under way. */
  #fetchingUntil: Deadline | undefined;
  #renewNotBefore = 0;
  #replaceNotBefore = 0;

  constructor(options: ClientCredentialsOptions) {
    this.#options = options;
    const identity = createHash('sha256').update(JSON.stringify(options.identity)).digest('base64url');
    const key = `express-partner-sso:${options.vendor}:${identity}`;
    this.#shared = options.store && new SharedTokens(options.store, key, options);
  }

  /** Whether a token is at hand, or on its way; and when it ends, in milliseconds since 1970. */
  get status(): TokenStatus {
    const endsAt = this.#latest?.endsAt ?? 0;
    if (endsAt > this.#options.now()) return { token: 'held', endsAt };
    return { token: this.#fetching === undefined ? 'none' : 'fetching', endsAt: undefined };
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
    if (!isRefused(answer) || this.#options.now() < this.#replaceNotBefore) return answer;
    const again = await send(await this.#replace(token, deadline));
    // A new token that is refused as well is not the trouble; fetching more of them would only be load.
    if (isRefused(again)) this.#replaceNotBefore = this.#options.now() + PAUSE_MS;
    return again;
  }

  async #get(deadline: Deadline): Promise<string> {
    const now = this.#options.now();
    if (this.#latest === undefined || this.#latest.endsAt <= now) return this.#wait(deadline);
    if (Math.max(this.#latest.renewAt, this.#renewNotBefore) <= now) this.#renew();
    return this.#latest.accessToken;
  }

  /** Nobody waits for a renewal while the old token still serves, and one that fails is not tried again at once. */
  #renew(): void {
    this.#obtain().catch(() => undefined);
  }

  /** A hundred calls that see one token refused bring one new token. */
  async #replace(refused: string, deadline: Deadline): Promise<string> {
    if (this.#latest !== undefined && this.#latest.accessToken !== refused) return this.#latest.accessToken;
    const isJoining = this.#fetching !== undefined;
    const token = await this.#wait(deadline, refused);
    // What a fetch that was under way before the refusal found in the store may be the token just refused.
    return isJoining && token === refused ? this.#wait(deadline, refused) : token;
  }

  #wait(deadline: Deadline, refused?: string): Promise<string> {
    const token = this.#obtain(refused);
    return deadline.share(token, this.#fetchingUntil);
  }

  /** Takes the token that another process has fetched, unless it is due or the one `refused`; else asks the vendor. */
  #obtain(refused?: string): Promise<string> {
    const { vendor, timeoutMs, now, request } = this.#options;
    this.#fetching ??= Deadline.run(vendor, timeoutMs, async (deadline) => {
      this.#fetchingUntil = deadline;
      const stored = await this.#shared?.read();
      const usable = stored?.accessToken === refused ? undefined : stored;
      if (usable === undefined || usable.renewAt <= now()) {
        try {
          this.#latest = tokenOf(await request(deadline), vendor, now());
          this.#shared?.write(this.#latest);
          return this.#latest.accessToken;
        } catch (error) {
          this.#renewNotBefore = now() + PAUSE_MS;
          // One that is due for renewal still serves while none can be had.
          if (usable === undefined) throw error;
        }
      }
      this.#latest = usable;
      return usable.accessToken;
    }).finally(() => {
      this.#fetching = undefined;
      this.#fetchingUntil = undefined;
    });
    return this.#fetching;
  }
}
