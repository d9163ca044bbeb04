// PayNearMe's OAuth 2.0 token call, by client credentials.

import { successOf } from '../../http/answer.js';
import type { Answer, HttpClient } from '../../http/client.js';
import type { Deadline } from '../../http/deadline.js';
import type { Secret } from '../../handoff/secret.js';

/** The OAuth client, for accounts that authenticate by OAuth 2.0. */
export interface OAuthClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope?: string | undefined;
}

/** Asks for a token, and returns the JSON object of a successful answer. */
export type TokenRequest = (deadline: Deadline) => Promise<Readonly<Record<string, unknown>>>;

/**
 * Makes the token call of one factory. How the client is to authenticate is not public: HTTP Basic is what every OAuth server must
 * know, so it goes first; a server that refuses it is asked once more with the credentials in the form, and from then on only so.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function createTokenRequest(
  { tokenUrl, clientId, clientSecret, scope }: OAuthClient,
  http: HttpClient,
): TokenRequest {
  let wantsForm = false;

  return async function requestToken(deadline) {
    const secret = await deadline.host('oauth.clientSecret', () => clientSecret.text());
    const basic = Buffer.from(`${formEncode(clientId)}:${formEncode(secret)}`).toString('base64');
    const grant = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) };
    const post = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
      http.post({ url: tokenUrl, fields: { ...grant, ...fields }, encoding: 'urlencoded', headers }, deadline);
    const postForm = (): Promise<Answer> => post({ client_id: clientId, client_secret: secret });

    let answer = await (wantsForm ? postForm() : post({}, { authorization: `Basic ${basic}` }));
    if (!wantsForm && refusesBasic(answer)) {
      answer = await postForm();
      wantsForm = answer.status === 200;
    }
    const words = (json: Readonly<Record<string, unknown>>): unknown[] => [json['error'], json['error_description']];
    return successOf(answer, { vendor: 'paynearme', words, secrets: [clientId, secret, basic] });
  };
}

function refusesBasic({ status, json }: Answer): boolean {
  return status === 401 || (status === 400 && json?.['error'] !== 'invalid_scope');
}

/** RFC 6749, appendix B. */
function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
