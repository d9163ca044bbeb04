// What `paynearmeAgentSso()` takes and returns, and how its options are checked.

import type { Request, RequestHandler } from 'express';
import { COMMON_RULES } from '../../handoff/common.js';
import type { CommonOptions } from '../../handoff/common.js';
import type { ConfigProblem } from '../../handoff/errors.js';
import type { Explanation } from '../../handoff/explain.js';
import * as check from '../../handoff/options.js';
import type { ExtraFields, PerRequest } from '../../handoff/per-request.js';
import type { SecretOption, SharedSecretOption } from '../../handoff/secret.js';
import type { PartnerUser } from '../../handoff/user.js';
import type { TokenStore } from '../../http/shared-tokens.js';

/** OAuth 2.0 client credentials, in place of a signature. */
export interface PaynearmeOAuth {
  /** The token endpoint; PayNearMe gives it to you. */
  tokenUrl: string;
  clientId: string;
  clientSecret: SharedSecretOption;
  /** Space-separated scopes, if you were given any. */
  scope?: string | undefined;
}

/** Options of `paynearmeAgentSso()`. Give one of `secretKey` and `oauth`, and one of `environment` and `apiUrl` with `portalHosts`. */
export interface PaynearmeAgentSsoOptions extends CommonOptions {
  /** The site, such as `S2155373459`. */
  siteIdentifier: PerRequest<string>;
  /** The secret key of an API 3.0 key pair; it signs the call. */
  secretKey?: SecretOption | undefined;
  /** OAuth 2.0 client credentials, where the account has them. */
  oauth?: PaynearmeOAuth | undefined;
  /** Which of PayNearMe's own hosts. */
  environment?: 'sandbox' | 'production' | undefined;
  /** The API, up to and with `/json-api`. */
  apiUrl?: string | undefined;
  /** Hosts that the returned `sso_url` may have, with the port where it is not the scheme's own. */
  portalHosts?: readonly string[] | undefined;
  /**
   * Name of a role that was set up for the site. It decides what the agent may do: take it from your own records, never from the
   * request.
   *
   * @example agentRole: (req, user) => (user.role === 'lead' ? 'supervisor' : 'agent')
   */
  agentRole: PerRequest<string>;
  /**
   * The agent's e-mail. It must not be one that logs in to the portal by password.
   *
   * @default the user's e-mail
   * @example agentEmail: (req, user) => user.email?.replace('@', '+sso@') ?? ''
   */
  agentEmail?: PerRequest<string> | undefined;
  /**
   * The agent's name.
   *
   * @default the user's full name, else first and last name
   */
  agentName?: PerRequest<string> | undefined;
  /**
   * The order to open. Check that it is one of the user's own before you return it.
   *
   * @default none
   */
  orderIdentifier?: PerRequest<string | undefined>;
  /** Further parameters, signed with the rest. They may not override the protocol's own. */
  parameters?: ExtraFields | undefined;
  /**
   * Keeps the OAuth token; one that processes share makes them share the token. A Keyv instance fits.
   *
   * @default in this process
   */
  tokenStore?: TokenStore | undefined;
}

/** The middleware, with its pure parts. */
export interface PaynearmeAgentSso extends RequestHandler {
  /**
   * Calls PayNearMe and returns the URL that signs in `user`. It lives about a minute: hand it to nobody else.
   *
   * @param req - for per-request options
   * @throws PartnerSsoError with any code of the vendor, `user_incomplete`, `email_unverified`, `request_invalid`
   */
  readonly createUrl: (user: PartnerUser, req?: Request) => Promise<string>;
  /** What `createUrl` would send for `user`, step by step, with every secret masked. Makes no call. */
  readonly explain: (user: PartnerUser, req?: Request) => Promise<Explanation>;
}

const isOAuth: check.Check = (value) =>
  typeof value === 'object' && value !== null
    ? undefined
    : 'must be an object with tokenUrl, clientId and clientSecret';

const OAUTH_RULES: check.Rules<PaynearmeOAuth> = {
  tokenUrl: check.required(check.isPartnerUrl, 'PayNearMe gives it to you.'),
  clientId: check.required(check.isText, 'PayNearMe gives it to you.'),
  clientSecret: check.required(check.isSecret, 'PayNearMe gives it to you.'),
  scope: check.optional(check.isText),
};

const isHosts: check.Check = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (host) =>
      typeof host === 'string' &&
      /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host) &&
      URL.canParse(`https://${host}`),
  )
    ? undefined
    : "must be an array of host names, without scheme or path, as ['pro.paynearme.com']";

/** What is asked of each option. */
export const RULES: check.Rules<PaynearmeAgentSsoOptions> = {
  ...COMMON_RULES,
  siteIdentifier: check.required(check.perRequest(check.isText), 'It is the id of your site, like `S2155373459`.'),
  secretKey: check.optional(check.isSecret),
  oauth: check.optional(isOAuth),
  environment: check.optional(check.isOneOf('sandbox', 'production')),
  apiUrl: check.optional(check.isPartnerUrl),
  portalHosts: check.optional(isHosts),
  agentRole: check.required(
    check.perRequest(check.isText),
    'It names a role that was set up for your site, like `agent`.',
  ),
  agentEmail: check.optional(check.perRequest(check.isEmailAddress)),
  agentName: check.optional(check.perRequest(check.isText)),
  orderIdentifier: check.optional(check.perRequest(check.isText)),
  parameters: check.optional(check.isFunction),
  tokenStore: check.optional(check.isTokenStore),
};

/** What is wrong between options, and within `oauth`. */
export function contradictions(options: Partial<PaynearmeAgentSsoOptions>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const { secretKey, oauth, environment, apiUrl, portalHosts } = options;
  if (secretKey === undefined && oauth === undefined) {
    problems.push({ option: 'secretKey', message: 'is missing. Give the secret key of your API 3.0 key, or `oauth`.' });
  }
  if (secretKey !== undefined && oauth !== undefined) {
    problems.push({
      option: 'oauth',
      message: 'stands beside `secretKey`. Give one: a call is either signed or has a token.',
    });
  }
  if (typeof oauth === 'object' && (oauth as PaynearmeOAuth | null) !== null) {
    const wrong = check.problemsOf(oauth, OAUTH_RULES, options);
    problems.push(...wrong.map(({ option, message }) => ({ option: `oauth.${option}`, message })));
  }
  const own = apiUrl !== undefined || portalHosts !== undefined;
  if (environment !== undefined && own) {
    problems.push({
      option: 'environment',
      message: 'stands beside `apiUrl` or `portalHosts`. Give one or the other.',
    });
  }
  if (environment === undefined && !own) {
    problems.push({
      option: 'environment',
      message: "is missing. Give 'sandbox' or 'production', or `apiUrl` with `portalHosts`.",
    });
  }
  if (own && apiUrl === undefined) problems.push({ option: 'apiUrl', message: 'is missing beside `portalHosts`.' });
  if (own && portalHosts === undefined) {
    problems.push({
      option: 'portalHosts',
      message: 'is missing beside `apiUrl`. Give the hosts that `sso_url` may have.',
    });
  }
  return problems;
}
