// A guess of the browser is no wish of the user: prefetches get no token.
import request from 'supertest';
import { onBothExpress } from '../support/both-express.js';
import { JANES_URL, decorateRoute, guardedApp, launchRoute, listener, signedIn } from '../support/tiny-vendor.js';

onBothExpress('prefetch', (makeApp) => {
  test.each([
    ['Sec-Purpose', 'prefetch'],
    ['Sec-Purpose', 'prefetch;prerender'],
    ['Sec-Purpose', 'prefetch;anonymous-client-ip'],
    ['Sec-Purpose', 'PREFETCH; prerender'],
    ['Purpose', 'prefetch'],
    ['X-Moz', 'prefetch'],
    ['X-Purpose', 'preview'],
  ])('%s: %s is refused with 503, and not stored', async (header, value) => {
    const { events, onHandoff } = listener();
    const app = makeApp();
    const produce = jest.fn(() => Promise.resolve(JANES_URL));
    const resolveUser = jest.fn();
    const seen = guardedApp(app, signedIn, launchRoute({ onHandoff, resolveUser }, { produce }));
    const answer = await request(app).get('/go').set(header, value);
    expect(answer.status).toBe(503);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['location']).toBeUndefined();
    expect(produce).not.toHaveBeenCalled();
    expect(resolveUser).not.toHaveBeenCalled();
    expect(seen.errors[0]).toMatchObject({ code: 'prefetch_refused', retryable: true });
    expect(events).toEqual([expect.objectContaining({ outcome: 'refused', code: 'prefetch_refused' })]);
  });

  test("under Express' own error handler too", async () => {
    const app = makeApp();
    app.get('/go', signedIn, launchRoute());
    const answer = await request(app).get('/go').set('Sec-Purpose', 'prefetch');
    expect(answer.status).toBe(503);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['Purpose', 'navigation'],
    ['Sec-Purpose', ''],
    ['Sec-Fetch-Mode', 'navigate'],
    ['X-Moz', 'microsummary'],
  ])('%s: %s is a click like any other', async (header, value) => {
    const app = makeApp();
    guardedApp(app, signedIn, launchRoute());
    expect((await request(app).get('/go').set(header, value)).status).toBe(302);
  });

  test('a page with locals is rendered as ever', async () => {
    const app = makeApp();
    app.get('/page', signedIn, decorateRoute(), (_req, res) => {
      res.json(res.locals);
    });
    const answer = await request(app).get('/page').set('Sec-Purpose', 'prefetch');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ tiny_url: JANES_URL });
  });
});
