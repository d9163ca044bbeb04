// Who is refused, with which status and headers, under Express' own error handler and under the host's.
import type { RequestHandler } from 'express';
import request from 'supertest';
import type { CommonOptions } from '../../lib/handoff/common.js';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { onBothExpress } from '../support/both-express.js';
import { JANE, JANES_URL, decorateRoute, guardedApp, launchRoute } from '../support/tiny-vendor.js';

const as =
  (user: unknown): RequestHandler =>
  (req, _res, next) => {
    Object.assign(req, { user });
    next();
  };

const REFUSALS: readonly (readonly [string, number, string, unknown, CommonOptions])[] = [
  ['nobody', 401, 'user_missing', undefined, {}],
  ['null', 401, 'user_missing', null, {}],
  ['null from resolveUser', 401, 'user_missing', JANE, { resolveUser: () => null }],
  ['undefined from resolveUser', 401, 'user_missing', JANE, { resolveUser: () => Promise.resolve(undefined) }],
  ['a user without e-mail', 422, 'user_incomplete', { id: 'u-7' }, {}],
  ['a user without id', 422, 'user_incomplete', { email: 'jane@example.com' }, {}],
  ['two addresses', 422, 'user_incomplete', { id: 'u-7', email: 'a@example.com,b@example.com' }, {}],
  ['an unverified e-mail', 403, 'email_unverified', { ...JANE, emailVerified: false }, {}],
  [
    'an e-mail nobody knows to be verified',
    403,
    'email_unverified',
    { id: 1, email: 'a@b' },
    { requireVerifiedEmail: true },
  ],
  ['one that allow refuses', 403, 'not_allowed', JANE, { allow: () => false }],
  ['one that allow refuses later', 403, 'not_allowed', JANE, { allow: () => Promise.resolve(false) }],
];

onBothExpress('refusals', (makeApp) => {
  describe.each(REFUSALS)('%s', (_who, status, code, user, options) => {
    test.each([
      ['launch', launchRoute],
      ['decorate', decorateRoute],
    ])(`answers ${String(status)} from %s under the host's error handler`, async (_way, route) => {
      const app = makeApp();
      const produce = jest.fn(() => Promise.resolve(JANES_URL));
      const seen = guardedApp(app, as(user), route(options, { produce }));
      const answer = await request(app).get('/go');
      expect(answer.status).toBe(status);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(seen.passed).toBe(0);
      expect(produce).not.toHaveBeenCalled();
      expect(seen.errors).toEqual([expect.any(PartnerSsoError)]);
      expect(seen.errors[0]).toMatchObject({ code, status, statusCode: status, vendor: 'tiny', expose: true });
    });

    test("answers the same under Express' own, headers and all", async () => {
      const app = makeApp();
      app.get('/go', as(user), launchRoute(options));
      const answer = await request(app).get('/go');
      expect(answer.status).toBe(status);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['location']).toBeUndefined();
    });
  });

  test.each([
    ['trusts no e-mail', false, undefined, 302],
    ['trusts no e-mail, yet all must be verified', false, true, 403],
  ] as const)('an unverified user where the vendor %s', async (_title, trustsEmail, requireVerifiedEmail, status) => {
    const app = makeApp();
    app.get('/go', as({ ...JANE, emailVerified: false }), launchRoute({ requireVerifiedEmail }, { trustsEmail }));
    expect((await request(app).get('/go')).status).toBe(status);
  });

  test.each([1, 'yes', 'true', {}, [], null, undefined, 0, ''])('allow answering %p lets nobody in', async (word) => {
    const app = makeApp();
    const seen = guardedApp(app, as(JANE), launchRoute({ allow: () => word as boolean }));
    expect((await request(app).get('/go')).status).toBe(403);
    expect(seen.errors[0]).toMatchObject({ code: 'not_allowed' });
  });

  test('allow is asked once, with the request and the user as checked', async () => {
    const app = makeApp();
    const allow = jest.fn((req: { path: string }) => req.path === '/go');
    guardedApp(app, as({ ...JANE, id: 7 }), launchRoute({ allow }));
    expect((await request(app).get('/go')).status).toBe(302);
    expect(allow).toHaveBeenCalledTimes(1);
    expect(allow).toHaveBeenCalledWith(expect.objectContaining({ method: 'GET' }), { ...JANE, id: '7' });
  });

  test('Retry-After survives both error handlers', async () => {
    const error = new PartnerSsoError('vendor_unavailable', 'tiny', 'Later.', { retryAfter: 7 });
    const route = launchRoute({}, { produce: () => Promise.reject(error) });
    const own = makeApp();
    own.get('/go', as(JANE), route);
    const hosts = makeApp();
    guardedApp(hosts, as(JANE), route);
    for (const app of [own, hosts]) {
      const answer = await request(app).get('/go');
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toBe('7');
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });
});
