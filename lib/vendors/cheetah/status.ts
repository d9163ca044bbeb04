// How the calls to Cheetah are doing, for a health page or a metric.

import type { PartnerSsoErrorCode } from '../../handoff/errors.js';
import type { BreakerStatus } from '../../http/breaker.js';
import type { TokenStatus } from '../../http/client-credentials.js';

/** What `cheetahMemberState(...).status()` returns: of this process alone, and without any secret. Times are milliseconds since 1970. */
export interface CheetahStatus {
  /**
   * `closed`: calls go through. `open`: Cheetah has failed and is left alone, pages are degraded at once. `half-open`: the next call,
   * or the one under way, finds out whether it is back.
   */
  readonly breaker: 'closed' | 'open' | 'half-open';
  /** Failures in a row; 0 after a success. */
  readonly failures: number;
  /** From when on one trial call may go out; only while the breaker is not closed. */
  readonly retryAt?: number;
  /** The last failure of a call, refusals of one user or of the credentials too; stays when calls succeed again. */
  readonly lastFailure?: {
    /** Its code. */
    readonly code: PartnerSsoErrorCode;
    /** When it happened. */
    readonly at: number;
  };
  /** The integration token. With `authentication: 'client_credentials'` there is none. */
  readonly token: 'none' | 'fetching' | 'held';
  /** When the integration token ends; only while one is held. */
  readonly tokenEndsAt?: number;
  /** Sign-ins under way. */
  readonly signIns: number;
}

/** Puts the parts together; what is not known is left out, so that it is plain JSON. */
export function statusOf(
  { state, failures, retryAt, lastFailure }: BreakerStatus,
  { token, endsAt }: TokenStatus,
  signIns: number,
): CheetahStatus {
  return {
    breaker: state,
    failures,
    ...(retryAt !== undefined && { retryAt }),
    ...(lastFailure !== undefined && { lastFailure: { ...lastFailure } }),
    token,
    ...(endsAt !== undefined && { tokenEndsAt: endsAt }),
    signIns,
  };
}
