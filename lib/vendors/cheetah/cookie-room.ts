// A session that is a cookie has little room, and a browser drops a cookie that is too large, with the host's login in it.

import type { Request } from 'express';
import { warnOnce } from '../../handoff/warnings.js';
import { sessionIdOf, sessionOf } from './host-session.js';

/** Bytes of name and value that a browser takes. See RFC 6265, section 6.1. */
const MOST_BYTES = 4096;
/** Bytes from which on it is time to think of another store. */
const MANY_BYTES = 3072;

/** What cookie-session adds to a request. */
interface CookieSessionRequest {
  readonly sessionOptions?: { readonly name?: unknown };
}

/**
 * Whether the session has room for `value` under `key`. Only cookie-session's can lack it. Warns once when it gets tight, and once
 * when it is full.
 *
 * @param warner - on whose behalf it is warned once
 */
export function hasRoomFor(warner: object, req: Request, key: string, value: object): boolean {
  const { sessionOptions } = req as CookieSessionRequest;
  const session = sessionOf(req);
  if (sessionOptions === undefined || session === undefined || sessionIdOf(req) !== undefined) return true;
  const { name = 'session' } = sessionOptions;
  const json = jsonOf({ ...session, [key]: value });
  // What the host has put into it cannot be kept, and cookie-session will say so.
  if (json === undefined) return false;
  const bytes = String(name).length + 1 + Math.ceil(Buffer.byteLength(json) / 3) * 4;
  const advice = 'Use express-session with a store, or keep less in the session.';
  const size = `${String(bytes)} of the ${String(MOST_BYTES)} bytes that a browser takes`;
  if (bytes > MOST_BYTES) {
    const what = `The session's cookie with its member would have ${size}, and be dropped`;
    warnOnce(warner, 'cookie_full', `${what}. The member is not kept, so every page makes a call. ${advice}`);
    return false;
  }
  if (bytes > MANY_BYTES) {
    warnOnce(warner, 'cookie_nearly_full', `The session's cookie with its member has ${size}. ${advice}`);
  }
  return true;
}

function jsonOf(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
