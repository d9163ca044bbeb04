// The example app's rewards page behind a session, with Cheetah's middleware, with the same by hand, and without it. The vendor's address comes as the first argument.
import express, { type Express, type Request, type RequestHandler } from 'express';
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

/**
 * The least that does the same by hand, for a member that a sign-in has put into the session, or for the code of why there is none:
 * nobody is checked, nothing is bound.
 */
const byHand =
  (result: (req: Request) => { access_token: string; refresh_token: string; sso_error: string }): RequestHandler =>
  (req, res, next) => {
    const { user } = req as unknown as { user: typeof USER };
    const names = { short_name: user.firstName, full_name: user.fullName };
    const state = JSON.stringify({ ...result(req), ...names }).replaceAll('<', '\\u003c');
    const { cspNonce: nonce } = res.locals;
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    res.locals['stellar_member_state_script'] =
      `<script nonce="${String(nonce)}">var stellar_member_state = ${state};</script>`;
    next();
  };
const memberByHand = byHand((req) => {
  const session = req.session as { member?: typeof MEMBER };
  const { access_token, refresh_token } = (session.member ??= MEMBER);
  return { access_token, refresh_token, sso_error: '' };
});
const downByHand = byHand(() => ({ access_token: '', refresh_token: '', sso_error: 'vendor_unavailable' }));
const MEMBER = {
  ...{ member_id: '1', integration_id: 'user-7', access_token: 'token-of-user-7', refresh_token: 'refresh' },
  until: Date.now() + 3_600_000,
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
      [`${name} byHand`, host(store(), memberByHand)],
      [`${name} downByHand`, host(store(), downByHand)],
      [`${name} without`, host(store())],
      [`${name} again`, host(store())],
    ]),
  ),
);
