// Cheetah's two calls: the integration token, and the sign-in of a member.

import { invalidResponse, successOf } from '../../http/answer.js';
import type { Answer, HttpClient } from '../../http/client.js';
import { ClientCredentials } from '../../http/client-credentials.js';
import type { TokenStatus } from '../../http/client-credentials.js';
import type { TokenStore } from '../../http/shared-tokens.js';
import type { Deadline } from '../../http/deadline.js';
import type { Secret } from '../../handoff/secret.js';
import { trimSlashes } from '../../handoff/url.js';
import type { CheckedUser } from '../../handoff/user.js';

const VENDOR = 'cheetah';
const HEADERS = { accept: 'application/vnd.stellar-v1+json' };

/** The protocol's own form fields, which no extra field may take. */
export const RESERVED_FIELDS = [
  ...['integration_id', 'first_name', 'last_name', 'email'],
  ...['access_token', 'client_id', 'client_secret', 'grant_type', 'refresh_token'],
] as const;

/** A member as the vendor answers, with its own names. */
export interface CheetahMember {
  /** Cheetah's id of the member, as text. */
  readonly member_id: string;
  /** The host's id of the user, as text. */
  readonly integration_id: string;
  /** The member's access token, for the JS SDK. A secret of this member alone. */
  readonly access_token: string;
  /** The member's refresh token; empty where the vendor gave none. A secret of this member alone. */
  readonly refresh_token: string;
}

/** Where and as whom the calls are made. */
export interface CheetahApiOptions {
  readonly baseUrl: string;
  readonly ssoPath: string;
  readonly tokenPath: string;
  readonly authentication: 'access_token' | 'client_credentials';
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly tokenStore: TokenStore | undefined;
  readonly timeoutMs: number;
  readonly now: () => number;
}

/** The form fields that name a member. What is blank is left out, so that a call never erases a name. */
export function memberFields(user: CheckedUser): Record<string, string> {
  const fields = { integration_id: user.id, first_name: user.firstName, last_name: user.lastName, email: user.email };
  const filled = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  return Object.fromEntries(filled.map(([name, value]) => [name, value.toWellFormed()]));
}

/** The words of Cheetah's error answers: `error`, or `name` and `message`. */
function words(json: Readonly<Record<string, unknown>>): unknown[] {
  return [json['error'], json['error_description'], json['name'], json['message']];
}

/** Whether the answer speaks of the token, and not of the member. */
function refusesToken({ status, json }: Answer): boolean {
  const { error } = json ?? {};
  return status === 401 || (status >= 400 && (error === 'expired_token' || error === 'invalid_token'));
}

/** Signs members in. */
export class CheetahApi {
  readonly #options: CheetahApiOptions;
  readonly #http: HttpClient;
  readonly #tokens: ClientCredentials;

  constructor(options: CheetahApiOptions, http: HttpClient) {
    this.#options = options;
    this.#http = http;
    this.#tokens = new ClientCredentials({
      vendor: VENDOR,
      timeoutMs: options.timeoutMs,
      now: options.now,
      identity: [this.#url(options.tokenPath), options.clientId],
      store: options.tokenStore,
      request: (deadline) => this.requestToken(deadline),
    });
  }

  /**
   * Signs a member in, making it first where the vendor does not know it.
   *
   * @param extra - further form fields, none of them the protocol's own
   */
  async signIn(user: CheckedUser, extra: Readonly<Record<string, string>>, deadline: Deadline): Promise<CheetahMember> {
    const { authentication, clientId } = this.#options;
    const fields = { ...extra, ...memberFields(user) };
    // An id that is a key in the wrong place comes back in a vendor's words, so ids are scrubbed too.
    const secrets = [user.email ?? '', clientId];
    const send = (proof: Readonly<Record<string, string>>): Promise<Answer> => {
      secrets.push(...Object.values(proof));
      return this.#post(this.#options.ssoPath, { ...fields, ...proof }, deadline);
    };
    const answer =
      authentication === 'client_credentials'
        ? await send({ client_id: clientId, client_secret: await this.#secret(deadline) })
        : await this.#tokens.call(deadline, (token) => send({ access_token: token }), refusesToken);
    return memberOf(successOf(answer, { vendor: VENDOR, words, secrets }), user);
  }

  get tokenStatus(): TokenStatus {
    return this.#tokens.status;
  }

  /** A fresh integration token, as the vendor answers it: past the one that is held, and past the store. */
  async requestToken(deadline: Deadline): Promise<Readonly<Record<string, unknown>>> {
    const { clientId: client_id, tokenPath } = this.#options;
    const client_secret = await this.#secret(deadline);
    const answer = await this.#post(
      tokenPath,
      { grant_type: 'client_credentials', client_id, client_secret },
      deadline,
    );
    return successOf(answer, { vendor: VENDOR, words, secrets: [client_id, client_secret] });
  }

  #secret(deadline: Deadline): Promise<string> {
    return deadline.host('clientSecret', () => this.#options.clientSecret.text());
  }

  #post(path: string, fields: Readonly<Record<string, string>>, deadline: Deadline): Promise<Answer> {
    return this.#http.post({ url: this.#url(path), fields, encoding: 'multipart', headers: HEADERS }, deadline);
  }

  #url(path: string): string {
    return trimSlashes(this.#options.baseUrl) + path;
  }
}

function memberOf(json: Readonly<Record<string, unknown>>, user: CheckedUser): CheetahMember {
  const { access_token: accessToken, refresh_token: refreshToken, member_id: memberId } = json;
  if (typeof accessToken !== 'string' || accessToken.trim() === '') {
    throw invalidResponse(VENDOR, 'a member without an `access_token`');
  }
  return {
    member_id: typeof memberId === 'string' || typeof memberId === 'number' ? String(memberId) : '',
    integration_id: user.id,
    access_token: accessToken,
    refresh_token: typeof refreshToken === 'string' ? refreshToken : '',
  };
}
