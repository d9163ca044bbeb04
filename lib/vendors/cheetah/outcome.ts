// What a page gets of a sign-in: the member in the session, one that is fetched now, or a failure that is known already.

import type { Request } from 'express';
import type { PartnerSsoErrorCode } from '../../handoff/errors.js';
import type { Handoff } from '../../handoff/middleware.js';
import { warnOnce } from '../../handoff/warnings.js';
import type { CheckedUser, PartnerUser } from '../../handoff/user.js';
import type { Breaker } from '../../http/breaker.js';
import type { Deadline } from '../../http/deadline.js';
import type { CheetahMember } from './api.js';
import { isNewSession, sessionIdOf, sessionOf } from './host-session.js';
import type { MemberSession } from './member-session.js';
import type { Members, Recollection } from './members.js';

/** What it is made from. */
export interface MemberPageParts {
  readonly handoff: Handoff<CheetahMember>;
  readonly sessions: MemberSession;
  readonly members: Members;
  readonly breaker: Breaker;
  /** The call itself, within the time that the page has left. */
  readonly signIn: (user: CheckedUser, req: Request, deadline: Deadline) => Promise<CheetahMember>;
}

/** A member for the page. */
export interface Found {
  readonly member: CheetahMember;
  readonly paramsHash: string | undefined;
  /** Whether it came without a call. */
  readonly cached: boolean;
}

/** A failure that is known already. It is no error: making one, with its stack, would cost more than the rest of the page's share. */
export interface KnownFailure {
  readonly failure: PartnerSsoErrorCode;
}

/** What the page gets, and what is left to do in the session. */
export type Outcome = (Found | KnownFailure) & { readonly save: () => Promise<void> };

/**
 * The member in the session, or the failure that is known already, where there is nothing to wait for and nothing to save: so it is with
 * most pages.
 */
export function atOnce(user: PartnerUser, req: Request, parts: MemberPageParts): Found | KnownFailure | undefined {
  const { handoff, sessions } = parts;
  if (handoff.settings.allow !== undefined) return undefined;
  const found = sessions.readAtOnce(req, () => checkedOrNothing(user, handoff));
  return found === undefined ? failureAtOnce(user, req, parts) : { ...found, cached: true };
}

function failureAtOnce(user: PartnerUser, req: Request, parts: MemberPageParts): KnownFailure | undefined {
  const { handoff, sessions, members, breaker } = parts;
  const { isReady } = breaker;
  if ((isReady && !members.hasFailed) || !sessions.hasNothingToKeep(req)) return undefined;
  const checked = checkedOrNothing(user, handoff);
  if (checked === undefined) return undefined;
  // Some seconds into an outage nothing is known of anybody, and it makes no difference whose page it is.
  if (!isReady && members.knowsNothing) return { failure: 'vendor_unavailable' };
  const { failure } = known(sessionIdOf(req), sessions.bindingOf(checked), isNewSession(req), parts);
  return failure === undefined ? undefined : { failure };
}

/** What is known of a sign-in without a call, and without a look into the store. */
function known(
  session: string | undefined,
  binding: string,
  isNew: boolean,
  { members, breaker }: MemberPageParts,
): Recollection {
  const recalled = members.recall(session, binding, isNew);
  if (recalled.failure !== undefined || recalled.member !== undefined) return recalled;
  const isLeftAlone = !breaker.isReady && !members.isUnderWay(session, binding);
  return isLeftAlone ? { failure: 'vendor_unavailable' } : {};
}

/** A user who is refused is refused later, once the deep link of the request has been kept. */
function checkedOrNothing(user: PartnerUser, handoff: Handoff<CheetahMember>): CheckedUser | undefined {
  try {
    return handoff.check(user);
  } catch {
    return undefined;
  }
}

/**
 * The member that the session holds, that has just arrived, or that is fetched now.
 *
 * @throws PartnerSsoError where the user, the host or the vendor says no, and what the host's own functions throw
 */
export async function outcomeFor(
  user: PartnerUser,
  req: Request,
  parts: MemberPageParts,
  deadline: Deadline,
): Promise<Outcome> {
  const { handoff, sessions, members, signIn } = parts;
  if (!sessions.hasLiveMember(req)) await sessions.keepParamsHash(req);
  const admitted = await deadline
    .host('allow', () => handoff.admit(user, req))
    .catch(async (error: unknown) => {
      // Where another's member stood in the session, it is not kept yet.
      await sessions.keepParamsHash(req);
      throw error;
    });
  const binding = sessions.bindingOf(admitted);
  const found = (member: CheetahMember, cached: boolean, save: () => Promise<void>): Outcome => ({
    member,
    paramsHash: sessions.takeParamsHash(req),
    cached,
    save,
  });
  const leave = async (): Promise<void> => {
    await sessions.drop(req, binding);
    // Not kept yet where another's member stood in the session.
    await sessions.keepParamsHash(req);
  };

  const kept = sessions.read(req, binding);
  if (kept.member !== undefined) return found(kept.member, true, () => sessions.dropParamsHash(req));
  const session = sessionIdOf(req);
  if (kept.stale !== undefined && kept.stale !== binding) members.drop(session, kept.stale);

  const isNew = isNewSession(req);
  const { member: arrived, failure } = known(session, binding, isNew, parts);
  if (failure !== undefined) return { failure, save: leave };
  if (arrived !== undefined) return found(arrived, true, () => sessions.keep(req, binding, arrived));

  warnWithoutSession(req, handoff);
  try {
    const { member, keep } = await members.fetch(session, binding, isNew, () => signIn(admitted, req, deadline));
    return found(member, false, async () => {
      if (keep) await sessions.keep(req, binding, member);
    });
  } catch (error) {
    await leave();
    throw error;
  }
}

function warnWithoutSession(req: Request, handoff: Handoff<CheetahMember>): void {
  if (sessionOf(req) !== undefined) return;
  const advice = 'Mount express-session or cookie-session before it; until then every page makes a call.';
  warnOnce(handoff, 'no_session', `cheetahMemberState() found no session. ${advice}`);
}
