// The state for one request: out of the session, or by a sign-in, or with an `sso_error`; the page goes on in any case.

import type { Request } from 'express';
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
  const arrival: { outcome?: Found | KnownFailure | undefined } = {};
  try {
    arrival.outcome = atOnce(user, req, parts);
    if (arrival.outcome === undefined) {
      await Deadline.run(vendor.name, settings.timeoutMs, async (deadline) => {
        const outcome = await outcomeFor(user, req, parts, deadline);
        arrival.outcome = outcome;
        await outcome.save();
      });
    }
  } catch (error) {
    // A member that is here is shown, even if the store took too long to keep it.
    if (arrival.outcome === undefined) return degradedBy(error, user, handoff, trace);
  }
  const outcome = arrival.outcome as Found | KnownFailure;
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

/** What this package says of a user, an option, or a vendor that did not answer. The vendor's own words stay out of the log. */
function ownWords(error: PartnerSsoError): string {
  return error.vendorErrors.length === 0 ? ` ${withoutLink(error.message)}` : '';
}
