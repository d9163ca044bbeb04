// Our one key of the host's session: changed only where nobody else has changed the session meanwhile.

import type { Request } from 'express';
import { Deadline } from '../../http/deadline.js';
import { hasRoomFor } from './cookie-room.js';
import { isNewSession, isSameForHost, saveSession, sessionIdOf, sessionOf, storedSession } from './host-session.js';
import { ShortMemory } from './short-memory.js';

/** Milliseconds for which pages that began before a logout may still be under way: more than the longest `timeoutMs`. */
const LOGOUT_MEMORY_MS = 120_000;

/** Which key, and how long its store is waited for. */
export interface OurKeyOptions {
  readonly sessionKey: string;
  /** Milliseconds that the session store is waited for. */
  readonly storeTimeoutMs: number;
  readonly now: () => number;
}

/** Gets the value as it is now, maybe by another request, and returns the new one; the same one to leave it. */
export type Change<Value> = (now: Partial<Value>) => Partial<Value>;

/**
 * A value under one key of the session. express-session saves a session whole, as its request has loaded it: a copy that is old by
 * then would bring back a user who has logged out, or undo another's login. So what the store holds is looked at before each write.
 */
export class OurKey<Value extends object> {
  /** Counts requests and logouts, in the order in which they come. */
  #count = 0;
  readonly #begun = new WeakMap<Request, number>();
  readonly #cleared: ShortMemory<number>;

  /** @param parse - what of a value that stands there is ours; others may have written to it */
  constructor(
    private readonly options: OurKeyOptions,
    private readonly parse: (value: object) => Partial<Value>,
  ) {
    this.#cleared = new ShortMemory(LOGOUT_MEMORY_MS, options.now);
  }

  /** Notes that a request has begun, so that a later logout is known to be later. */
  begin(req: Request): void {
    if (!this.#begun.has(req)) this.#begun.set(req, (this.#count += 1));
  }

  /** The value in this request's copy of the session; empty where there is none. */
  read(req: Request): Partial<Value> {
    return this.#in(sessionOf(req));
  }

  /**
   * Changes the value, and saves the session at once. Where the copy of this request differs from what the store holds, the host has
   * changed the one or the other; if it was this request's, it is saved when the answer ends, and then there is another try.
   *
   * @param smaller - the change to make in place of it where the session has no room for the first
   */
  async change(req: Request, change: Change<Value>, smaller: Change<Value> = (now) => now): Promise<void> {
    const done = await this.#try(req, [change, smaller], isNewSession(req));
    if (done) return;
    req.res?.once('finish', () => {
      this.#try(req, [change, smaller], false).catch(() => undefined);
    });
  }

  /** Takes the key out of this request's copy; the host saves it, or ends the session. Requests from before change nothing any more. */
  clear(req: Request): void {
    // Nor does this one, whatever session it goes on with.
    this.#begun.set(req, -1);
    const sid = sessionIdOf(req);
    if (sid !== undefined) this.#end(req, sid);
    const session = sessionOf(req);
    if (session !== undefined) Reflect.deleteProperty(session, this.options.sessionKey);
  }

  /**
   * Until the logout is answered, the end of the session may be on its way to the store, and pages that have loaded it before come to us
   * after it: none of them writes. Where the session was kept, those that come later do.
   */
  #end(req: Request, sid: string): void {
    this.#cleared.set(sid, Infinity);
    const settle = (): void => {
      const isKept = sessionOf(req) !== undefined && sessionIdOf(req) === sid;
      this.#cleared.set(sid, isKept ? (this.#count += 1) : Infinity);
    };
    if (req.res === undefined) settle();
    else req.res.once('close', settle);
  }

  /** Whether there is nothing left to try. */
  async #try(req: Request, changes: readonly Change<Value>[], isNew: boolean): Promise<boolean> {
    const session = sessionOf(req);
    if (session === undefined) return true;
    const { sessionKey } = this.options;
    const stored = await this.#bounded(() => storedSession(req), 'unknown' as const);
    if (stored === 'unknown' || this.#isClearedSince(req)) return true;
    // It was there when this request began: it has been ended since, and must not come back.
    if (stored === null && !isNew) return true;
    if (stored && !isSameForHost(stored, session, sessionKey)) return false;

    const now = this.#in(stored ?? session);
    const hasRoom = (value: Partial<Value>): boolean => value === now || hasRoomFor(this, req, sessionKey, value);
    const next = changes.map((change) => change(now)).find(hasRoom) ?? now;
    if (next === now) return true;
    session[sessionKey] = next;
    await this.#bounded(() => saveSession(req), undefined);
    return true;
  }

  #isClearedSince(req: Request): boolean {
    return (this.#cleared.get(sessionIdOf(req) ?? '') ?? 0) > (this.#begun.get(req) ?? 0);
  }

  #in(session: Readonly<Record<string, unknown>> | undefined): Partial<Value> {
    const value = session?.[this.options.sessionKey];
    return typeof value === 'object' && value !== null ? this.parse(value) : {};
  }

  /** A store that fails or hangs is for the host's session middleware to tell; the page goes on. */
  async #bounded<T, Else>(work: () => Promise<T>, otherwise: Else): Promise<T | Else> {
    return Deadline.run('cheetah', this.options.storeTimeoutMs, work).catch(() => otherwise);
  }
}
