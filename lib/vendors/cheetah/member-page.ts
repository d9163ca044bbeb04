// The state for one request: out of the session, or by a sign-in, or with an `sso_error`; the page goes on in any case.

import type { Request } from 'express';
import { PartnerSsoError } from '../../handoff/errors.js';
import type { Trace } from '../../handoff/events.js';
import { resolveUser } from '../../handoff/middleware.js';
import type { Handoff } from '../../handoff/middleware.js';
import { warnOnce } from '../../handoff/warnings.js';
import type { CheckedUser, PartnerUser } from '../../handoff/user.js';
import { Deadline } from '../../http/deadline.js';
import type { CheetahMember } from './api.js';
import { sessionIdOf, sessionOf } from './host-session.js';
import type { MemberSession } from './member-session.js';
import { memberState } from './member-state.js';
import type { StellarMemberState } from './member-state.js';
import type { Members } from './members.js';

/** `sso_error` for what a function of the host threw: `allow`, `fields`, or one that gets the secret. */
const HOST_ERROR = 'host_error';

/** What the state is made from. */
export interface MemberPageParts {
  readonly handoff: Handoff<CheetahMember>;
  readonly sessions: MemberSession;
  readonly members: Members;
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
  const user = await resolveUser(req, settings, trace);
  if (user === null) {
    await sessions.keepParamsHash(req);
    return null;
  }
  try {
    const { member, paramsHash, cached } = await Deadline.run(vendor.name, settings.timeoutMs, (deadline) =>
      memberFor(user, req, parts, deadline),
    );
    trace.end('injected', { cached });
    return memberState(user, member, paramsHash);
  } catch (error) {
    await sessions.keepParamsHash(req);
    const code = error instanceof PartnerSsoError ? error.code : HOST_ERROR;
    if (code === HOST_ERROR) warnOfHost(handoff, error);
    else warnOnce(handoff, `cheetah_${code}`, `A page went on without its member (${code}); see docs/errors.md.`);
    trace.end(code === 'not_allowed' || code === 'email_unverified' ? 'refused' : 'degraded', { code });
    return memberState(user, { sso_error: code });
  }
}

async function memberFor(
  user: PartnerUser,
  req: Request,
  { handoff, sessions, members, signIn }: MemberPageParts,
  deadline: Deadline,
): Promise<{ member: CheetahMember; paramsHash: string | undefined; cached: boolean }> {
  const admitted = await deadline.host('allow', () => handoff.admit(user, req));
  const binding = sessions.bindingOf(admitted);
  const paramsHash = sessions.paramsHash(req);
  const kept = await sessions.read(req, binding);
  if (kept.member !== undefined) {
    await sessions.dropParamsHash(req);
    return { member: kept.member, paramsHash, cached: true };
  }
  if (kept.dropped !== undefined) members.drop(sessionIdOf(req), kept.dropped);

  if (sessionOf(req) === undefined) {
    const advice = 'Mount express-session or cookie-session before it; until then every page makes a call.';
    warnOnce(handoff, 'no_session', `cheetahMemberState() found no session. ${advice}`);
  }
  const before = await sessions.witness(req);
  const { member, keep, cached } = await members.fetch(sessionIdOf(req), binding, () =>
    signIn(admitted, req, deadline),
  );
  if (keep) await sessions.write(req, binding, member, before);
  return { member, paramsHash, cached };
}

/** Warns once that a function of the host threw. The error itself is the host's and may hold anything; its kind and its place are enough to find it. */
export function warnOfHost(handoff: Handoff<CheetahMember>, error: unknown): void {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: '' };
  const place = /^\s+at .*$/m.exec(stack ?? '')?.[0].trim() ?? 'an unknown place';
  warnOnce(handoff, HOST_ERROR, `A function given to cheetahMemberState() threw (${name}, ${place}).`);
}
