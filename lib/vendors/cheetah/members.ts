// Members in flight, just arrived, or just failed to come: what one process knows beyond its sessions.

import { PartnerSsoError } from '../../handoff/errors.js';
import type { PartnerSsoErrorCode } from '../../handoff/errors.js';
import type { CheetahMember } from './api.js';
import { ShortMemory } from './short-memory.js';

/** Milliseconds for which a failure is not tried again. */
const FAILURE_MEMORY_MS = 5_000;
/** Milliseconds for which a member that has arrived serves requests whose copy of the session is older. */
const ARRIVAL_MEMORY_MS = 5_000;

/** A sign-in under way, which all requests of one session and user share. */
interface Flight {
  readonly member: Promise<CheetahMember>;
  /** Set by `forget`: what comes of it must not be kept any more. */
  forgotten: boolean;
}

/** A member that has arrived. */
export interface Arrival {
  readonly member: CheetahMember;
  /** Whether it may be kept in the session: not after a logout. */
  readonly keep: boolean;
}

/** What is known of a sign-in: the member that it brought a short while ago, or how it failed. */
export interface Recollection {
  readonly member?: CheetahMember | undefined;
  readonly failure?: PartnerSsoErrorCode | undefined;
}

/** Shares calls, and remembers failures for a short while, so that a vendor that is down costs the page nothing. */
export class Members {
  readonly #flights = new Map<string, Flight>();
  readonly #arrivals: ShortMemory<CheetahMember>;
  readonly #failures: ShortMemory<PartnerSsoErrorCode>;

  constructor(now: () => number, memberTtlMs: number) {
    this.#arrivals = new ShortMemory(Math.min(ARRIVAL_MEMORY_MS, memberTtlMs), now);
    this.#failures = new ShortMemory(FAILURE_MEMORY_MS, now);
  }

  /** Sign-ins under way. */
  get underWay(): number {
    return this.#flights.size;
  }

  /** Whether any sign-in has failed a short while ago. */
  get hasFailed(): boolean {
    return !this.#failures.isEmpty;
  }

  /** Whether no sign-in is under way, has arrived or has failed a short while ago, whoever's it was. */
  get knowsNothing(): boolean {
    return this.#flights.size === 0 && this.#arrivals.isEmpty && this.#failures.isEmpty;
  }

  isUnderWay(session: string | undefined, binding: string): boolean {
    return this.#flights.has(keyOf(session, binding));
  }

  /**
   * What has come of a sign-in a short while ago.
   *
   * @param isNew - whether this request has begun the session. A page that fails keeps nothing there, so the next one may begin
   *   another: failures of new sessions are remembered by user
   */
  recall(session: string | undefined, binding: string, isNew: boolean): Recollection {
    const failure = this.#failures.get(keyOf(isNew ? undefined : session, binding));
    return failure === undefined ? { member: this.#arrivals.get(keyOf(session, binding)) } : { failure };
  }

  /**
   * Joins the sign-in that is under way for this session and binding, or starts it. What `recall` knows is not looked at again.
   *
   * @param session - its id; without one, requests share a flight by user, and no member is remembered
   * @throws what `signIn` throws
   */
  async fetch(
    session: string | undefined,
    binding: string,
    isNew: boolean,
    signIn: () => Promise<CheetahMember>,
  ): Promise<Arrival> {
    const key = keyOf(session, binding);
    const failureKey = keyOf(isNew ? undefined : session, binding);
    const flight = this.#flights.get(key) ?? this.#start(key, failureKey, session !== undefined, signIn);
    return { member: await flight.member, keep: !flight.forgotten };
  }

  /** Forgets a member that has just arrived: the session holds another user's by now, or its time is over. */
  drop(session: string | undefined, binding: string): void {
    this.#arrivals.delete(keyOf(session, binding));
  }

  /**
   * Forgets all that is under way, arrived or failed for a session: a user who logs out is not signed in again by a late answer.
   *
   * @param binding - whose member the session held. Where neither that nor an id tells whose sign-in is under way, none is kept: it
   *   costs the others one more call, and a member in a cookie would bring the whole session back
   */
  forget(session: string | undefined, binding: string | undefined): void {
    const prefix = keyOf(session, session === undefined ? (binding ?? '') : '');
    const isOurs = (key: string): boolean => key.startsWith(prefix);
    for (const [key, flight] of this.#flights) {
      if (!isOurs(key)) continue;
      flight.forgotten = true;
      this.#flights.delete(key);
    }
    this.#arrivals.forget(isOurs);
    this.#failures.forget(isOurs);
  }

  #start(key: string, failureKey: string, hasSession: boolean, signIn: () => Promise<CheetahMember>): Flight {
    const flight: Flight = { member: signIn(), forgotten: false };
    this.#flights.set(key, flight);
    flight.member
      .then(
        (member) => {
          this.#end(key, flight);
          if (hasSession && !flight.forgotten) this.#arrivals.set(key, member);
        },
        (error: unknown) => {
          this.#end(key, flight);
          // What an option made of one request says nothing of the next; what the vendor answered does.
          const isVendors = error instanceof PartnerSsoError && error.code.startsWith('vendor_');
          if (isVendors && !flight.forgotten) this.#failures.set(failureKey, error.code);
        },
      )
      // A host's clock that throws: then it is not remembered, and the process goes on.
      .catch(() => undefined);
    return flight;
  }

  #end(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

function keyOf(session: string | undefined, binding: string): string {
  return `${session ?? ''}\n${binding}`;
}
