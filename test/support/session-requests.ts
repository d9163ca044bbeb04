// Requests as express-session leaves them, on a store that is a map: for what is told of sessions without a server.

import { EventEmitter } from 'node:events';
import type { Request } from 'express';

/** A request with a session, and the answer's events. */
export type SessionRequest = Request & { session: Record<string, unknown>; res: EventEmitter };

/** What a test has otherwise than express-session. */
export type Parts = Partial<
  Record<'session' | 'sessionStore' | 'headers' | 'sessionOptions' | 'sessionID' | 'originalUrl' | 'res', unknown>
>;

/** Makes requests of one store. */
export class SessionRequests {
  /** What the store holds, by id. */
  readonly stored = new Map<string, Record<string, unknown>>();

  /** A request with the cookie of a session, and a copy of what the store holds of it. */
  make(parts: Parts = {}, sid = 's1'): SessionRequest {
    const { stored } = this;
    const session: Record<string, unknown> = {
      ...stored.get(sid),
      save: (done: (error?: unknown) => void) => {
        const { save: _save, ...data } = session;
        stored.set(sid, data);
        done();
      },
    };
    const get = (id: string, done: (error: unknown, found?: unknown) => void): void => {
      done(null, stored.get(id));
    };
    const headers = { cookie: `connect.sid=s%3A${sid}.signature` };
    const own = { headers, originalUrl: '/page', sessionID: sid, sessionStore: { get }, session };
    return { ...own, res: new EventEmitter(), ...parts } as unknown as SessionRequest;
  }
}
