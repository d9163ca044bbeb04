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
  /** The token endpoint; PayNearMe gives it to you. An https URL. Required. */
  tokenUrl: string;
  /** The client's id; PayNearMe gives it to you. Required. */
  clientId: string;
  /** The client's secret; PayNearMe gives it to you. Required. */
  clientSecret: SharedSecretOption;
  /** Space-separated scopes, if you were given any. */
  scope?: string | undefined;
}

/** Options of `paynearmeAgentSso()`, besides the common ones. Give one of `secretKey` and `oauth`, and one of `environment` and `apiUrl` with `portalHosts`. */
export interface PaynearmeAgentSsoOptions extends CommonOptions {
  /** The site, such as `S2155373459`. Required. */
  siteIdentifier: PerRequest<string>;
  /** The secret key of an API 3.0 key pair; it signs the call. This or `oauth` is required. */
  secretKey?: SecretOption | undefined;
  /** OAuth 2.0 client credentials, where the account has them. This or `secretKey` is required. */
  oauth?: PaynearmeOAuth | undefined;
  /** Which of PayNearMe's own hosts. This, or `apiUrl` with `portalHosts`, is required. */
  environment?: 'sandbox' | 'production' | undefined;
  /**
   * The API, up to and with `/json-api`: https, no query, no fragment. Goes with `portalHosts`.
   *
   * @default by `environment`
   */
  apiUrl?: string | undefined;
  /**
   * Hosts that the returned `sso_url` may have, with the port where it is not the scheme's own; any other is the error
   * `vendor_untrusted_url`. Goes with `apiUrl`.
   *
   * @default by `environment`
   */
  portalHosts?: readonly string[] | undefined;
  /**
   * Name of a role that was set up for the site. It decides what the agent may do: take it from your own records, never from the
   * request. Required.
   *
   * @example
   * paynearmeAgentSso({ ...paynearmeOptions, agentRole: (req, user) => (user.role === 'lead' ? 'supervisor' : 'agent') });
   */
  agentRole: PerRequest<string>;
  /**
   * The agent's e-mail. It must not be one that logs in to the portal by password.
   *
   * @default the user's e-mail
   * @example
   * paynearmeAgentSso({ ...paynearmeOptions, agentEmail: (req, user) => user.email?.replace('@', '+sso@') ?? '' });
   */
  agentEmail?: PerRequest<string> | undefined;
  /**
   * The agent's name.
   *
   * @default the user's full name, else first and last name
   */
  agentName?: PerRequest<string> | undefined;
  /**
   * The order to open: a `pnm_order_identifier`, `site_order_identifier` or `site_customer_identifier`. Check that it is one of the
   * user's own before you return it; `undefined` opens none.
   *
   * @default none
   * @example
   * paynearmeAgentSso({
   *   ...paynearmeOptions,
   *   async orderIdentifier(req, user) {
   *     const order = await orders.find(String(req.query['order']));
   *     return order?.ownerId === user.id ? order.paynearmeId : undefined;
   *   },
   * });
   */
  orderIdentifier?: PerRequest<string | undefined>;
  /**
   * Further parameters, signed with the rest. They may not override the protocol's own.
   *
   * @default none
   */
  parameters?: ExtraFields | undefined;
  /**
   * Keeps the OAuth token; one that processes share makes them share the token. A Keyv instance fits.
   *
   * @default in this process
   * @see docs/scaling.md
   */
  tokenStore?: TokenStore | undefined;
}

/** The middleware of `paynearmeAgentSso()`, with its pure parts. */
export interface PaynearmeAgentSso extends RequestHandler {
  /**
   * Calls PayNearMe and returns the URL that signs in `user`. It lives about a minute: hand it to nobody else. `allow` is not
   * asked.
   *
   * @param user - whom to sign in
   * @param req - for per-request options
   * @throws PartnerSsoError `user_incomplete`, `email_unverified`, `request_invalid`, `config_invalid` for what a function gave that is no secret,
   *   and each code that begins with `vendor_`; what your own functions throw comes as it is
   * @example
   * const link = await paynearmeAgentSso(paynearmeOptions).createUrl({ id: 7, email: 'jane@example.com', fullName: 'Jane Doe' });
   */
  readonly createUrl: (user: PartnerUser, req?: Request) => Promise<string>;
  /**
   * What `createUrl` would send for `user`, step by step, with every secret masked. Makes no call.
   *
   * @param user - whom it would sign in
   * @param req - for per-request options
   * @throws PartnerSsoError `user_incomplete`, `email_unverified`, `request_invalid`, and `config_invalid` for what a function gave that is
   *   no secret; what your own functions throw comes as it is
   */
  readonly explain: (user: PartnerUser, req?: Request) => Promise<Explanation>;
}
