// A route that sends the user on: what the browser gets, and what stays out of the answer.
import request from 'supertest';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { onBothExpress } from '../support/both-express.js';
import { JANE, JANES_URL, TOKEN, guardedApp, launchRoute, signedIn } from '../support/tiny-vendor.js';

onBothExpress('launch', (makeApp) => {
  test.each([
    ['get', 302],
    ['post', 303],
    ['put', 303],
    ['delete', 303],
  ] as const)('%s answers %i with the URL to the letter and nowhere else', async (method, status) => {
    const app = makeApp();
    const seen = guardedApp(app, signedIn, launchRoute());
    const answer = await request(app)[method]('/go');
    expect(answer.status).toBe(status);
    expect(answer.headers['location']).toBe(JANES_URL);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.text).toBe('');
    expect(seen).toEqual({ errors: [], passed: 0 });
  });

  test.each([
    'https://tiny.example/a%2fb?x=%7e&y=a|b',
    'https://tiny.example/%',
    "https://tiny.example/?q=!'()*;[]&&&=#frag?",
    'HTTPS://Tiny.Example:443/./a/../b',
  ])('Location is %s, unchanged', async (url) => {
    const app = makeApp();
    guardedApp(app, signedIn, launchRoute({}, { produce: () => Promise.resolve(url) }));
    const answer = await request(app).get('/go').redirects(0);
    expect(answer.headers['location']).toBe(url);
  });

  test('a URL that no header can hold goes to the error handler', async () => {
    const app = makeApp();
    const url = 'https://tiny.example/\r\nSet-Cookie: a=b';
    const seen = guardedApp(app, signedIn, launchRoute({}, { produce: () => Promise.resolve(url) }));
    const answer = await request(app).get('/go');
    expect(answer.status).toBe(500);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['location']).toBeUndefined();
    expect(seen.errors).toHaveLength(1);
  });

  test.each(['text/html', 'application/json', 'text/plain', '*/*'])(
    'says nothing more to Accept: %s',
    async (accept) => {
      const app = makeApp();
      guardedApp(app, signedIn, launchRoute());
      const answer = await request(app).get('/go').set('Accept', accept);
      expect(answer.text).toBe('');
    },
  );

  test('HEAD answers 204 without asking anyone or making a token', async () => {
    const app = makeApp();
    const produce = jest.fn(() => Promise.resolve(JANES_URL));
    const resolveUser = jest.fn(() => JANE);
    const onHandoff = jest.fn();
    guardedApp(app, launchRoute({ resolveUser, onHandoff }, { produce }));
    const answer = await request(app).head('/go');
    expect(answer.status).toBe(204);
    expect(answer.headers['location']).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(produce).not.toHaveBeenCalled();
    expect(resolveUser).not.toHaveBeenCalled();
    expect(onHandoff).not.toHaveBeenCalled();
  });

  test('OPTIONS goes on to the host and makes no token', async () => {
    const app = makeApp();
    const produce = jest.fn(() => Promise.resolve(JANES_URL));
    const seen = guardedApp(app, signedIn, launchRoute({}, { produce }));
    await request(app).options('/go');
    expect(produce).not.toHaveBeenCalled();
    expect(seen.passed).toBe(1);
  });

  test('an answer that the host has begun is left alone', async () => {
    const app = makeApp();
    const seen = guardedApp(
      app,
      signedIn,
      launchRoute(
        {},
        {
          produce: async (_user, req) => {
            req?.res?.status(202).send('the host was faster');
            return Promise.resolve(JANES_URL);
          },
        },
      ),
    );
    const answer = await request(app).get('/go');
    expect(answer.status).toBe(202);
    expect(answer.headers['location']).toBeUndefined();
    expect(seen.errors).toEqual([]);
  });

  test('requests at the same time get their own user', async () => {
    const app = makeApp();
    const resolveUser = jest.fn((req: { query: unknown }) => {
      const { id } = req.query as { id: string };
      return Promise.resolve({ ...JANE, id });
    });
    guardedApp(app, launchRoute({ resolveUser }));
    const ids = Array.from({ length: 20 }, (_, index) => `user-${String(index)}`);
    const answers = await Promise.all(ids.map((id) => request(app).get('/go').query({ id })));
    expect(answers.map((answer) => answer.headers['location'])).toEqual(
      ids.map((id) => `https://tiny.example/in?who=${id}&token=${TOKEN}`),
    );
  });

  test('a vendor that fails goes to the error handler as it is', async () => {
    const app = makeApp();
    const error = new PartnerSsoError('vendor_failed', 'tiny', 'tiny failed.');
    const seen = guardedApp(app, signedIn, launchRoute({}, { produce: () => Promise.reject(error) }));
    expect((await request(app).get('/go')).status).toBe(502);
    expect(seen.errors).toEqual([error]);
    expect(seen.errors[0]).toBe(error);
  });
});
