// What `paynearmeAgentSso()` takes and returns.

import type { Request, RequestHandler } from 'express';
import type { CommonOptions } from '../../handoff/common.js';
import type { Explanation } from '../../handoff/explain.js';
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
