// The one error class of the package, and the table of its codes.

import { withLink } from './docs-link.js';

/**
 * How a hand-off ended. `redirected`: the browser was sent on. `injected`: the page got its values. `degraded`: the page got an
 * `sso_error`. `refused`: we said no. `failed`: something broke.
 */
export type Outcome = 'redirected' | 'injected' | 'degraded' | 'refused' | 'failed';

/**
 * A stable word for why a hand-off did not happen.
 *
 * @see docs/errors.md, which has the HTTP status, the cause and the fix of each
 */
export type PartnerSsoErrorCode =
  | 'config_invalid'
  | 'user_missing'
  | 'user_incomplete'
  | 'email_unverified'
  | 'not_allowed'
  | 'request_invalid'
  | 'prefetch_refused'
  | 'cross_site_refused'
  | 'session_missing'
  | 'vendor_rejected'
  | 'vendor_unreachable'
  | 'vendor_failed'
  | 'vendor_invalid_response'
  | 'vendor_untrusted_url'
  | 'vendor_timeout'
  | 'vendor_unavailable';

interface Kind {
  /** HTTP status that the host's error handler should answer with. */
  readonly status: number;
  /** Whether the same request may succeed a little later. */
  readonly retryable: boolean;
  /** What the event says of a hand-off that ended this way. */
  readonly outcome: Outcome;
}

const refused = (status: number, retryable = false): Kind => ({ status, retryable, outcome: 'refused' });
const failed = (status: number, retryable = false): Kind => ({ status, retryable, outcome: 'failed' });

const KINDS: Readonly<Record<PartnerSsoErrorCode, Kind>> = {
  config_invalid: failed(500),
  user_missing: refused(401),
  user_incomplete: refused(422),
  email_unverified: refused(403),
  not_allowed: refused(403),
  request_invalid: refused(400),
  prefetch_refused: refused(503, true),
  cross_site_refused: refused(403),
  session_missing: failed(500),
  vendor_rejected: failed(502),
  vendor_unreachable: failed(502, true),
  vendor_failed: failed(502, true),
  vendor_invalid_response: failed(502),
  vendor_untrusted_url: failed(502),
  vendor_timeout: failed(504, true),
  vendor_unavailable: failed(503, true),
};

/** One thing that is wrong with the options of a factory. */
export interface ConfigProblem {
  /** Name of the option, as written: `ssoKey`, or `chargebackstop.ssoKey` on the router. */
  readonly option: string;
  /** What is wrong and how to mend it. Never holds the value of a secret. */
  readonly message: string;
}

/** Seconds that `Retry-After` says where the vendor did not. */
const DEFAULT_WAIT_S = 10;

/** What an error may carry besides its code, vendor and message. */
export interface PartnerSsoErrorDetails {
  /** The error that led to it. */
  readonly cause?: unknown;
  /** Seconds to wait before another try; becomes the `Retry-After` header. */
  readonly retryAfter?: number;
  /** The vendor's own words, already scrubbed of secrets. */
  readonly vendorErrors?: readonly string[];
  /** With `config_invalid`: every problem found. */
  readonly problems?: readonly ConfigProblem[];
}

/**
 * Every refusal and failure of this package. Match by `code`: the class differs between the ES module and the CommonJS copy.
 *
 * @example
 * ```js
 * app.use((err, req, res, next) => {
 *   if (err.code === 'user_incomplete') return res.status(err.status).render('complete-your-profile');
 *   next(err);
 * });
 * ```
 * @see docs/errors.md
 */
export class PartnerSsoError extends Error {
  /** The class by its name, which bundling and minifying leave alone. */
  override readonly name = 'PartnerSsoError';
  /** The stable code to match by; `docs/errors.md` has a heading for each. */
  readonly code: PartnerSsoErrorCode;
  /** `chargebackstop`, `devhub`, `cheetah` or `paynearme`; `partnerSso` where the router's own options are wrong. */
  readonly vendor: string;
  /** HTTP status, 400 to 599. Express' own error handler answers with it. */
  readonly status: number;
  /** The same number under the other name that error handlers look for. */
  readonly statusCode: number;
  /** True below 500: the message holds nothing secret. It speaks to developers; write your own words for the person at the screen. */
  readonly expose: boolean;
  /** Whether the same request may succeed a little later. */
  readonly retryable: boolean;
  /** Headers of the answer: `Cache-Control: no-store`, and `Retry-After` where waiting helps. */
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds to wait before another try, where the vendor or the breaker said so. */
  readonly retryAfter: number | undefined;
  /** The vendor's own words, scrubbed and cut; empty where it said nothing. */
  readonly vendorErrors: readonly string[];
  /** With `config_invalid`: every problem found, else empty. */
  readonly problems: readonly ConfigProblem[];

  /** Puts the link of the code's heading in `docs/errors.md` behind the message. */
  constructor(code: PartnerSsoErrorCode, vendor: string, message: string, details: PartnerSsoErrorDetails = {}) {
    super(withLink(message, code), 'cause' in details ? { cause: details.cause } : undefined);
    const kind = KINDS[code];
    this.code = code;
    this.vendor = vendor;
    this.status = kind.status;
    this.statusCode = kind.status;
    this.expose = kind.status < 500;
    this.retryable = kind.retryable;
    this.headers = {
      'Cache-Control': 'no-store',
      ...(code === 'vendor_unavailable' && { 'Retry-After': String(details.retryAfter ?? DEFAULT_WAIT_S) }),
    };
    this.retryAfter = details.retryAfter;
    this.vendorErrors = details.vendorErrors ?? [];
    this.problems = details.problems ?? [];
  }
}

/** The outcome that an event tells for an error. What a host's own function threw with a status of 4xx is a refusal, as ours are. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof PartnerSsoError) return KINDS[error.code].outcome;
  try {
    const { status, statusCode = status } = (error ?? {}) as { status?: unknown; statusCode?: unknown };
    return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? 'refused' : 'failed';
  } catch {
    // A host may throw an object whose getters throw; it is handed on as it is.
    return 'failed';
  }
}
