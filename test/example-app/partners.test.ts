// What the example app gives to its partners, and what it keeps from them.

import request from 'supertest';
import { warningsDuring } from '../support/warnings.js';
import { quietConsole, startPortal } from './portal.js';

quietConsole();

test('the home page leads to all four partners', async () => {
  const { signIn } = await startPortal();
  const { text } = await (await signIn('jane')).get('/').expect(200);
  for (const [partner, href] of [
    ['chargebackstop', '/partners/chargebackstop'],
    ['devhub', '/partners/devhub'],
    ['cheetah', '/rewards'],
    ['paynearme', '/partners/paynearme'],
  ] as const) {
    expect(text).toMatch(new RegExp(`<a [^>]*data-partner="${partner}" href="${href}"`));
  }
});

test('pages are strict about scripts, and every page has a nonce of its own', async () => {
  const { signIn, sandbox } = await startPortal();
  const jane = await signIn('jane');
  const [first, second] = [await jane.get('/rewards').expect(200), await jane.get('/rewards').expect(200)];
  const policy = String(first.headers['content-security-policy']);
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
  expect(policy).toContain(`connect-src ${sandbox.url}`);
  expect(policy).not.toContain('unsafe');
  expect(String(second.headers['content-security-policy'])).not.toBe(policy);
  const scripts = first.text.match(/<script[^>]*>/g) ?? [];
  expect(scripts).toHaveLength(2);
  for (const script of scripts) expect(script).toContain(`nonce="${String(nonce)}"`);
});

test.each([
  ['jane', 'supervisor'],
  ['sam', 'agent'],
])('%s enters PayNearMe as %s', async (user, role) => {
  const { signIn, sandbox } = await startPortal();
  const agent = await signIn(user);
  await agent.get('/partners/paynearme').expect(302);
  expect(sandbox.attempts.at(-1)).toMatchObject({ vendor: 'paynearme', verdict: 'accepted' });
  expect(JSON.stringify(sandbox.attempts.at(-1))).toContain(role);
});

test('an order opens for those who may see it', async () => {
  const { signIn } = await startPortal();
  const [jane, sam] = [await signIn('jane'), await signIn('sam')];
  const answer = await sam.get('/partners/paynearme?order=WF-10482').expect(302);
  expect(answer.headers['location']).toContain('RelayState=WF-10482');
  await jane.get('/partners/paynearme?order=WF-10479').expect(302);
  const refused = await sam.get('/partners/paynearme?order=WF-10479').expect(403);
  expect(refused.text).toContain('This order belongs to another shop');
  const unknown = await sam.get('/partners/paynearme?order=WF-0').expect(404);
  expect(unknown.text).toContain('There is no such order');
  const list = await sam.get('/orders').expect(200);
  expect(list.text).toContain('data-order="WF-10482"');
  expect(list.text).not.toContain('WF-10479');
});

test('sites are those of the user, whatever the browser asks for', async () => {
  const { signIn } = await startPortal();
  const page = await (await signIn('sam')).get('/sites?site=23145&partner_site_ids=23145').expect(200);
  expect(page.text).toContain('partner_site_ids=12345');
  expect(page.text).not.toContain('23145');
});

test('the offer of a deep link survives the login, and is told once', async () => {
  const { app } = await startPortal();
  const agent = request.agent(app);
  await agent.get('/rewards?stl_params_hash=b2ZmZXItNjU1').set('Accept', 'text/html').expect(302);
  await agent.post('/login').type('form').send({ user: 'jane' }).expect(303);
  const first = await agent.get('/rewards').expect(200);
  expect(first.text).toContain('b2ZmZXItNjU1');
  const second = await agent.get('/rewards').expect(200);
  expect(second.text).not.toContain('b2ZmZXItNjU1');
});

test('pages and cheetah.json share the member of the session, until logout', async () => {
  const { signIn, sandbox } = await startPortal();
  const jane = await signIn('jane');
  const calls = (): number => sandbox.attempts.filter(({ vendor }) => vendor === 'cheetah').length;
  await jane.get('/rewards').expect(200);
  const before = calls();
  const answer = await jane.get('/partners/cheetah.json').expect(200);
  expect(answer.body).toMatchObject({ short_name: 'Jane', full_name: 'Jane Doe', sso_error: '' });
  expect(calls()).toBe(before);
  await jane.post('/logout').expect(303);
  await jane.get('/partners/cheetah.json').set('Accept', 'application/json').expect(401);
});

test('the rewards page stands when Cheetah is down', async () => {
  const { signIn } = await startPortal(({ cheetah }) => ({
    cheetah: { ...cheetah, baseUrl: 'http://127.0.0.1:1' },
  }));
  const jane = await signIn('jane');
  const [warning] = await warningsDuring(async () => {
    const page = await jane.get('/rewards').expect(200);
    expect(page.text).toContain('vendor_unreachable');
    expect(page.text).toContain('1,200 points');
  });
  expect(warning?.message).toContain('A page went on without its member');
});
