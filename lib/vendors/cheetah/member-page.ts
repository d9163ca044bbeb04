// The state for one request: out of the session, or by a sign-in, or with an `sso_error`; the page goes on in any case.

import type { Request } from 'express';
import { withoutLink } from '../../handoff/docs-link.js';
import { PartnerSsoError } from '../../handoff/errors.js';
import type { Trace } from '../../handoff/events.js';
import { resolveUser } from '../../handoff/middleware.js';
import type { Handoff } from '../../handoff/middleware.js';
import { warnOnce } from '../../handoff/warnings.js';
import type { CheckedUser, PartnerUser } from '../../handoff/user.js';
import { Deadline } from '../../http/deadline.js';
import type { CheetahMember } from './api.js';
import { isNewSession, sessionIdOf, sessionOf } from './host-session.js';
import { HOST_ERROR, warnOfHost } from './host-error.js';
import type { MemberSession } from './member-session.js';
import { memberState } from './member-state.js';
import type { StellarMemberState } from './member-state.js';
import type { Members } from './members.js';

/** What the state is made from. */
export interface MemberPageParts {
  readonly handoff: Handoff<CheetahMember>;
  readonly sessions: MemberSession;
  readonly members: Members;
  /** Throws where the breaker lets no call through. */
  readonly requireReady: () => void;
  /** The call itself, within the time that the page has left. */
  readonly signIn: (user: CheckedUser, req: Request, deadline: Deadline) => Promise<CheetahMember>;
}

/**
 * The state for this request, or null when nobody is signed in. Tells the event.
 *
 * @throws only what the host's `resolveUser` throws
 */
export async function stateFor(req: Request, parts: MemberPageParts, trace: Trace): Promise<StellarMemberState | null> {
  const { handoff, sessions } = parts;
  const { vendor, settings } = handoff;
  sessions.begin(req);
  const user = await resolveUser(req, settings, trace);
  if (user === null) {
    await sessions.keepParamsHash(req);
    return null;
  }
  const arrival: { found?: Found } = {};
  try {
    await Deadline.run(vendor.name, settings.timeoutMs, async (deadline) => {
      arrival.found = await memberFor(user, req, parts, deadline);
      await arrival.found.save();
    });
  } catch (error) {
    // A member that is here is shown, even if the store took too long to keep it.
    if (arrival.found === undefined) return degraded(user, handoff, trace, error);
  }
  const { member, paramsHash, cached } = arrival.found as Found;
  trace.end('injected', { cached });
  return memberState(user, member, paramsHash);
}

function degraded(
  user: PartnerUser,
  handoff: Handoff<CheetahMember>,
  trace: Trace,
  error: unknown,
): StellarMemberState {
  const code = error instanceof PartnerSsoError ? error.code : HOST_ERROR;
  if (code === HOST_ERROR) warnOfHost(handoff, error);
  else warnOnce(handoff, `cheetah_${code}`, `A page went on without its member (${code}).${ownWords(error)}`, code);
  trace.end(code === 'not_allowed' || code === 'email_unverified' ? 'refused' : 'degraded', { code });
  return memberState(user, { sso_error: code });
}

/** What this package says of a user, an option, or a vendor that did not answer. The vendor's own words stay out of the log. */
function ownWords(error: unknown): string {
  const isOurs = error instanceof PartnerSsoError && error.vendorErrors.length === 0;
  return isOurs ? ` ${withoutLink(error.message)}` : '';
}

/** A member for the page, and what is left to do in the session. */
interface Found {
  readonly member: CheetahMember;
  readonly paramsHash: string | undefined;
  /** Whether it came without a call. */
  readonly cached: boolean;
  readonly save: () => Promise<void>;
}

async function memberFor(
  user: PartnerUser,
  req: Request,
  { handoff, sessions, members, requireReady, signIn }: MemberPageParts,
  deadline: Deadline,
): Promise<Found> {
  if (!sessions.hasLiveMember(req)) await sessions.keepParamsHash(req);
  const admitted = await deadline.host('allow', () => handoff.admit(user, req));
  const binding = sessions.bindingOf(admitted);
  const found = (member: CheetahMember, cached: boolean, save: () => Promise<void>): Found => ({
    member,
    paramsHash: sessions.takeParamsHash(req),
    cached,
    save,
  });

  const kept = sessions.read(req, binding);
  if (kept.member !== undefined) return found(kept.member, true, () => sessions.dropParamsHash(req));
  const session = sessionIdOf(req);
  if (kept.stale !== undefined && kept.stale !== binding) members.drop(session, kept.stale);
  try {
    // What is known already costs neither a call nor a look into the store.
    const isNew = isNewSession(req);
    const arrived = members.recall(session, binding, isNew);
    if (arrived !== undefined) return found(arrived, true, () => sessions.keep(req, binding, arrived));
    if (!members.isUnderWay(session, binding)) requireReady();
    warnWithoutSession(req, handoff);

    const { member, keep } = await members.fetch(session, binding, isNew, () => signIn(admitted, req, deadline));
    return found(member, false, async () => {
      if (keep) await sessions.keep(req, binding, member);
    });
  } catch (error) {
    await sessions.drop(req, binding);
    // Not kept yet where another's member stood in the session.
    await sessions.keepParamsHash(req);
    throw error;
  }
}

function warnWithoutSession(req: Request, handoff: Handoff<CheetahMember>): void {
  if (sessionOf(req) !== undefined) return;
  const advice = 'Mount express-session or cookie-session before it; until then every page makes a call.';
  warnOnce(handoff, 'no_session', `cheetahMemberState() found no session. ${advice}`);
}
