// Middleware that gives a page its values: in `res.locals`, out of every cache.
import request from 'supertest';
import { sendJson, sendPage } from '../../lib/handoff/delivery.js';
import { onBothExpress } from '../support/both-express.js';
import { JANES_URL, decorateRoute, signedIn, tinyHandoff } from '../support/tiny-vendor.js';

onBothExpress('decorate', (makeApp) => {
  test.each(['get', 'post'] as const)('%s: the page goes on with the values, and is not stored', async (method) => {
    const app = makeApp();
    app.use((_req, res, next) => {
      res.locals['own'] = 'kept';
      next();
    });
    app.all('/page', signedIn, decorateRoute(), (_req, res) => {
      res.json({ ...res.locals });
    });
    const answer = await request(app)[method]('/page');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ own: 'kept', tiny_url: JANES_URL });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
  });

  test('what the page itself throws is the page’s own matter', async () => {
    const produce = jest.fn(() => Promise.resolve(JANES_URL));
    const app = makeApp();
    app.get('/page', signedIn, decorateRoute({}, { produce }), () => {
      throw Object.assign(new Error('template'), { status: 418 });
    });
    expect((await request(app).get('/page')).status).toBe(418);
    expect(produce).toHaveBeenCalledTimes(1);
  });

  test('a delivery that throws goes to the error handler, and the page is not reached', async () => {
    const app = makeApp();
    const page = jest.fn();
    const handoff = tinyHandoff();
    app.get(
      '/page',
      signedIn,
      (req, res, next) => {
        handoff.decorate(req, res, next, () => {
          throw Object.assign(new Error('nonce'), { status: 418 });
        });
      },
      page,
    );
    expect((await request(app).get('/page')).status).toBe(418);
    expect(page).not.toHaveBeenCalled();
  });

  test('whole answers of our own carry their headers', async () => {
    const app = makeApp();
    app.get('/page', (_req, res) => {
      sendPage(res, '<p>ä</p>', "default-src 'none'");
    });
    app.get('/json', (_req, res) => {
      sendJson(res, { a: 'ä' });
    });
    const page = await request(app).get('/page');
    expect(page.text).toBe('<p>ä</p>');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const json = await request(app).get('/json');
    expect(json.body).toEqual({ a: 'ä' });
    expect(json.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(json.headers['etag']).toBeUndefined();
  });
});

describe('the pure part', () => {
  test('checks the user and the e-mail, and asks allow nothing', async () => {
    const allow = jest.fn(() => false);
    const handoff = tinyHandoff({ allow });
    expect(await handoff.produce({ id: 'u-7', email: 'jane@example.com' })).toBe(JANES_URL);
    expect(allow).not.toHaveBeenCalled();
    await expect(handoff.produce({ id: 'u-7' })).rejects.toMatchObject({ code: 'user_incomplete' });
    await expect(handoff.produce({ id: 7, email: 'a@b', emailVerified: false })).rejects.toMatchObject({
      code: 'email_unverified',
    });
  });

  test.each([undefined, null, 'jane', 5])('%p rejects, and never throws', async (user) => {
    await expect(tinyHandoff().produce(user as never)).rejects.toMatchObject({ code: 'user_incomplete' });
  });
});
