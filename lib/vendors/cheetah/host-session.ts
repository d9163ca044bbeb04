// The host's session, as express-session and cookie-session give it, and its store, where other requests change it meanwhile.

import type { Request } from 'express';

/** A session's data, by name. */
export type Session = Record<string, unknown>;

/** What express-session adds to a request, as far as it is used here. */
interface SessionRequest {
  readonly session?: unknown;
  readonly sessionID?: unknown;
  readonly sessionStore?: { get?(sid: string, callback: (error: unknown, session?: unknown) => void): void };
}

/** The session of a request. */
export function sessionOf(req: Request): Session | undefined {
  const { session } = req as SessionRequest;
  return typeof session === 'object' && session !== null ? (session as Session) : undefined;
}

/** Whether a session middleware ran at all, even if the host has ended the session since. */
export function hadSession(req: Request): boolean {
  return 'session' in req || 'sessionID' in req;
}

/** The id of the session, where it is one of a store: cookie-session has none, and a host may have ids of its own. */
export function sessionIdOf(req: Request): string | undefined {
  const { sessionID, sessionStore } = req as SessionRequest;
  return typeof sessionID === 'string' && typeof sessionStore === 'object' ? sessionID : undefined;
}

/**
 * The session as its store holds it now; null where it holds none, undefined where there is no store.
 *
 * @throws what the store throws
 */
export async function storedSession(req: Request): Promise<Session | null | undefined> {
  const { sessionStore: store } = req as SessionRequest;
  const sid = sessionIdOf(req);
  if (sid === undefined || typeof store?.get !== 'function') return undefined;
  const session = await new Promise<unknown>((resolve, reject) => {
    store.get?.(sid, (error, found) => {
      // As express-session has it: a file that is not there is no session.
      const isNone = (error as { code?: unknown } | undefined)?.code === 'ENOENT';
      if (error === undefined || error === null || isNone) resolve(found);
      else reject(error instanceof Error ? error : new Error('The session store failed.', { cause: error }));
    });
  });
  return typeof session === 'object' ? (session as Session | null) : null;
}

/** Whether this request has begun its session: an older one has come with the cookie that names it. */
export function isNewSession(req: Request): boolean {
  const sid = sessionIdOf(req) ?? '';
  const { cookie = '' } = req.headers;
  return !cookie.includes(sid) && !cookie.includes(encodeURIComponent(sid));
}

/** What stores write into a session for themselves (connect-mongo, session-file-store), and the cookie: changes of these are no news. */
const HOUSEKEEPING = ['cookie', 'lastModified', '__lastAccess'];

/** Whether two sessions hold the same of the host's; our own key is left out. */
export function isSameForHost(one: Session, other: Session, ourKey: string): boolean {
  const hosts = (session: Session): string => {
    const own = Object.entries(session).filter(([name]) => !HOUSEKEEPING.includes(name) && name !== ourKey);
    // Stores give keys back in an order of their own.
    return JSON.stringify(Object.fromEntries(own.sort(([a], [b]) => (a < b ? -1 : 1))));
  };
  try {
    return hosts(one) === hosts(other);
  } catch {
    // The host has put something into its session that no store can keep.
    return false;
  }
}

/**
 * Saves the session now. Left to the end of the response, a copy that was loaded long before would be written over what other
 * requests have changed since, and a browser that follows a redirect at its headers would come too early.
 *
 * @throws what the store throws
 */
export async function saveSession(req: Request): Promise<void> {
  const session = sessionOf(req);
  const save = session?.['save'];
  // cookie-session's save is the response itself.
  if (typeof save !== 'function' || sessionIdOf(req) === undefined) return;
  await new Promise<void>((resolve, reject) => {
    (save as (callback: (error: unknown) => void) => void).call(session, (error) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('The session could not be saved.', { cause: error }));
    });
  });
}
