// Leaves a vendor that is down alone, and finds out by one trial call at a time when it is back.

import { PartnerSsoError } from '../handoff/errors.js';
import type { PartnerSsoErrorCode } from '../handoff/errors.js';

/** How a breaker behaves. */
export interface BreakerOptions {
  readonly vendor: string;
  readonly now: () => number;
  /** Failures in a row that open it. Default 5. */
  readonly threshold?: number;
  /** Milliseconds that it stays open at first; doubled after each failed trial. Default 5,000. */
  readonly openMs?: number;
  /** Milliseconds that it stays open at most. Default 60,000. */
  readonly longestOpenMs?: number;
  /** From 0 up to 1; spreads the trials of many processes. Default Math.random. */
  readonly random?: () => number;
}

/** `closed`: calls go through. `open`: none does. `half-open`: the next call, or the one under way, is the trial. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** How a breaker stands. */
export interface BreakerStatus {
  readonly state: BreakerState;
  /** Failures in a row; 0 after a success. */
  readonly failures: number;
  /** From when on a trial may go out, in milliseconds since 1970; undefined while closed. */
  readonly retryAt: number | undefined;
  /** The last failure of a call, whether it was counted or not, also after a success. */
  readonly lastFailure: { readonly code: PartnerSsoErrorCode; readonly at: number } | undefined;
}

/** The codes that speak of the vendor's health, and not of this one user or call. */
const OUTAGES = [
  'vendor_unreachable',
  'vendor_failed',
  'vendor_timeout',
  'vendor_unavailable',
  'vendor_invalid_response',
];

/** Milliseconds for which a vendor's `Retry-After` is heeded at most. */
const LONGEST_ASKED_MS = 300_000;

/** A circuit breaker that counts failures in a row. */
export class Breaker {
  readonly #options: Required<BreakerOptions>;
  #failures = 0;
  #trips = 0;
  #openUntil = 0;
  #trying = false;
  #lastFailure: BreakerStatus['lastFailure'];

  constructor(options: BreakerOptions) {
    this.#options = { threshold: 5, openMs: 5_000, longestOpenMs: 60_000, random: Math.random, ...options };
  }

  get state(): BreakerState {
    if (this.#trips === 0) return 'closed';
    return this.#options.now() < this.#openUntil ? 'open' : 'half-open';
  }

  get status(): BreakerStatus {
    const retryAt = this.#trips === 0 ? undefined : this.#openUntil;
    return { state: this.state, failures: this.#failures, retryAt, lastFailure: this.#lastFailure };
  }

  /** Whether a call would be let through. */
  get isReady(): boolean {
    const { state } = this;
    return state === 'closed' || (state === 'half-open' && !this.#trying);
  }

  /**
   * Makes a call unless the vendor is to be left alone.
   *
   * @throws PartnerSsoError `vendor_unavailable` while open; else what the call throws
   */
  async run<T>(call: () => Promise<T>): Promise<T> {
    if (!this.isReady) throw this.#unavailable();
    const { state } = this;
    const trips = this.#trips;
    if (state === 'half-open') this.#trying = true;
    try {
      const result = await call();
      this.#succeed(trips);
      return result;
    } catch (error) {
      if (error instanceof PartnerSsoError && error.code.startsWith('vendor_')) {
        this.#lastFailure = { code: error.code, at: this.#options.now() };
        if (OUTAGES.includes(error.code)) this.#fail(trips, error);
        // A vendor that refuses one user is well.
        else if (error.code === 'vendor_rejected') this.#succeed(trips);
      }
      throw error;
    } finally {
      if (state === 'half-open') this.#trying = false;
    }
  }

  /** A call that was under way when the breaker opened tells nothing new, whatever became of it. */
  #succeed(tripsAtStart: number): void {
    if (tripsAtStart !== this.#trips) return;
    this.#failures = 0;
    this.#trips = 0;
  }

  #fail(tripsAtStart: number, { retryAfter }: PartnerSsoError): void {
    if (tripsAtStart !== this.#trips) return;
    this.#failures += 1;
    const isTrial = tripsAtStart > 0;
    // A vendor that says how long it wants to be left alone is taken at its word.
    if (!isTrial && retryAfter === undefined && this.#failures < this.#options.threshold) return;
    const { openMs, longestOpenMs, random, now } = this.#options;
    const chance = random();
    const wait = Math.min(openMs * 2 ** this.#trips, longestOpenMs) * (0.5 + chance / 2);
    const asked = Math.min((retryAfter ?? 0) * 1000, LONGEST_ASKED_MS);
    // Never before the time that was asked for, and not all processes at the same moment after it.
    const waitAsked = asked === 0 ? 0 : asked + (1 - chance) * Math.max(asked / 10, openMs);
    this.#trips += 1;
    this.#openUntil = Math.ceil(now() + Math.max(wait, waitAsked));
  }

  #unavailable(): PartnerSsoError {
    const retryAfter = Math.max(1, Math.ceil((this.#openUntil - this.#options.now()) / 1000));
    const message = `${this.#options.vendor} failed repeatedly and is left alone for a while.`;
    return new PartnerSsoError('vendor_unavailable', this.#options.vendor, message, { retryAfter });
  }
}
