// The example app's rewards page behind a session, with Cheetah's middleware and without it. The vendor's address comes as the first argument.
import express, { type Express, type RequestHandler } from 'express';
import session, { type Store } from 'express-session';
import { cheetahMemberState } from 'express-partner-sso/cheetah';
import { RedisStore } from 'connect-redis';
import { fileURLToPath } from 'node:url';
import { createClient } from 'redis';
import { cspNonce, securityHeaders } from '../../example-app/security.js';
import { roleTitles } from '../../example-app/users.js';
import { serve } from './serve.js';
import { signedIn, type USER } from './user.js';

const [vendor = '', redis] = process.argv.slice(2);
const SECRET = 'a session secret of the benchmark';
const DOWN = 'http://127.0.0.1:9';

const cheetah = (baseUrl: string): RequestHandler =>
  cheetahMemberState({ baseUrl, clientId: 'bench', clientSecret: 'a client secret of the benchmark' });

const LOCALS = { shop: 'Wrenfold', sandboxUrl: undefined, loyaltySdkUrl: undefined, roleTitles };

/** The rewards page of the example app: a server template, in production's cache. */
const page: RequestHandler = (req, res) => {
  res.render('rewards', { ...LOCALS, user: { ...(req as unknown as { user: typeof USER }).user, role: 'manager' } });
};

/** The first page of a session puts something into it, as a login does. */
const login: RequestHandler = (req, _res, next) => {
  Object.assign(req.session, { since: (req.session as { since?: number }).since ?? Date.now() });
  next();
};

function host(store: Store | undefined, middleware?: RequestHandler): Express {
  const app = express()
    .set('view engine', 'ejs')
    .set('views', fileURLToPath(new URL('../../example-app/views', import.meta.url)));
  app.use(cspNonce, securityHeaders('https://loyalty.example.com'));
  app.use(session({ secret: SECRET, resave: false, saveUninitialized: false, ...(store && { store }) }));
  app.use(login, signedIn);
  if (middleware) app.use(middleware);
  app.get('/session', (req, res) => {
    res.json(req.session);
  });
  return app.get('/go', page);
}

const stores: Readonly<Record<string, () => Store | undefined>> = { memory: () => undefined };
if (redis !== undefined) {
  const client = await createClient({ socket: { path: redis } as { path: string; tls: false } }).connect();
  Object.assign(stores, { redis: () => new RedisStore({ client }) });
}

await serve(
  Object.fromEntries(
    Object.entries(stores).flatMap(([name, store]) => [
      [`${name} with`, host(store(), cheetah(vendor))],
      [`${name} down`, host(store(), cheetah(DOWN))],
      [`${name} without`, host(store())],
      [`${name} again`, host(store())],
    ]),
  ),
);
