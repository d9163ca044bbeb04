// What `cheetahMemberState()` takes and returns.

import type { Request, RequestHandler } from 'express';
import type { CommonOptions } from '../../handoff/common.js';
import type { Explanation } from '../../handoff/explain.js';
import type { ExtraFields } from '../../handoff/per-request.js';
import type { SharedSecretOption } from '../../handoff/secret.js';
import type { PartnerUser } from '../../handoff/user.js';
import type { TokenStore } from '../../http/shared-tokens.js';
import type { CheetahMember } from './api.js';
import type { CheetahStatus } from './status.js';

/** Options of `cheetahMemberState()`, besides the common ones. */
export interface CheetahMemberStateOptions extends CommonOptions {
  /** Your program's host, such as `https://loyalty.example.com`: https, no query, no fragment. Required. */
  baseUrl: string;
  /** Client id of the OAuth app that is named "integration". Required. */
  clientId: string;
  /** Client secret of the same app. Required. */
  clientSecret: SharedSecretOption;
  /**
   * How the sign-in call proves who makes it: with an integration token that is fetched first, or with the client's own credentials.
   *
   * @default `'access_token'`
   */
  authentication?: 'access_token' | 'client_credentials' | undefined;
  /**
   * Path of the sign-in call. The vendor's samples and its prose differ; `/console/api/sso` is the other one.
   *
   * @default `'/program/api/sso'`
   */
  ssoPath?: string | undefined;
  /**
   * Path of the token call.
   *
   * @default `'/oauth/token'`
   */
  tokenPath?: string | undefined;
  /**
   * Further form fields for the sign-in call. They may not override the protocol's own. Which there are is not public: ask Cheetah.
   *
   * @default none
   */
  fields?: ExtraFields | undefined;
  /**
   * Seconds, 1 to 2592000, for which a member stays in the session. How long the vendor's token lives is not public.
   *
   * @default `1800`
   */
  memberTtl?: number | undefined;
  /**
   * The one key of the session that is ours; not a name that the session has itself, such as `cookie`.
   *
   * @default `'cheetah'`
   */
  sessionKey?: string | undefined;
  /**
   * Keeps the integration token; one that processes share makes them share the token. A Keyv instance fits.
   *
   * @default in this process
   * @example
   * cheetahMemberState({ baseUrl, clientId, clientSecret, tokenStore: new Keyv(new KeyvRedis('redis://127.0.0.1:6379')) });
   * @see docs/scaling.md
   */
  tokenStore?: TokenStore | undefined;
}

/** The middleware of `cheetahMemberState()`, with its pure parts. */
export interface CheetahMemberState extends RequestHandler {
  /**
   * Answers the member state as JSON, for single-page apps: 401 without a user, never stored.
   *
   * @example
   * app.get('/member.json', requireLogin, memberState.json);
   * @see docs/recipes/react.md
   */
  readonly json: RequestHandler;
  /**
   * Signs `user` in and returns the member, past any cache. Its tokens belong to that user alone.
   *
   * @param user - whom to sign in
   * @param req - for per-request options
   * @throws PartnerSsoError `user_incomplete`, `email_unverified`, `request_invalid`, `config_invalid` for what a function gave that is no secret,
   *   and each code that begins with `vendor_`; what your own functions throw comes as it is
   */
  readonly fetchMember: (user: PartnerUser, req?: Request) => Promise<CheetahMember>;
  /**
   * What `fetchMember` would send for `user`, step by step, with every secret masked. Makes no call.
   *
   * @param user - whom it would sign in
   * @param req - for per-request options
   * @throws PartnerSsoError `user_incomplete`, `email_unverified`, `request_invalid`, and `config_invalid` for what a function gave that is
   *   no secret; what your own functions throw comes as it is
   */
  readonly explain: (user: PartnerUser, req?: Request) => Promise<Explanation>;
  /**
   * How the calls to Cheetah are doing, in this process: whether the breaker is open, and until when. For a health page or a metric;
   * holds no secret. Makes no call.
   *
   * @example
   * app.get('/healthz', (req, res) => res.json({ loyalty: memberState.status().breaker }));
   * @see docs/scaling.md
   */
  readonly status: () => CheetahStatus;
  /**
   * Forgets the member of this session, and what is under way for it. Call it at logout, before the session is destroyed or regenerated.
   *
   * @param req - the request that logs the user out
   * @throws PartnerSsoError `session_missing` when no session middleware ran on this request
   * @example
   * app.post('/logout', (req, res) => {
   *   memberState.clear(req);
   *   req.session.destroy(() => res.redirect('/'));
   * });
   */
  readonly clear: (req: Request) => void;
}
