// With `sameSite: 'same-origin'`, a launch that another site brought about gets no token.
import request from 'supertest';
import type { CommonOptions } from '../../lib/handoff/common.js';
import { onBothExpress } from '../support/both-express.js';
import { JANES_URL, decorateRoute, guardedApp, launchRoute, listener, signedIn } from '../support/tiny-vendor.js';

const STRICT = { sameSite: 'same-origin' } as const;

onBothExpress('sameSite', (makeApp) => {
  test.each(['cross-site', 'same-site', '', 'none, cross-site', 'Same-Origin', 'made-up'])(
    'same-origin refuses Sec-Fetch-Site: %j before anybody is asked',
    async (site) => {
      const { events, onHandoff } = listener();
      const app = makeApp();
      const produce = jest.fn(() => Promise.resolve(JANES_URL));
      const resolveUser = jest.fn();
      const seen = guardedApp(app, signedIn, launchRoute({ ...STRICT, onHandoff, resolveUser }, { produce }));
      const answer = await request(app).get('/go').set('Sec-Fetch-Site', site);
      expect(answer.status).toBe(403);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['location']).toBeUndefined();
      expect(produce).not.toHaveBeenCalled();
      expect(resolveUser).not.toHaveBeenCalled();
      expect(seen.errors).toMatchObject([{ code: 'cross_site_refused', vendor: 'tiny', retryable: false }]);
      expect(seen.passed).toBe(0);
      expect(events).toEqual([expect.objectContaining({ outcome: 'refused', code: 'cross_site_refused' })]);
      expect(events[0]).not.toHaveProperty('userId');
    },
  );

  test("a refusal is a 403 under Express' own error handler too", async () => {
    const app = makeApp();
    app.all('/go', signedIn, launchRoute(STRICT));
    for (const method of ['get', 'post'] as const) {
      const answer = await request(app)[method]('/go').set('Sec-Fetch-Site', 'cross-site');
      expect(answer.status).toBe(403);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  test.each(['same-origin', 'none', undefined])('same-origin lets Sec-Fetch-Site: %p through', async (site) => {
    const app = makeApp();
    guardedApp(app, signedIn, launchRoute(STRICT));
    const answer = await request(app)
      .get('/go')
      .set(site === undefined ? {} : { 'Sec-Fetch-Site': site });
    expect(answer.status).toBe(302);
    expect(answer.headers['location']).toBe(JANES_URL);
  });

  test.each<[string, CommonOptions]>([
    ['left out', {}],
    ['undefined', { sameSite: undefined }],
    ["'any'", { sameSite: 'any' }],
  ])('sameSite %s lets every site through', async (_how, options) => {
    const app = makeApp();
    guardedApp(app, signedIn, launchRoute(options));
    for (const site of ['cross-site', 'same-site', 'same-origin', 'none']) {
      expect((await request(app).get('/go').set('Sec-Fetch-Site', site)).status).toBe(302);
    }
  });

  test('a prefetch from another site is refused as a prefetch, and HEAD answers 204 as ever', async () => {
    const app = makeApp();
    const seen = guardedApp(app, signedIn, launchRoute(STRICT));
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Purpose': 'prefetch' };
    expect((await request(app).get('/go').set(headers)).status).toBe(503);
    expect(seen.errors).toMatchObject([{ code: 'prefetch_refused' }]);
    expect((await request(app).head('/go').set(headers)).status).toBe(204);
    await request(app).options('/go').set(headers);
    expect(seen.passed).toBe(1);
  });

  test('a page with locals is rendered wherever its visitor came from', async () => {
    const app = makeApp();
    app.get('/page', signedIn, decorateRoute(STRICT), (_req, res) => {
      res.json(res.locals);
    });
    const answer = await request(app).get('/page').set('Sec-Fetch-Site', 'cross-site');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ tiny_url: JANES_URL });
  });
});
