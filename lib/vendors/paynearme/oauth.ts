// PayNearMe's OAuth 2.0 token call, by client credentials.

import { successOf } from '../../http/answer.js';
import type { HttpClient } from '../../http/client.js';
import type { Deadline } from '../../http/deadline.js';
import type { Secret } from '../../handoff/secret.js';

/** The OAuth client, for accounts that authenticate by OAuth 2.0. */
export interface OAuthClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope?: string | undefined;
}

/**
 * Asks for a token. How the client is to authenticate is not public: HTTP Basic is what every OAuth server must know, so it goes
 * first; a server that refuses it is asked once more with the credentials in the form.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export async function requestToken(
  { tokenUrl: url, clientId, clientSecret, scope }: OAuthClient,
  http: HttpClient,
  deadline: Deadline,
): Promise<Readonly<Record<string, unknown>>> {
  const secret = await clientSecret.text();
  const fields = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) };
  const basic = Buffer.from(`${formEncode(clientId)}:${formEncode(secret)}`).toString('base64');

  const headers = { authorization: `Basic ${basic}` };
  let answer = await http.post({ url, fields, encoding: 'urlencoded', headers }, deadline);
  if (answer.status === 401 || (answer.status === 400 && answer.json?.['error'] !== 'invalid_scope')) {
    const credentials = { client_id: clientId, client_secret: secret };
    answer = await http.post({ url, fields: { ...fields, ...credentials }, encoding: 'urlencoded' }, deadline);
  }
  return successOf(answer, {
    vendor: 'paynearme',
    words: (json) => [json['error'], json['error_description']],
    secrets: [secret, basic],
  });
}

/** RFC 6749, appendix B. */
function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
