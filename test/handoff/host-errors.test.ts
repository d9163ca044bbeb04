// What the host's own functions throw reaches its error handler, and never opens the way to what stands behind the guard.
import request from 'supertest';
import type { CommonOptions } from '../../lib/handoff/common.js';
import { onBothExpress } from '../support/both-express.js';
import { decorateRoute, guardedApp, launchRoute, listener, signedIn } from '../support/tiny-vendor.js';

/** Every way in which a function of the host can fail with `value`. */
function waysToFail(value: unknown): Record<string, { options?: CommonOptions; produce?: () => Promise<string> }> {
  const throws = (): never => {
    throw value;
  };
  const rejects = (): Promise<never> => Promise.resolve().then(throws);
  return {
    'resolveUser throws': { options: { resolveUser: throws } },
    'resolveUser rejects': { options: { resolveUser: rejects } },
    'allow throws': { options: { allow: throws } },
    'allow rejects': { options: { allow: rejects } },
    'an option function throws': { produce: throws },
    'an option function rejects': { produce: rejects },
  };
}

const ROUTES = [
  ['launch', launchRoute],
  ['decorate', decorateRoute],
] as const;

onBothExpress('errors of the host', (makeApp) => {
  describe.each(ROUTES)('%s', (_way, route) => {
    const failure = Object.freeze(new TypeError('the database is down'));

    test.each(Object.keys(waysToFail(failure)))('%s: the same object arrives', async (way) => {
      const { options, produce } = waysToFail(failure)[way] ?? {};
      const { events, onHandoff } = listener();
      const app = makeApp();
      const seen = guardedApp(app, signedIn, route({ ...options, onHandoff }, produce ? { produce } : {}));
      expect((await request(app).get('/go')).status).toBe(500);
      expect(seen.errors).toHaveLength(1);
      expect(seen.errors[0]).toBe(failure);
      expect(seen.passed).toBe(0);
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({ outcome: 'failed' });
      expect(events[0]).not.toHaveProperty('code');
    });

    // To next() these mean "go on" or "skip the rest": they would lead past the guard.
    describe.each([undefined, null, false, 0, '', Number.NaN, 0n, 'route', 'router'])('thrown: %p', (value) => {
      test.each(Object.keys(waysToFail(value)))('%s: the guard holds', async (way) => {
        const { options, produce } = waysToFail(value)[way] ?? {};
        const app = makeApp();
        const seen = guardedApp(app, signedIn, route(options, produce ? { produce } : {}));
        const answer = await request(app).get('/go');
        expect(answer.status).toBe(500);
        expect(answer.text).not.toContain('secret page');
        expect(seen.passed).toBe(0);
        expect(seen.errors).toEqual([expect.any(Error)]);
        expect((seen.errors[0] as Error).cause).toBe(value);
      });
    });

    // The contract: what a host's own function throws goes to next() as it is.
    test.each([
      ['a word', 'boom'],
      ['a number', 42],
      ['an object', { status: 418 }],
    ])('%s that next() takes for an error arrives as it is', async (_what, value) => {
      const app = makeApp();
      const seen = guardedApp(app, signedIn, route(waysToFail(value)['resolveUser rejects']?.options));
      await request(app).get('/go');
      expect(seen.passed).toBe(0);
      expect(seen.errors).toHaveLength(1);
      expect(seen.errors[0]).toBe(value);
    });
  });

  test("an error's own status and headers are the host's", async () => {
    const app = makeApp();
    const error = Object.assign(new Error('quota'), { status: 402, headers: { 'X-Quota': '0' } });
    app.get('/go', signedIn, launchRoute({ allow: () => Promise.reject(error) }));
    const answer = await request(app).get('/go');
    expect(answer.status).toBe(402);
    expect(answer.headers['x-quota']).toBe('0');
  });
});
