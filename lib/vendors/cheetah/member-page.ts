// The state for one request: out of the session, or by a sign-in, or with an `sso_error`; the page goes on in any case.

import type { Request } from 'express';
import { andThen } from '../../handoff/at-once.js';
import type { AtOnceOrLater } from '../../handoff/at-once.js';
import { withoutLink } from '../../handoff/docs-link.js';
import { PartnerSsoError } from '../../handoff/errors.js';
import type { PartnerSsoErrorCode } from '../../handoff/errors.js';
import type { Trace } from '../../handoff/events.js';
import { resolveUser } from '../../handoff/middleware.js';
import type { Handoff } from '../../handoff/middleware.js';
import { warnOnce } from '../../handoff/warnings.js';
import type { PartnerUser } from '../../handoff/user.js';
import { Deadline } from '../../http/deadline.js';
import type { CheetahMember } from './api.js';
import { HOST_ERROR, warnOfHost } from './host-error.js';
import { memberState } from './member-state.js';
import type { StellarMemberState } from './member-state.js';
import { atOnce, outcomeFor } from './outcome.js';
import type { Found, KnownFailure, MemberPageParts } from './outcome.js';

/**
 * The state for this request, or null when nobody is signed in: at once where there is nothing to wait for. Tells the event.
 *
 * @throws only what the host's `resolveUser` throws
 */
export function stateFor(req: Request, parts: MemberPageParts, trace: Trace): AtOnceOrLater<StellarMemberState | null> {
  parts.sessions.begin(req);
  return andThen(resolveUser(req, parts.handoff.settings, trace), (user) => {
    if (user === null) return parts.sessions.keepParamsHash(req).then(() => null);
    try {
      const found = atOnce(user, req, parts);
      return found === undefined ? fetchedState(user, req, parts, trace) : stateOf(found, user, parts, trace);
    } catch (error) {
      return degradedBy(error, user, parts.handoff, trace);
    }
  });
}

/** The state of a page that has to wait: for the vendor, the store or the host. */
async function fetchedState(
  user: PartnerUser,
  req: Request,
  parts: MemberPageParts,
  trace: Trace,
): Promise<StellarMemberState> {
  const { vendor, settings } = parts.handoff;
  const arrival: { outcome?: Found | KnownFailure } = {};
  try {
    await Deadline.run(vendor.name, settings.timeoutMs, async (deadline) => {
      const outcome = await outcomeFor(user, req, parts, deadline);
      arrival.outcome = outcome;
      await outcome.save();
    });
  } catch (error) {
    // A member that is here is shown, even if the store took too long to keep it.
    if (arrival.outcome === undefined) return degradedBy(error, user, parts.handoff, trace);
  }
  return stateOf(arrival.outcome as Found | KnownFailure, user, parts, trace);
}

function stateOf(
  outcome: Found | KnownFailure,
  user: PartnerUser,
  { handoff }: MemberPageParts,
  trace: Trace,
): StellarMemberState {
  if ('failure' in outcome) return degraded(outcome.failure, user, handoff, trace);
  trace.end('injected', { cached: outcome.cached });
  return memberState(user, outcome.member, outcome.paramsHash);
}

function degradedBy(
  error: unknown,
  user: PartnerUser,
  handoff: Handoff<CheetahMember>,
  trace: Trace,
): StellarMemberState {
  if (error instanceof PartnerSsoError) return degraded(error.code, user, handoff, trace, ownWords(error));
  warnOfHost(handoff, error);
  return stateWithout(HOST_ERROR, user, trace);
}

function degraded(
  code: PartnerSsoErrorCode,
  user: PartnerUser,
  handoff: Handoff<CheetahMember>,
  trace: Trace,
  words = '',
): StellarMemberState {
  warnOnce(handoff, `cheetah_${code}`, `A page went on without its member (${code}).${words}`, code);
  return stateWithout(code, user, trace);
}

function stateWithout(code: string, user: PartnerUser, trace: Trace): StellarMemberState {
  trace.end(code === 'not_allowed' || code === 'email_unverified' ? 'refused' : 'degraded', { code });
  return memberState(user, { sso_error: code });
}

/** What this package says of it. The vendor's own words stay out of the log: in place of them stands where to read them. */
function ownWords({ message, vendorErrors, code }: PartnerSsoError): string {
  if (vendorErrors.length === 0) return ` ${withoutLink(message)}`;
  // Nobody is asked by now.
  if (code === 'vendor_unavailable') return '';
  return ' Cheetah said why: `npx express-partner-sso doctor` asks it with your keys, and `fetchMember(user, req)` rejects with its words.';
}
