// The example app's own login: who gets in, where they go then, and that nobody else's form can do it for them.

import request from 'supertest';
import { localPath } from '../../example-app/local-path.js';
import { quietConsole, startPortal } from './portal.js';

quietConsole();

test('healthz answers without a session', async () => {
  const { app } = await startPortal();
  const answer = await request(app).get('/healthz').expect(200);
  expect(answer.body).toEqual({ status: 'ok' });
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test.each(['/', '/orders', '/rewards', '/sites', '/partners/chargebackstop', '/partners/paynearme?order=WF-10482'])(
  'a stranger at %s is asked to sign in, and comes back',
  async (path) => {
    const { app } = await startPortal();
    const answer = await request(app).get(path).set('Accept', 'text/html').expect(302);
    expect(answer.headers['location']).toBe(`/login?next=${encodeURIComponent(path)}`);
    expect(answer.headers['cache-control']).toBe('no-store');
  },
);

test('a stranger who asks for JSON gets 401, not a login page', async () => {
  const { app } = await startPortal();
  const answer = await request(app).get('/partners/cheetah.json').set('Accept', 'application/json').expect(401);
  expect(answer.body).toMatchObject({
    status: 401,
    title: 'Please sign in first',
    advice: expect.stringMatching(/^Sign in at \/login/),
  });
  expect(answer.text).not.toContain('support');
  await request(app).post('/partners/chargebackstop').expect(401);
});

test.each(['form', 'json'])('jane signs in by %s', async (type) => {
  const { app } = await startPortal();
  const agent = request.agent(app);
  const answer = await agent.post('/login').type(type).send({ user: 'jane', next: '/orders' }).expect(303);
  expect(answer.headers['location']).toBe('/orders');
  expect(answer.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Lax/);
  const home = await agent.get('/').expect(200);
  expect(home.text).toContain('Hello, Jane');
  await agent.get('/login?next=/sites').expect('Location', '/sites');
});

test('the login page offers both users, and says when a name is not known', async () => {
  const { app } = await startPortal();
  const page = await request(app).get('/login?next=/rewards').expect(200);
  expect(page.text).toContain('value="jane"');
  expect(page.text).toContain('value="sam"');
  expect(page.text).toContain('name="next" value="/rewards"');
  const failed = await request(app).post('/login').type('form').send({ user: 'mallory' }).expect(401);
  expect(failed.text).toContain('There is no such user');
  await request(app).post('/login').expect(401);
  await request(app).post('/login').type('json').send('{').expect(400);
});

test('the session gets a new id at login', async () => {
  const { app } = await startPortal();
  const agent = request.agent(app);
  const before = await agent.get('/rewards?stl_params_hash=planted').expect(302);
  const after = await agent.post('/login').type('form').send({ user: 'jane' }).expect(303);
  expect(before.headers['set-cookie']?.[0]).toContain('portal.sid=');
  expect(after.headers['set-cookie']?.[0]).not.toBe(before.headers['set-cookie']?.[0]);
});

test('a partner is entered from a page, for the answer to a form may not leave the site', async () => {
  const { app } = await startPortal();
  const agent = request.agent(app);
  const target = '/partners/paynearme?order=WF-10482';
  const answer = await agent.post('/login').type('form').send({ user: 'sam', next: target }).expect(303);
  expect(answer.headers['location']).toBe(`/continue?to=${encodeURIComponent(target)}`);
  const page = await agent.get(String(answer.headers['location'])).expect(200);
  expect(page.text).toContain(`<meta http-equiv="refresh" content="0; url=${target}">`);
});

test('logout ends the session', async () => {
  const { signIn } = await startPortal();
  const jane = await signIn('jane');
  await jane.post('/logout').expect(303).expect('Location', '/login');
  await jane.get('/').expect(302);
  await jane.post('/logout').expect(303);
});

test.each(['cross-site', 'same-site'])('a form sent %s is refused', async (from) => {
  const { app, signIn } = await startPortal();
  const login = request(app).post('/login').set('Sec-Fetch-Site', from).type('form').send({ user: 'jane' });
  const answer = await login.expect(403);
  expect(answer.text).toContain('That form was sent from another site');
  const jane = await signIn('jane');
  await jane.post('/logout').set('Sec-Fetch-Site', from).expect(403);
  await jane.get('/').expect(200);
  await jane.post('/logout').set('Sec-Fetch-Site', 'same-origin').expect(303);
});

test.each([
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['evil.example', '/'],
  ['//[', '/'],
  ['/login', '/'],
  [['/orders', '/sites'], '/'],
  [undefined, '/'],
  ['/orders?page=2', '/orders?page=2'],
  ['/a/../orders', '/orders'],
])('next=%j leads to %s', async (next, expected) => {
  expect(localPath(next)).toBe(expected);
  if (typeof next !== 'string') return;
  const { app } = await startPortal();
  await request(app).post('/login').type('form').send({ user: 'jane', next }).expect('Location', expected);
});
