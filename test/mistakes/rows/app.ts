// Mistakes in the app around the routes: the login, the order, the proxy, who may.
import type { Express, RequestHandler } from 'express';
import session from 'express-session';
import { partnerSso } from '../../../lib/router.js';
import { JANE, type Bench } from '../bench.js';
import { rowsOf, type Evidence } from '../mistake.js';

const FORBIDDEN = 'A click ends in 403';

const LOGIN: RequestHandler = (req, _res, next) => {
  Object.assign(req, { user: JANE });
  next();
};

/** A click on the link to Chargebackstop, in an app that is put together by `mount`. */
async function click(
  bench: Bench,
  mount: (app: Express, routes: RequestHandler) => void,
  { options = {}, headers = {} }: { options?: object; headers?: Record<string, string> } = {},
): Promise<Evidence> {
  const { chargebackstop } = bench.sandbox.options;
  const host = await bench.host((app) => {
    mount(app, partnerSso({ chargebackstop, ...options }));
  }, null);
  const { error } = await bench.visit(`${host}/partners/chargebackstop`, { headers });
  return { error };
}

const inOrder = (app: Express, routes: RequestHandler): void => void app.use('/partners', LOGIN, routes);

/** A login by session, as behind a proxy that ends TLS; then a click with the cookie that came, if one did. */
async function behindProxy(bench: Bench, trusted: boolean): Promise<Evidence> {
  const forwarded = { 'x-forwarded-proto': 'https' };
  const host = await bench.host((app) => {
    if (trusted) app.set('trust proxy', 1);
    app.use(session({ secret: 'of tests', resave: false, saveUninitialized: false, cookie: { secure: true } }));
    app.post('/login', (req, res) => {
      Object.assign(req.session, { user: JANE });
      res.end();
    });
    const user = (req: { session: unknown }): unknown => (req.session as { user?: unknown }).user;
    app.use((req, _res, next) => {
      Object.assign(req, { user: user(req) });
      next();
    });
    app.use('/partners', partnerSso({ chargebackstop: bench.sandbox.options.chargebackstop }));
  }, null);
  const login = await bench.visit(`${host}/login`, { method: 'POST', headers: forwarded });
  const cookie = login.headers.getSetCookie().join('; ');
  const { error } = await bench.visit(`${host}/partners/chargebackstop`, { headers: { ...forwarded, cookie } });
  const doctor = await bench.doctor(bench.sandbox.options, { unknown: ['host.requests'] });
  return {
    error,
    doctor: doctor
      .split('\n')
      .filter((line) => line.startsWith('host.requests'))
      .join('\n'),
  };
}

export const APP = rowsOf(
  {
    id: 'login-after-routes',
    section: 'Your app',
    symptom: 'A click ends in 401, or on the login page',
    make: (bench, wrong) =>
      click(bench, (app, routes) => {
        if (wrong) app.use('/partners', routes, LOGIN);
        else inOrder(app, routes);
      }),
    says: {
      error: { cause: /No user is signed in/, fix: /Put your own login in front of this route/ },
    },
  },
  {
    id: 'user-elsewhere',
    section: 'Your app',
    symptom: 'A click ends in 401, or on the login page',
    make: (bench, wrong) =>
      click(bench, (app, routes) => {
        app.use('/partners', (req, _res, next) => {
          Object.assign(req, wrong ? { account: JANE } : { user: JANE });
          next();
        });
        app.use('/partners', routes);
      }),
    says: {
      error: {
        cause: /if it is there, `resolveUser` does not find its user/,
        fix: /the default reads `req\.user`, then `req\.oidc\.user`/,
      },
    },
  },
  {
    id: 'proxy-not-trusted',
    section: 'Your app',
    symptom: 'A click ends in 401, or on the login page',
    make: (bench, wrong) => behindProxy(bench, !wrong),
    says: {
      error: {
        cause: /cookie is `secure`, and for Express this request is not https/,
        fix: /`app\.set\('trust proxy', 1\)` mends that/,
      },
      doctor: {
        cause: /`trust proxy`: not checkable without a request/,
        fix: /Behind a proxy that ends TLS, `trust proxy` decides/,
      },
    },
    always: ['doctor'],
  },
  {
    id: 'allow-is-not-true',
    section: 'Your app',
    symptom: FORBIDDEN,
    make: (bench, wrong) => {
      const allow = (): unknown => (wrong ? 'admin' : true);
      return click(bench, inOrder, { options: { allow } });
    },
    says: {
      error: { cause: /The `allow` option answered a string/, fix: /only `true` lets a user in/ },
    },
  },
  {
    id: 'link-from-elsewhere',
    section: 'Your app',
    symptom: FORBIDDEN,
    make: (bench, wrong) =>
      click(bench, inOrder, {
        options: { sameSite: 'same-origin' },
        headers: { 'sec-fetch-site': wrong ? 'cross-site' : 'same-origin' },
      }),
    says: {
      error: {
        cause: /Another site led the browser here, and `sameSite` is 'same-origin'/,
        fix: /Launch from a page of your own origin/,
      },
    },
  },
  {
    id: 'link-prefetched',
    section: 'Your app',
    symptom: 'The log shows 503, `prefetch_refused`, and everybody gets in',
    make: (bench, wrong) => click(bench, inOrder, { headers: wrong ? { 'sec-purpose': 'prefetch' } : {} }),
    says: {
      error: { cause: /A prefetch gets no token/, fix: /the click itself will/ },
    },
  },
);
