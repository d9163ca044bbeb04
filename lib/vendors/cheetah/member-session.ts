// Where a member rests between pages: under one key of the host's session, bound to the user and to this configuration.

import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { CheckedUser } from '../../handoff/user.js';
import { Deadline } from '../../http/deadline.js';
import type { CheetahMember } from './api.js';
import { hasRoomFor } from './cookie-room.js';
import { ToldLinks, paramsHashOf } from './deep-link.js';
import { saveSession, sessionIdOf, sessionOf, storedSession } from './host-session.js';

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

/** How members are kept. */
export interface MemberSessionOptions {
  readonly sessionKey: string;
  /** What tells this configuration from others: URLs, client id. No secret. */
  readonly identity: readonly string[];
  readonly memberTtlMs: number;
  /** Milliseconds that the session store is waited for. */
  readonly storeTimeoutMs: number;
  readonly now: () => number;
}

/** A member that may be used, or the binding of one that was dropped. */
export interface Reading {
  readonly member?: CheetahMember;
  readonly dropped?: string;
}

/** What the store held before a call, to be compared after it. */
export type Witness = string | null | undefined;

/** A store that could not be asked: nothing is like it. */
const UNKNOWN = 'unknown';

/** Reads and writes our key, and nothing else. It writes only what changes, so that stores are not rewritten at every page. */
export class MemberSession {
  readonly #options: MemberSessionOptions;
  readonly #toldLinks: ToldLinks;

  constructor(options: MemberSessionOptions) {
    this.#options = options;
    this.#toldLinks = new ToldLinks(options.now);
  }

  /** Tells users and configurations apart: changed names or a changed e-mail bring a new call, which updates them at the vendor. */
  bindingOf(user: CheckedUser): string {
    const bound = [this.#options.identity, user.id, user.email, user.firstName ?? null, user.lastName ?? null];
    return createHash('sha256').update(JSON.stringify(bound)).digest('base64url');
  }

  /** Whether there is a member whose time is not over, whoever's it is. */
  hasLiveMember(req: Request): boolean {
    const { member, until = 0 } = this.#kept(req);
    const left = until - this.#options.now();
    return member !== undefined && left > 0 && left <= this.#options.memberTtlMs;
  }

  /** The member kept for this binding. One of another user or configuration, or whose time is over, is dropped. */
  async read(req: Request, binding: string): Promise<Reading> {
    const { member, binding: bound, until: _until, ...rest } = this.#kept(req);
    if (member === undefined) return {};
    if (bound === binding && this.hasLiveMember(req)) return { member };
    await this.#put(req, rest);
    return bound === undefined ? {} : { dropped: bound };
  }

  /** What the store holds now. A call may take seconds, in which the same session may log out, or in as somebody else. */
  async witness(req: Request): Promise<Witness> {
    return this.#bounded(() => storedSession(req, this.#options.sessionKey), UNKNOWN);
  }

  /** Keeps a member that a call has brought, unless the session has changed since `before`: it may be another's now. */
  async write(req: Request, binding: string, member: CheetahMember, before: Witness): Promise<void> {
    if (before !== UNKNOWN && (await this.witness(req)) === before) await this.keep(req, binding, member);
  }

  /** Keeps a member, and drops the deep link, which goes with it. */
  async keep(req: Request, binding: string, member: CheetahMember): Promise<void> {
    const kept = { member, binding, until: this.#options.now() + this.#options.memberTtlMs };
    if (hasRoomFor(this, req, this.#options.sessionKey, kept)) await this.#put(req, kept);
    else await this.dropParamsHash(req);
  }

  /** Forgets the member and the deep link, and tells whose member it was. */
  clear(req: Request): string | undefined {
    const { binding } = this.#kept(req);
    const session = sessionOf(req);
    if (session !== undefined) Reflect.deleteProperty(session, this.#options.sessionKey);
    return binding;
  }

  /** The deep link that this page tells: the one in its query, else the one that waits, unless another page has told it just now. */
  takeParamsHash(req: Request): string | undefined {
    return this.#toldLinks.take(sessionIdOf(req), paramsHashOf(req), this.#kept(req).stl_params_hash);
  }

  /** Keeps the deep link of this request's query until a member can take it: at once, since a call may take long, and fail. */
  async keepParamsHash(req: Request): Promise<void> {
    const hash = paramsHashOf(req);
    const kept = this.#kept(req);
    if (hash === undefined || hash === kept.stl_params_hash) return;
    const both = { ...kept, stl_params_hash: hash };
    if (hasRoomFor(this, req, this.#options.sessionKey, both)) await this.#put(req, both);
  }

  /** Drops the deep link: a member that was there already has taken it. */
  async dropParamsHash(req: Request): Promise<void> {
    const { stl_params_hash: hash, ...rest } = this.#kept(req);
    if (hash !== undefined) await this.#put(req, rest);
  }

  #kept(req: Request): Kept {
    const value = sessionOf(req)?.[this.#options.sessionKey];
    return typeof value === 'object' && value !== null ? value : {};
  }

  async #put(req: Request, kept: Kept): Promise<void> {
    const session = sessionOf(req);
    if (session === undefined) return;
    session[this.#options.sessionKey] = kept;
    await this.#bounded(() => saveSession(req), undefined);
  }

  /** A store that fails or hangs is for the host's session middleware to tell; the page goes on. */
  async #bounded<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    return Deadline.run('cheetah', this.#options.storeTimeoutMs, work).catch(() => otherwise);
  }
}
