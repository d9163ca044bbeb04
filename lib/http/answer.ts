// What an answer means: the object that was asked for, or an error with the right code.

import { PartnerSsoError } from '../handoff/errors.js';
import type { Answer } from './client.js';
import { scrub } from './scrub.js';
import type { SecretValue } from '../handoff/secret-value.js';

type Json = Readonly<Record<string, unknown>>;

/** How a vendor puts its answers. */
export interface AnswerRules {
  readonly vendor: string;
  /** The vendor's own words on an error, out of its answer. */
  readonly words: (json: Json) => readonly unknown[];
  /** Whether an answer with a status of success is an error all the same. */
  readonly isError?: (json: Json) => boolean;
  /** Values that must never be repeated: keys and tokens that the request held. */
  readonly secrets: readonly SecretValue[];
}

/**
 * The JSON object of a successful answer.
 *
 * @throws PartnerSsoError `vendor_rejected`, `vendor_failed`, `vendor_unavailable` or `vendor_invalid_response`
 */
export function successOf(answer: Answer, rules: AnswerRules): Json {
  const { status, json } = answer;
  const { vendor } = rules;
  const isRefusal = status >= 400 || (json !== undefined && rules.isError?.(json) === true);
  if (!isRefusal && status < 300 && json !== undefined) return json;

  const vendorErrors = json === undefined ? [] : scrub(rules.words(json), rules.secrets);
  const said = vendorErrors.length > 0 ? ` It said: ${sentence(vendorErrors.join('; '))}` : '';
  const http = `HTTP ${String(status)}`;

  if (status === 429 || status === 503) {
    const retryAfter = secondsOf(answer.retryAfter);
    const message = `${vendor} asks to be left alone for a while (${http}).${said}`;
    throw new PartnerSsoError('vendor_unavailable', vendor, message, {
      ...(retryAfter !== undefined && { retryAfter }),
      vendorErrors,
    });
  }
  if (status >= 500)
    throw new PartnerSsoError('vendor_failed', vendor, `${vendor} failed (${http}).${said}`, { vendorErrors });
  if (isRefusal) {
    throw new PartnerSsoError('vendor_rejected', vendor, `${vendor} refused the call (${http}).${said}`, {
      vendorErrors,
    });
  }
  if (status >= 300) throw invalidResponse(vendor, `a redirect (${http}), which is not followed`);
  throw invalidResponse(vendor, 'something that is no JSON object');
}

/** Ends text with a full stop where it has no end of its own: something may come behind it. */
function sentence(text: string): string {
  return /[.!?\u2026]$/.test(text) ? text : `${text}.`;
}

/** The error for an answer that is not what the vendor documents. */
export function invalidResponse(vendor: string, what: string): PartnerSsoError {
  return new PartnerSsoError('vendor_invalid_response', vendor, `${vendor} answered with ${what}.`);
}

const LONGEST_WAIT_S = 3600;

/** Seconds that a `Retry-After` header asks for, whether it gives a number or a date; undefined where it asks for nothing. */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const isDate = /^[A-Z][a-z]{2}/.test(header);
  const seconds = isDate
    ? Math.ceil((Date.parse(header) - Date.now()) / 1000)
    : /^\d+$/.test(header)
      ? Number(header)
      : NaN;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 1), LONGEST_WAIT_S);
}
