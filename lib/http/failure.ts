// What a call means that got no answer, or none that could be read: the error, with the host that was called.

import { PartnerSsoError } from '../handoff/errors.js';
import type { Stage } from './answer-handler.js';

/** Who was called, and how. */
export interface Called {
  readonly vendor: string;
  readonly url: string;
  /** Whether the call went through the host's own dispatcher: a proxy, which may be what failed. */
  readonly isOwn: boolean;
}

/** The error for a call that failed. */
export function failureOf(stage: Stage, error: unknown, { vendor, url, isOwn }: Called): PartnerSsoError {
  const { reason, timedOut, garbled } = describe(error);
  const proxyStatus = isOwn ? proxyStatusOf(error) : undefined;
  const where = `${new URL(url).host}${isOwn ? ', through the given `dispatcher`' : ''} (${proxyStatus === undefined ? reason : `the proxy answered ${proxyStatus}`})`;
  if (timedOut) return new PartnerSsoError('vendor_timeout', vendor, `${vendor} did not answer in time at ${where}.`);
  const details = { cause: copyOf(error, reason) };
  if (garbled) {
    const message = `${vendor} sent what is no HTTP answer from ${where}.`;
    return new PartnerSsoError('vendor_invalid_response', vendor, message, details);
  }
  return stage === 'request'
    ? new PartnerSsoError('vendor_unreachable', vendor, `${vendor} could not be reached at ${where}.`, details)
    : new PartnerSsoError(
        'vendor_invalid_response',
        vendor,
        `${vendor} sent an answer that could not be read to its end from ${where}.`,
        details,
      );
}

/** What a proxy answered that does not let a call through: undici's ProxyAgent has it in its words only. */
export function proxyStatusOf(error: unknown): string | undefined {
  const { message } = error as { message?: unknown };
  return /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(String(message))?.[1];
}

function describe(error: unknown): { reason: string; timedOut: boolean; garbled: boolean } {
  const { code, name } = error as { code?: unknown; name?: unknown };
  const reason = typeof code === 'string' ? code : String(name);
  return {
    reason,
    timedOut: /TIMEOUT|ETIMEDOUT/.test(reason),
    garbled: /^HPE_|HTTPParserError|HEADERS_OVERFLOW/.test(reason),
  };
}

/** A cause that says what happened. The original may hold a piece of the answer, a certificate or the request, in its message too. */
function copyOf(error: unknown, code: string): Error {
  const { name, syscall } = error as { name?: unknown; syscall?: unknown };
  return Object.assign(new Error(`${String(syscall ?? name)} ${code}`), { code });
}
