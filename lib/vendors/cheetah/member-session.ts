// Where a member rests between pages: under one key of the host's session, bound to the user and to this configuration.

import { hash } from 'node:crypto';
import type { Request } from 'express';
import type { CheckedUser } from '../../handoff/user.js';
import type { CheetahMember } from './api.js';
import { ToldLinks, paramsHashOf } from './deep-link.js';
import { keptOf, linkOf, withoutLink } from './kept.js';
import type { Kept } from './kept.js';
import { OurKey } from './our-key.js';
import { sessionIdOf } from './host-session.js';

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

/** A member that may be used, or the binding of one that may not. */
export interface Reading {
  readonly member?: CheetahMember;
  readonly stale?: string;
}

/** Reads and writes our key, and nothing else. It writes only what changes, so that stores are not rewritten at every page. */
export class MemberSession {
  readonly #options: MemberSessionOptions;
  readonly #identity: string;
  readonly #key: OurKey<Kept>;
  readonly #toldLinks: ToldLinks;

  constructor(options: MemberSessionOptions) {
    this.#options = options;
    this.#identity = JSON.stringify(options.identity);
    this.#key = new OurKey(options, keptOf);
    this.#toldLinks = new ToldLinks(options.now);
  }

  /** Tells users and configurations apart: changed names or a changed e-mail bring a new call, which updates them at the vendor. */
  bindingOf(user: CheckedUser): string {
    const bound = [this.#identity, user.id, user.email, user.firstName ?? null, user.lastName ?? null];
    return hash('sha256', JSON.stringify(bound), 'base64url');
  }

  /** Notes that a request has begun: what it writes counts as older than a logout that comes from now on. */
  begin(req: Request): void {
    this.#key.begin(req);
  }

  /** Whether there is a member whose time is not over, whoever's it is. */
  hasLiveMember(req: Request): boolean {
    return this.#isLive(this.#key.read(req));
  }

  /** The member kept for this binding; or whose it is, where it is another user's or configuration's, or its time is over. */
  read(req: Request, binding: string): Reading {
    const kept = this.#key.read(req);
    if (kept.member === undefined) return {};
    return this.#isFor(binding, kept) ? { member: kept.member } : { stale: kept.binding ?? '' };
  }

  /**
   * The member and the deep link of this request, where the session is to be left as it is: a page that finds them has no more to do.
   *
   * @param checked - whose it must be; asked only where there is one
   */
  readAtOnce(
    req: Request,
    checked: () => CheckedUser | undefined,
  ): { readonly member: CheetahMember; readonly paramsHash: string | undefined } | undefined {
    const kept = this.#key.read(req);
    if (kept.member === undefined || kept.stl_params_hash !== undefined || !this.#isLive(kept)) return undefined;
    const user = checked();
    if (user === undefined || kept.binding !== this.bindingOf(user)) return undefined;
    return { member: kept.member, paramsHash: this.#takeLink(req, undefined) };
  }

  /** Whether there is neither a member nor a deep link, in the session and in the request. */
  hasNothingToKeep(req: Request): boolean {
    const { member, stl_params_hash: link } = this.#key.read(req);
    return member === undefined && link === undefined && paramsHashOf(req) === undefined;
  }

  /** Drops a member that is not for this binding. Done late: right when a page begins, a login may be under way that made it so. */
  async drop(req: Request, binding: string): Promise<void> {
    if (this.read(req, binding).stale === undefined) return;
    await this.#key.change(req, (now) => (this.#isFor(binding, now) ? now : linkOf(now)));
  }

  /** Keeps a member, and drops the deep link, which goes with it. */
  async keep(req: Request, binding: string, member: CheetahMember): Promise<void> {
    const until = this.#options.now() + this.#options.memberTtlMs;
    const withMember = (now: Kept): Kept => {
      const isThere = now.member?.access_token === member.access_token && this.#isFor(binding, now);
      return isThere && now.stl_params_hash === undefined ? now : { member, binding, until };
    };
    // The link has been told, whether there is room for the member or not.
    await this.#key.change(req, withMember, withoutLink);
  }

  /** Forgets the member and the deep link, and tells whose member it was. */
  clear(req: Request): string | undefined {
    const { binding } = this.#key.read(req);
    this.#key.clear(req);
    return binding;
  }

  /** The deep link that this page tells: the one in its query, else the one that waits, unless another page has told it just now. */
  takeParamsHash(req: Request): string | undefined {
    return this.#takeLink(req, this.#key.read(req).stl_params_hash);
  }

  #takeLink(req: Request, waiting: string | undefined): string | undefined {
    return this.#toldLinks.take(sessionIdOf(req), paramsHashOf(req), waiting);
  }

  /** Keeps the deep link of this request's query until a member can take it: at once, since a call may take long, and fail. */
  async keepParamsHash(req: Request): Promise<void> {
    const hash = paramsHashOf(req);
    if (hash === undefined || hash === this.#key.read(req).stl_params_hash) return;
    this.#toldLinks.forget(sessionIdOf(req), hash);
    await this.#key.change(req, (now) => ({ ...now, stl_params_hash: hash }));
  }

  /** Drops the deep link: a member that was there already has taken it. */
  async dropParamsHash(req: Request): Promise<void> {
    if (this.#key.read(req).stl_params_hash === undefined) return;
    await this.#key.change(req, withoutLink);
  }

  #isFor(binding: string, kept: Kept): boolean {
    return kept.binding === binding && this.#isLive(kept);
  }

  #isLive({ member, until = 0 }: Kept): boolean {
    const left = until - this.#options.now();
    return member !== undefined && left > 0 && left <= this.#options.memberTtlMs;
  }
}
