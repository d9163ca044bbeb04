// What PayNearMe's answers mean to the host, for the inspector; and their HTTP status.
import type { AnswerOf } from '../inquiry.js';
import type { Refusal } from '../refusal.js';

/** API errors come with HTTP 200, as the documentation says that they can; only a bad token is a 401 (RFC 6750). */
export function apiStatus({ vendorCode, status }: Refusal): number {
  return vendorCode === 'invalid_token' || vendorCode === 'not_found' ? status : 200;
}

/** agent_sso, and paths that the API does not have. */
export const answerApiCall: AnswerOf = (refusal) =>
  refusal === undefined
    ? { status: 200, meaning: 'An `sso_url`: it is good once, and for 60 seconds.' }
    : {
        status: apiStatus(refusal),
        meaning: 'JSON with `"status": "error"`: there is no `sso_url`, so nobody is sent to the portal.',
      };

/** The OAuth 2.0 token endpoint. */
export const answerToken: AnswerOf = (refusal) =>
  refusal === undefined
    ? { status: 200, meaning: 'A bearer token for agent_sso.' }
    : {
        status: refusal.status,
        meaning: `A JSON error, \`${refusal.vendorCode}\`: there is no token, so agent_sso cannot be called.`,
      };
