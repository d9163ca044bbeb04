// Every way in which a call to Cheetah may go wrong, and the code under which the page tells it.

import {
  BODY_CANARY,
  ELSEWHERE,
  answer,
  closed,
  complaint,
  cutShort,
  drip,
  endless,
  headersOnly,
  noHttp,
  reset,
  resetInBody,
  silence,
} from '../support/broken-vendor.js';
import type { Fault } from '../support/broken-vendor.js';

/** The two calls. */
export const CALLS = { 'the token call': '/oauth/token', 'the SSO call': '/program/api/sso' } as const;

/** What an answer with `access_token` holds besides, so that nothing else is wrong with it. */
const REST = { token_type: 'bearer', expires_in: 7200, member_id: 1, refresh_token: BODY_CANARY };
const shape = (body: unknown): Fault => answer(200, JSON.stringify(body));
const moved = (status: number): Fault => complaint(status, { location: ELSEWHERE });

/** What the vendor does; how; and the code. */
export const FAULTS: readonly (readonly [what: string, fault: Fault, code: string])[] = [
  ['gives no answer at all', silence, 'vendor_timeout'],
  ['sends headers, then nothing', headersOnly, 'vendor_timeout'],
  ['drips byte by byte', drip, 'vendor_timeout'],
  ['cuts the body short', cutShort, 'vendor_invalid_response'],
  ['closes the connection', closed, 'vendor_unreachable'],
  ['resets the connection', reset, 'vendor_unreachable'],
  ['resets the connection within the body', resetInBody, 'vendor_invalid_response'],
  ['speaks no HTTP', noHttp, 'vendor_invalid_response'],
  ['sends a body without end', endless, 'vendor_invalid_response'],
  ['answers 200 with HTML', answer(200, `<html>${BODY_CANARY}</html>`), 'vendor_invalid_response'],
  ['answers 200 with nothing', answer(200, ''), 'vendor_invalid_response'],
  ['answers 200 with half of a JSON', answer(200, `{"access_token":"${BODY_CANARY}"`), 'vendor_invalid_response'],
  ['answers an array', shape([{ ...REST, access_token: BODY_CANARY }]), 'vendor_invalid_response'],
  ['answers a string', shape(BODY_CANARY), 'vendor_invalid_response'],
  ['answers null', shape(null), 'vendor_invalid_response'],
  ['answers a number', shape(200), 'vendor_invalid_response'],
  ['answers an access token that is a number', shape({ ...REST, access_token: 7 }), 'vendor_invalid_response'],
  ['answers an access token that is null', shape({ ...REST, access_token: null }), 'vendor_invalid_response'],
  ['answers an access token in an array', shape({ ...REST, access_token: [BODY_CANARY] }), 'vendor_invalid_response'],
  ['answers no access token', shape(REST), 'vendor_invalid_response'],
  ['answers an empty access token', shape({ ...REST, access_token: '' }), 'vendor_invalid_response'],
  ['answers a blank access token', shape({ ...REST, access_token: ' ' }), 'vendor_invalid_response'],
  ['answers 400', complaint(400), 'vendor_rejected'],
  ['answers 401', complaint(401), 'vendor_rejected'],
  ['answers 403', complaint(403), 'vendor_rejected'],
  ['answers 404', complaint(404), 'vendor_rejected'],
  ['answers 422', complaint(422), 'vendor_rejected'],
  ['answers 429 with Retry-After', complaint(429, { 'retry-after': '30' }), 'vendor_unavailable'],
  ['answers 500', complaint(500), 'vendor_failed'],
  ['answers 503', complaint(503), 'vendor_unavailable'],
  ['answers 302', moved(302), 'vendor_invalid_response'],
  // These two would have the form posted once more, secret and all.
  ['answers 307', moved(307), 'vendor_invalid_response'],
  ['answers 308', moved(308), 'vendor_invalid_response'],
];
