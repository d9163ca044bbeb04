// The merchant portal as an Express app. The order of the lines is the order in which a request meets them.
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import type { TokenStore } from 'express-partner-sso';
import session, { type Store } from 'express-session';
import { authRoutes, loadUser, requireLogin } from './auth.js';
import type { PartnerSettings } from './config.js';
import { errorPage, notFound } from './errors.js';
import { pageRoutes } from './pages.js';
import { createPartners } from './partners.js';
import { cspNonce, refuseCrossSitePosts, securityHeaders } from './security.js';
import { roleTitles } from './users.js';

export interface AppConfig {
  readonly sessionSecret: string;
  readonly partners: PartnerSettings;
  /** Where the embedded sandbox answers, if a partner is played by it. */
  readonly sandboxUrl?: string | undefined;
  /** The script that shows the loyalty member on the rewards page. */
  readonly loyaltySdkUrl?: string | undefined;
  readonly partnerTimeoutMs?: number | undefined;
  /** Where processes share their sessions and tokens; each keeps its own if undefined. */
  readonly shared?: { readonly sessions: Store; readonly tokens: TokenStore } | undefined;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Throws a `PartnerSsoError` with code `config_invalid` if a partner's settings cannot work. */
export function createApp(config: AppConfig): Express {
  const { sessionSecret, partners: settings, sandboxUrl, loyaltySdkUrl, shared } = config;
  const partners = createPartners(settings, config.partnerTimeoutMs, shared?.tokens);
  const app = express();
  app.set('views', here('./views'));
  app.set('view engine', 'ejs');
  Object.assign(app.locals, { shop: 'Wrenfold Outfitters', sandboxUrl, roleTitles, user: undefined });

  app.use(cspNonce, securityHeaders(settings.cheetah.baseUrl));
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/favicon.ico', (_req, res) => {
    res.type('svg').sendFile(here('./public/favicon.svg'));
  });
  app.use('/assets', express.static(here('./public'), { maxAge: '1h' }));

  app.use(
    session({
      name: 'portal.sid',
      secret: sessionSecret,
      ...(shared && { store: shared.sessions }),
      resave: false,
      saveUninitialized: false,
      cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto' },
    }),
  );
  app.use(loadUser, refuseCrossSitePosts);

  app.use(authRoutes(partners.forget));
  app.use('/partners', requireLogin, partners.routes);
  app.use(pageRoutes(partners, loyaltySdkUrl));

  app.use(notFound);
  app.use(errorPage);
  return app;
}
