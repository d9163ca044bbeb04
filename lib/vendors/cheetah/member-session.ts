// Where a member rests between pages: under one key of the host's session, bound to the user and to this configuration.

import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { hasControls } from '../../handoff/user.js';
import type { CheckedUser } from '../../handoff/user.js';
import type { CheetahMember } from './api.js';

/** What stands under our key. */
interface Kept {
  readonly member?: CheetahMember;
  /** Whose member it is, and under which configuration. */
  readonly binding?: string;
  /** When it is to be fetched anew, in milliseconds since 1970. */
  readonly until?: number;
  /** A deep link that waits for a sign-in. */
  readonly stl_params_hash?: string;
}

type Session = Record<string, unknown>;

/** How members are kept. */
export interface MemberSessionOptions {
  readonly sessionKey: string;
  /** What tells this configuration from others: URLs, client id. No secret. */
  readonly identity: readonly string[];
  readonly memberTtlMs: number;
  readonly now: () => number;
}

/** Deep links in use are some dozens of characters long; a longer one is not ours to keep. */
const LONGEST_PARAMS_HASH = 1024;

/** The session of a request, as express-session and cookie-session give it. */
export function sessionOf(req: Request): Session | undefined {
  const { session } = req as unknown as { session?: unknown };
  return typeof session === 'object' && session !== null ? (session as Session) : undefined;
}

/** Whether a session middleware ran at all, even if the host has ended the session since. */
export function hadSession(req: Request): boolean {
  return 'session' in req || 'sessionID' in req;
}

/** The id of the session, where there is one: cookie-session has none. */
export function sessionIdOf(req: Request): string | undefined {
  const { sessionID } = req as unknown as { sessionID?: unknown };
  return typeof sessionID === 'string' ? sessionID : undefined;
}

/** Reads and writes our key, and nothing else. It writes only what changes, so that stores are not rewritten at every page. */
export class MemberSession {
  readonly #options: MemberSessionOptions;

  constructor(options: MemberSessionOptions) {
    this.#options = options;
  }

  /** Tells users and configurations apart: changed names or a changed e-mail bring a new call, which updates them at the vendor. */
  bindingOf(user: CheckedUser): string {
    const bound = [this.#options.identity, user.id, user.email, user.firstName ?? null, user.lastName ?? null];
    return createHash('sha256').update(JSON.stringify(bound)).digest('base64url');
  }

  /** The member kept for this binding. One of another user or configuration, or whose time is over, is dropped. */
  read(req: Request, binding: string): CheetahMember | undefined {
    const { member, binding: bound, until = 0, ...rest } = this.#kept(req);
    if (member === undefined) return undefined;
    const left = until - this.#options.now();
    if (bound === binding && left > 0 && left <= this.#options.memberTtlMs) return member;
    this.#put(req, rest);
    return undefined;
  }

  /** Keeps a member. */
  write(req: Request, binding: string, member: CheetahMember): void {
    this.#put(req, { ...this.#kept(req), member, binding, until: this.#options.now() + this.#options.memberTtlMs });
  }

  /** Forgets the member and the deep link. */
  clear(req: Request): void {
    const session = sessionOf(req);
    if (session !== undefined && this.#options.sessionKey in session) {
      Reflect.deleteProperty(session, this.#options.sessionKey);
    }
  }

  /** The deep link that waits: the one in this request's query, else the one kept. */
  paramsHash(req: Request): string | undefined {
    return fromQuery(req) ?? this.#kept(req).stl_params_hash;
  }

  /** Keeps the deep link of this request's query until a member can take it. */
  keepParamsHash(req: Request): void {
    const hash = fromQuery(req);
    const kept = this.#kept(req);
    if (hash !== undefined && hash !== kept.stl_params_hash) this.#put(req, { ...kept, stl_params_hash: hash });
  }

  /** Drops the deep link: a member has taken it. */
  dropParamsHash(req: Request): void {
    const { stl_params_hash: hash, ...rest } = this.#kept(req);
    if (hash !== undefined) this.#put(req, rest);
  }

  #kept(req: Request): Kept {
    const value = sessionOf(req)?.[this.#options.sessionKey];
    return typeof value === 'object' && value !== null ? value : {};
  }

  #put(req: Request, kept: Kept): void {
    const session = sessionOf(req);
    if (session !== undefined) session[this.#options.sessionKey] = kept;
  }
}

/** Read out of the URL itself: a query parser would turn the plus signs of base64 into spaces. */
function fromQuery(req: Request): string | undefined {
  const query = /\?([^#]*)/.exec(req.originalUrl)?.[1] ?? '';
  const [hash, ...others] = new URLSearchParams(query.replaceAll('+', '%2B')).getAll('stl_params_hash');
  if (hash === undefined || others.length > 0) return undefined;
  return hash === '' || hash.length > LONGEST_PARAMS_HASH || hasControls(hash) ? undefined : hash;
}
