// What `devhubSso()` takes and returns.

import type { Request, RequestHandler } from 'express';
import type { CommonOptions } from '../../handoff/common.js';
import type { Explanation } from '../../handoff/explain.js';
import type { PerRequest } from '../../handoff/per-request.js';
import type { SecretOption } from '../../handoff/secret.js';
import type { PartnerUser } from '../../handoff/user.js';
import type { SiteId } from './parameters.js';

/** Options of `devhubSso()`, besides the common ones. */
export interface DevhubSsoOptions extends CommonOptions {
  /** The base widget URI that DevHub gave you: an absolute https URL without query or fragment. Required. */
  baseWidgetUri: string;
  /** The consumer key; DevHub also calls it the public key. Required. */
  consumerKey: PerRequest<string>;
  /** The consumer secret, which signs. Required. */
  consumerSecret: SecretOption;
  /**
   * Your own ids of the sites whose builder the user may go straight into; sent as `partner_site_ids`.
   *
   * @default none
   * @example
   * devhubSso({ baseWidgetUri, consumerKey, consumerSecret, siteIds: (req) => req.user?.sites ?? [] });
   */
  siteIds?: PerRequest<readonly SiteId[]> | undefined;
  /**
   * `'locals'` gives the template a signed script; `'launch'` answers a small page that opens Site Builder.
   *
   * @default `'locals'`
   */
  mode?: 'locals' | 'launch' | undefined;
  /**
   * In launch mode, the site to go to; it must be among `siteIds`. A function may return `undefined` for the user's account.
   *
   * @default the user's account
   */
  site?: PerRequest<SiteId | undefined>;
}

/** The middleware of `devhubSso()`, with its pure parts. */
export interface DevhubSso extends RequestHandler {
  /**
   * Gives the template its locals, whatever `mode` says: for a page beside the launch route, with the same keys and the same rules.
   *
   * @example
   * const partners = partnerSso({ devhub: { baseWidgetUri, consumerKey, consumerSecret } });
   * app.get('/sites', requireLogin, partners.handlers.devhub.locals, (req, res) => res.render('sites'));
   */
  readonly locals: RequestHandler;
  /**
   * Signs the widget URI for `user`. DevHub takes each one once: sign for every page view.
   *
   * @param user - whom to sign in
   * @param req - for per-request options
   * @throws PartnerSsoError `user_incomplete`, `email_unverified`, `request_invalid`, and `config_invalid` for what a function gave that is
   *   no secret; what your own functions throw comes as it is
   * @example
   * const src = await devhubSso({ baseWidgetUri, consumerKey, consumerSecret }).createWidgetUri(user);
   */
  readonly createWidgetUri: (user: PartnerUser, req?: Request) => Promise<string>;
  /**
   * What `createWidgetUri` would do for `user`, step by step, with every secret masked.
   *
   * @param user - whom it would sign in
   * @param req - for per-request options
   * @throws PartnerSsoError `user_incomplete`, `email_unverified`, `request_invalid`, and `config_invalid` for what a function gave that is
   *   no secret; what your own functions throw comes as it is
   */
  readonly explain: (user: PartnerUser, req?: Request) => Promise<Explanation>;
}
