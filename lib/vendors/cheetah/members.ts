// Members in flight and failures just met: what one process knows beyond its sessions.

import { PartnerSsoError } from '../../handoff/errors.js';
import type { CheetahMember } from './api.js';

/** Milliseconds for which a failure is not tried again. */
const FAILURE_MEMORY_MS = 5_000;
/** Failures remembered at most; the oldest goes first. */
const MOST_FAILURES = 10_000;

/** A sign-in under way, which all requests of one session and user share. */
interface Flight {
  readonly member: Promise<CheetahMember>;
  /** Set by `forget`: what comes of it must not be kept any more. */
  forgotten: boolean;
}

/** A member that has arrived, and whether it may still be kept. */
export interface Arrival {
  readonly member: CheetahMember;
  readonly keep: boolean;
}

/** Shares calls, and remembers failures for a short while, so that a vendor that is down costs the page nothing. */
export class Members {
  readonly #flights = new Map<string, Flight>();
  readonly #failures = new Map<string, { error: PartnerSsoError; until: number }>();

  constructor(private readonly now: () => number) {}

  /**
   * Joins the sign-in that is under way for this session and binding, or starts it.
   *
   * @throws what `signIn` throws, or threw a short while ago
   */
  async fetch(session: string, binding: string, signIn: () => Promise<CheetahMember>): Promise<Arrival> {
    const key = `${session}\n${binding}`;
    const failure = this.#failures.get(key);
    if (failure !== undefined && failure.until > this.now()) throw failure.error;
    const flight = this.#flights.get(key) ?? this.#start(key, signIn);
    return { member: await flight.member, keep: !flight.forgotten };
  }

  /** Forgets all that is under way or failed for a session: a user who logs out is not signed in again by a late answer. */
  forget(session: string): void {
    const isOurs = (key: string): boolean => key.startsWith(`${session}\n`);
    for (const [key, flight] of this.#flights) {
      if (!isOurs(key)) continue;
      flight.forgotten = true;
      this.#flights.delete(key);
    }
    for (const key of this.#failures.keys()) if (isOurs(key)) this.#failures.delete(key);
  }

  #start(key: string, signIn: () => Promise<CheetahMember>): Flight {
    const flight: Flight = { member: signIn(), forgotten: false };
    this.#flights.set(key, flight);
    flight.member.then(
      () => {
        this.#end(key, flight);
        this.#failures.delete(key);
      },
      (error: unknown) => {
        this.#end(key, flight);
        // What an option made of one request says nothing of the next; what the vendor answered does.
        if (error instanceof PartnerSsoError && error.code.startsWith('vendor_')) this.#remember(key, error);
      },
    );
    return flight;
  }

  #end(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }

  #remember(key: string, error: PartnerSsoError): void {
    this.#failures.delete(key);
    this.#failures.set(key, { error, until: this.now() + FAILURE_MEMORY_MS });
    const oldest = this.#failures.keys().next();
    if (this.#failures.size > MOST_FAILURES && oldest.done !== true) this.#failures.delete(oldest.value);
  }
}
