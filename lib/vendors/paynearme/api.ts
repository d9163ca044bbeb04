// PayNearMe's one call, `agent_sso`, signed or with a bearer token.

import { invalidResponse, successOf } from '../../http/answer.js';
import type { Answer, HttpClient } from '../../http/client.js';
import { ClientCredentials } from '../../http/client-credentials.js';
import type { TokenStore } from '../../http/shared-tokens.js';
import type { Deadline } from '../../http/deadline.js';
import { trimSlashes } from '../../handoff/url.js';
import { createTokenRequest } from './oauth.js';
import type { OAuthClient } from './oauth.js';
import { sign, stringToSign } from './signature.js';
import type { SecretValue } from '../../handoff/secret-value.js';

const VENDOR = 'paynearme';

/** The protocol's own parameters, which no extra parameter may take. */
export const RESERVED_PARAMETERS = [
  ...['agent_email', 'agent_name', 'agent_role', 'site_identifier', 'order_identifier'],
  ...['version', 'timestamp', 'signature', 'access_token'],
] as const;

/** Where and as whom the call is made. */
export interface PaynearmeApiOptions {
  readonly apiUrl: string;
  readonly oauth: OAuthClient | undefined;
  readonly tokenStore: TokenStore | undefined;
  readonly timeoutMs: number;
  readonly now: () => number;
}

/** Where the call goes. */
export function agentSsoUrl(apiUrl: string): string {
  return `${trimSlashes(apiUrl)}/agent_sso`;
}

/** The time of a call, as the vendor wants it: whole seconds since 1970. */
export function timestampAt(nowMs: number): string {
  return String(Math.floor(nowMs / 1000));
}

/** The parameters of a call, with the two that each call has. */
export function withVersion(parameters: Readonly<Record<string, string>>, nowMs: number): Record<string, string> {
  return { ...parameters, version: '3.0', timestamp: timestampAt(nowMs) };
}

/** Error entries are objects with a `description`, or plain text. */
function words(json: Readonly<Record<string, unknown>>): unknown[] {
  const { errors } = json;
  const entries: unknown[] = Array.isArray(errors) ? errors : [];
  return entries.map((entry) => (entry as { description?: unknown } | null)?.description ?? entry);
}

/** An answer of success may be an error all the same. */
function isError({ status, errors }: Readonly<Record<string, unknown>>): boolean {
  return status === 'error' || (Array.isArray(errors) && errors.length > 0);
}

/** Asks for the URL that opens the Business Portal for an agent. */
export class PaynearmeApi {
  readonly #options: PaynearmeApiOptions;
  readonly #http: HttpClient;
  readonly #tokens: ClientCredentials | undefined;

  constructor(options: PaynearmeApiOptions, http: HttpClient) {
    this.#options = options;
    this.#http = http;
    const { oauth, tokenStore: store, timeoutMs, now } = options;
    this.#tokens =
      oauth &&
      new ClientCredentials({
        vendor: VENDOR,
        timeoutMs,
        now,
        identity: [oauth.tokenUrl, oauth.clientId, oauth.scope ?? ''],
        store,
        request: createTokenRequest(oauth, http),
      });
  }

  /**
   * Makes the call.
   *
   * @param fields - agent, role, site, order and any extra ones, with version and time
   * @param key - signs the call; without it the call carries a token of the OAuth client
   * @returns the vendor's `sso_url`, unchecked
   */
  async agentSso(fields: Readonly<Record<string, string>>, deadline: Deadline, key?: Uint8Array): Promise<string> {
    // A site id that is the key in the wrong place comes back in the vendor's words, so it is scrubbed too.
    const secrets: SecretValue[] = [fields['agent_email'] ?? '', fields['site_identifier'] ?? ''];
    const answer = await (key === undefined
      ? this.#postWithToken(fields, deadline, secrets)
      : this.#post({ ...fields, signature: sign(stringToSign(fields), key) }, deadline));
    if (key !== undefined) secrets.push(key);
    const { status, sso_url: ssoUrl } = successOf(answer, { vendor: VENDOR, words, isError, secrets });
    if (status !== 'ok') throw invalidResponse(VENDOR, 'a `status` that is neither "ok" nor "error"');
    if (typeof ssoUrl !== 'string' || ssoUrl === '') throw invalidResponse(VENDOR, 'no `sso_url`');
    return ssoUrl;
  }

  async #postWithToken(
    fields: Readonly<Record<string, string>>,
    deadline: Deadline,
    secrets: SecretValue[],
  ): Promise<Answer> {
    if (this.#tokens === undefined) throw new TypeError('paynearme: neither a key nor an OAuth client to call with');
    const send = (token: string): Promise<Answer> => {
      secrets.push(token);
      return this.#post(fields, deadline, { authorization: `Bearer ${token}` });
    };
    return this.#tokens.call(deadline, send, ({ status }) => status === 401);
  }

  #post(
    fields: Readonly<Record<string, string>>,
    deadline: Deadline,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.#http.post(
      { url: agentSsoUrl(this.#options.apiUrl), fields, encoding: 'urlencoded', headers },
      deadline,
    );
  }
}
