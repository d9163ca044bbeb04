// The first page of a new session: the package, and hand-written code that makes the same calls with one undici client.
import express, { type Express, type RequestHandler } from 'express';
import session from 'express-session';
import { cheetahMemberState } from 'express-partner-sso/cheetah';
import { FormData, Pool } from 'undici';
import { serve } from './serve.js';
import { USER } from './user.js';

const [vendor = ''] = process.argv.slice(2);
const CLIENT = { client_id: 'bench', client_secret: 'a client secret of the benchmark' };
const HEADERS = { accept: 'application/vnd.stellar-v1+json' };

/** What a careful developer writes: one token for all, one sign-in for each session, the member kept in it. */
function byHand(): RequestHandler {
  const pool = new Pool(vendor);
  let token: Promise<string> | undefined;
  async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    const { statusCode, body } = await pool.request({ path, method: 'POST', headers: HEADERS, body: form });
    if (statusCode !== 200) throw new Error(`the vendor answered ${String(statusCode)}`);
    return (await body.json()) as Record<string, unknown>;
  }
  const getToken = (): Promise<string> =>
    (token ??= post('/oauth/token', { grant_type: 'client_credentials', ...CLIENT }).then(({ access_token: text }) =>
      String(text),
    ));
  async function member(user: typeof USER): Promise<Record<string, unknown>> {
    return post('/program/api/sso', {
      integration_id: user.id,
      first_name: user.firstName,
      last_name: user.lastName,
      email: user.email,
      access_token: await getToken(),
    });
  }
  return (req, res, next) => {
    const kept = req.session as { member?: Record<string, unknown> };
    const { user } = req as unknown as { user: typeof USER };
    (kept.member === undefined ? member(user) : Promise.resolve(kept.member))
      .then((found) => {
        kept.member = found;
        const state = {
          access_token: found['access_token'],
          refresh_token: found['refresh_token'],
          short_name: 'Jane',
        };
        res.locals['stellar_member_state'] = JSON.stringify(state).replaceAll('<', '\\u003c');
        res.set('Cache-Control', 'no-store');
        next();
      })
      .catch(next);
  };
}

const page: RequestHandler = (_req, res) => {
  res.type('html').send(`<!doctype html><script>state = ${String(res.locals['stellar_member_state'])}</script>`);
};

function host(middleware: RequestHandler): Express {
  const app = express();
  app.use(session({ secret: 'a session secret of the benchmark', resave: false, saveUninitialized: false }));
  app.use((req, _res, next) => {
    const id = `user-${String(req.headers['x-user'])}`;
    Object.assign(req, { user: { ...USER, id } });
    next();
  });
  return app.use(middleware).get('/go', page);
}

/** Each round begins anew: `/reset` forgets the token. */
function resettable(make: () => RequestHandler): Express {
  let current = make();
  const app = host((req, res, next) => void current(req, res, next));
  return express()
    .get('/reset', (_req, res) => {
      current = make();
      res.end();
    })
    .use(app);
}

await serve({
  ours: resettable(() =>
    cheetahMemberState({ baseUrl: vendor, clientId: CLIENT.client_id, clientSecret: CLIENT.client_secret }),
  ),
  byHand: resettable(byHand),
});
