// DevHub (Site Builder): an OAuth 1.0a signed script URL, for a template or behind a launch page.

import type { Request, RequestHandler, Response } from 'express';
import { COMMON_RULES, settingsOf } from '../../handoff/common.js';
import { inject, sendPage } from '../../handoff/delivery.js';
import { MASK } from '../../handoff/explain.js';
import type { Explanation } from '../../handoff/explain.js';
import { externalScript, inlineScript, jsonForScript } from '../../handoff/html.js';
import { createHandoff } from '../../handoff/middleware.js';
import { isId, isOneOf, isPartnerUrl, isSecret, isText, perRequest } from '../../handoff/checks.js';
import { checkOptions, optional, required } from '../../handoff/options.js';
import type { Rules } from '../../handoff/options.js';
import { orAbsent, valueFor } from '../../handoff/per-request.js';
import { createScriptWatch } from '../../handoff/script-watch.js';
import { Secret } from '../../handoff/secret.js';
import type { CheckedUser, PartnerUser } from '../../handoff/user.js';
import { launchPage } from './launch-page.js';
import type { DevhubSso, DevhubSsoOptions } from './options.js';
import { isSiteId, isSiteIds, parametersFor } from './parameters.js';
import { linksScript } from './scripts.js';
import { normalized, signWidgetUri } from './widget-uri.js';
import type { SignedWidget } from './widget-uri.js';

export type { DevhubSso, DevhubSsoOptions } from './options.js';
export type { SiteId } from './parameters.js';

const VENDOR = 'devhub';
/** OAuth 1.0a asks for no length, but each user gets a signature to try keys against, so the line is drawn as for the others. */
const SHORT_KEY =
  'Each user sees a signature made with it, and could try short keys against that (RFC 5849, section 4.9). Ask for a longer one.';

/** What both modes ask of the user. */
const PIPELINE = {
  name: VENDOR,
  fields: { id: 'required', email: 'required', firstName: 'optional', lastName: 'optional' },
  trustsEmail: false,
} as const;

const RULES: Rules<DevhubSsoOptions> = {
  ...COMMON_RULES,
  baseWidgetUri: required(isPartnerUrl, 'DevHub gives it to you with the consumer key; it ends in `widget.js`.'),
  consumerKey: required(perRequest(isId), 'DevHub gives it to you; it calls it the public key.'),
  consumerSecret: required(isSecret, 'DevHub gives it to you together with the consumer key.'),
  siteIds: optional(perRequest(isSiteIds)),
  mode: optional(isOneOf('locals', 'launch')),
  site: optional(perRequest(isSiteId)),
};

/**
 * Makes middleware that signs DevHub's widget URI for the signed-in user: into `res.locals` for a template (`mode: 'locals'`), or
 * into a small page that opens Site Builder at once (`mode: 'launch'`).
 *
 * @param given - what the vendor gave you, and the common options
 * @throws PartnerSsoError `config_invalid`, listing everything that is wrong with the options
 * @example
 * app.get('/sites', requireLogin, devhubSso({ baseWidgetUri, consumerKey, consumerSecret }), (req, res) => res.render('sites'));
 * @see docs/vendors/devhub.md
 */
export function devhubSso(given: DevhubSsoOptions): DevhubSso {
  const options = checkOptions(VENDOR, given, RULES);
  const settings = settingsOf(options);
  const baseUri = normalized(options.baseWidgetUri);
  const secret = new Secret(options.consumerSecret, 'consumerSecret', VENDOR, settings, { hmac: SHORT_KEY });

  async function sign(user: CheckedUser, req: Request | undefined): Promise<SignedWidget> {
    const asking = { vendor: VENDOR, req, user };
    return signWidgetUri({
      baseUri,
      parameters: parametersFor(user, await valueFor('siteIds', options.siteIds ?? [], isSiteIds, asking)),
      consumerKey: await valueFor('consumerKey', options.consumerKey, isText, asking),
      consumerSecret: await secret.text(req, user),
      nonce: await valueFor('randomNonce', settings.randomNonce, isText, asking),
      timestamp: Math.floor(settings.now() / 1000),
    });
  }

  /** For the launch page: the signed URI, and the site to go to. */
  const launch = createHandoff<{ uri: string; site: string | undefined }>(
    {
      ...PIPELINE,
      async produce(user, req) {
        const { uri } = await sign(user, req);
        const site = await valueFor('site', options.site, orAbsent(isSiteId), { vendor: VENDOR, req, user });
        return { uri, site: site === undefined ? undefined : String(site) };
      },
    },
    settings,
  );
  /** For a page of the host: it goes to no site, so nobody is asked for one. */
  const page = createHandoff<string>(
    { ...PIPELINE, produce: async (user, req) => (await sign(user, req)).uri },
    settings,
  );

  const watchedWidget = createScriptWatch(VENDOR, 'devhub_widget_script');
  const watchedLinks = createScriptWatch(VENDOR, 'devhub_links_script');
  const links = linksScript(baseUri, jsonForScript);

  function injectWidget(req: Request, res: Response, uri: string): void {
    const nonce = settings.nonce(req, res);
    inject(res, {
      devhub_widget_uri: uri,
      devhub_widget_script: watchedWidget(externalScript(uri, nonce), res, nonce, uri),
      devhub_links_script: watchedLinks(inlineScript(links, nonce), res, nonce),
    });
  }

  const devhubSsoLocals: RequestHandler = (req, res, next) => {
    page.decorate(req, res, next, (uri) => {
      injectWidget(req, res, uri);
    });
  };

  const devhubSsoMiddleware: RequestHandler = (req, res, next) => {
    if (options.mode === 'launch') {
      launch.launch(req, res, next, ({ uri, site }) => {
        const { html, contentSecurityPolicy } = launchPage(uri, site);
        sendPage(res, html, contentSecurityPolicy);
      });
    } else {
      devhubSsoLocals(req, res, next);
    }
  };

  return Object.assign(devhubSsoMiddleware, {
    locals: devhubSsoLocals,

    async createWidgetUri(user: PartnerUser, req?: Request): Promise<string> {
      return (await sign(page.check(user), req)).uri;
    },

    async explain(user: PartnerUser, req?: Request): Promise<Explanation> {
      const checked = page.check(user);
      const { baseString, parameters, uri } = await sign(checked, req);
      const signature = encodeURIComponent(parameters['oauth_signature'] ?? '');
      return {
        vendor: VENDOR,
        userId: checked.id,
        steps: [
          { title: 'Parameters', detail: { ...parameters, oauth_signature: MASK } },
          { title: 'Signature base string', detail: baseString },
          { title: 'Signature', detail: { algorithm: 'HMAC-SHA1', key: MASK, signature: MASK } },
          { title: 'Widget URI', detail: uri.replace(signature, MASK) },
        ],
      };
    },
  });
}
