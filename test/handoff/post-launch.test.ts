// A launch by POST behind the host's own CSRF check, as docs/recipes/post-launch.md writes it.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import express from 'express';
import type { Express, Request, RequestHandler } from 'express';
import session from 'express-session';
import request from 'supertest';
import { onBothExpress } from '../support/both-express.js';
import { JANES_URL, guardedApp, launchRoute, listener, signedIn } from '../support/tiny-vendor.js';

type WithToken = Request & { session: { csrf?: string } };

function csrfToken(req: Request): string {
  const { session: own } = req as WithToken;
  own.csrf ??= randomBytes(32).toString('base64url');
  return own.csrf;
}

const requireCsrf: RequestHandler = (req, _res, next) => {
  const expected = Buffer.from((req as WithToken).session.csrf ?? '');
  const { csrf = '' } = (req.body ?? {}) as { csrf?: string | string[] };
  const given = Buffer.from(String(csrf));
  if (expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected)) next();
  else next(Object.assign(new Error('This form is out of date.'), { status: 403 }));
};

onBothExpress('a POST launch', (makeApp) => {
  function host(): { readonly app: Express; readonly produce: jest.Mock; readonly events: unknown[] } {
    const { events, onHandoff } = listener();
    const produce = jest.fn(() => Promise.resolve(JANES_URL));
    const app = makeApp();
    app.use(session({ secret: 'of the host', resave: false, saveUninitialized: false }));
    app.get('/', (req, res) => {
      res.set('Cache-Control', 'no-store').send(`<input type="hidden" name="csrf" value="${csrfToken(req)}">`);
    });
    const isPost: RequestHandler = (req, _res, next) => {
      next(req.method === 'POST' ? undefined : Object.assign(new Error('POST only'), { status: 405 }));
    };
    const launch = launchRoute({ onHandoff, sameSite: 'same-origin' }, { produce });
    guardedApp(app, isPost, express.urlencoded({ extended: false }), requireCsrf, signedIn, launch);
    return { app, produce, events };
  }

  /** The token of a page, and the cookie that came with it. */
  async function page(app: Express): Promise<{ readonly csrf: string; readonly cookie: string }> {
    const { text, headers } = await request(app).get('/').expect(200);
    const [cookie = ''] = headers['set-cookie'] as unknown as string[];
    return { csrf: /value="([\w-]+)"/.exec(text)?.[1] ?? '', cookie };
  }

  test('with the token of the session is answered 303, and the URL is not repeated', async () => {
    const { app, events } = host();
    const { csrf, cookie } = await page(app);
    const answer = await request(app)
      .post('/go')
      .set({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })
      .type('form')
      .send({ csrf });
    expect(answer.status).toBe(303);
    expect(answer.headers).toMatchObject({ location: JANES_URL, 'cache-control': 'no-store' });
    expect(answer.text).toBe('');
    expect(events).toMatchObject([{ outcome: 'redirected' }]);
  });

  test.each<[string, (own: string, others: string) => object]>([
    ['none', () => ({})],
    ['a blank one', () => ({ csrf: '' })],
    ["that of another's session", (_own, others) => ({ csrf: others })],
    ['one letter too few', (own) => ({ csrf: own.slice(1) })],
    ['it twice', (own) => ({ csrf: [own, own] })],
  ])('with %s in place of the token makes no token of ours', async (_what, form) => {
    const { app, produce, events } = host();
    const [{ csrf, cookie }, others] = [await page(app), await page(app)];
    const answer = await request(app).post('/go').set('Cookie', cookie).type('form').send(form(csrf, others.csrf));
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty('location');
    expect(produce).not.toHaveBeenCalled();
    expect(events).toEqual([]);
  });

  test('without a session makes no token of ours, and neither does a GET', async () => {
    const { app, produce } = host();
    const { csrf } = await page(app);
    await request(app).post('/go').type('form').send({ csrf }).expect(403);
    await request(app).post('/go').type('form').send({ csrf: '' }).expect(403);
    await request(app).get('/go').expect(405);
    expect(produce).not.toHaveBeenCalled();
  });

  test('from another site is refused though the token is right', async () => {
    const { app, produce, events } = host();
    const { csrf, cookie } = await page(app);
    const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' };
    const answer = await request(app).post('/go').set(headers).type('form').send({ csrf });
    expect(answer.status).toBe(403);
    expect(answer.body).toEqual({ code: 'cross_site_refused' });
    expect(produce).not.toHaveBeenCalled();
    expect(events).toMatchObject([{ outcome: 'refused', code: 'cross_site_refused' }]);
  });
});
