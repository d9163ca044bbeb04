/** `handler.clear(req)` at logout, pages without a session, and the route for single-page apps. */

import express from 'express';
import request from 'supertest';
import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import { Browser, SSO_PATH, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { JANE, VERSIONS, hostApp } from '../../support/vendor-host.js';

let vendor: FakeVendor;
let host: CheetahHost | undefined;
beforeEach(async () => {
  host = undefined;
  vendor = await startFakeVendor(wellBehaved);
});
afterEach(async () => {
  await host?.close();
  await vendor.close();
});

describe.each(['express-session', 'cookie-session'] as const)('clear with %s', (kind) => {
  test('forgets the member and the deep link, and nothing else', async () => {
    host = await startCheetahHost({ baseUrl: vendor.url }, { kind });
    const browser = new Browser(host, JANE);
    await browser.send('POST', '/visit');
    await browser.state();
    browser.user = undefined;
    await browser.page('?stl_params_hash=abc');
    expect(await browser.session()).toHaveProperty('cheetah.stl_params_hash', 'abc');
    expect((await browser.send('POST', '/clear')).status).toBe(200);
    expect(await browser.session()).toEqual({ visited: true });
    expect((await browser.page()).state).toBeNull();
    browser.user = JANE;
    expect(await browser.state()).not.toHaveProperty('stl_params_hash');
    expect(vendor.count(SSO_PATH)).toBe(2);
  });

  test('does nothing where there is nothing', async () => {
    host = await startCheetahHost({ baseUrl: vendor.url }, { kind });
    const browser = new Browser(host);
    expect((await browser.send('POST', '/clear')).status).toBe(200);
    expect([browser.cookies.size, host.store.sets.length]).toEqual([0, 0]);
  });

  test('a sign-in that is under way then does not come back', async () => {
    const { open, passed } = gate();
    vendor.answering = async (call, count) => {
      if (call.path === SSO_PATH) await passed;
      return wellBehaved(call, count);
    };
    host = await startCheetahHost({ baseUrl: vendor.url, timeoutMs: 60_000 }, { kind });
    const browser = new Browser(host, JANE);
    await browser.send('POST', '/visit');
    const page = browser.page();
    await until(() => vendor.count(SSO_PATH) === 1);
    await browser.send('POST', '/clear');
    open();
    await page;
    expect(await browser.session()).toEqual({ visited: true });
    await browser.state();
    expect(vendor.count(SSO_PATH)).toBe(2);
  });
});

test('clear after the session was destroyed does not throw', async () => {
  host = await startCheetahHost({ baseUrl: vendor.url });
  const browser = new Browser(host, JANE);
  await browser.state();
  expect((await browser.send('POST', '/destroy')).status).toBe(200);
  expect(Object.keys((host.store as unknown as { sessions: object }).sessions)).toEqual([]);
});

test.each([null, undefined])('clear after req.session = %p does not throw', (gone) => {
  const handler = cheetahMemberState({ baseUrl: vendor.url, clientId: 'a', clientSecret: 'b' });
  expect(() => {
    handler.clear({ session: gone } as never);
  }).not.toThrow();
});

test('clear without session middleware is session_missing', async () => {
  const handler = cheetahMemberState({ baseUrl: vendor.url, clientId: 'a', clientSecret: 'b' });
  const app = hostApp((bare) => {
    bare.post('/logout', (req, res) => {
      handler.clear(req);
      res.json({});
    });
  });
  const { body } = await request(app).post('/logout').expect(500);
  expect(body).toMatchObject({ code: 'session_missing', vendor: 'cheetah' });
  expect(body).toHaveProperty('message', expect.stringMatching(/clear\(\) found no session.*Mount express-session/));
});

test('a failure met before a logout is forgotten with the rest', async () => {
  vendor.answering = () => ({ status: 500 });
  host = await startCheetahHost({ baseUrl: vendor.url, now: () => 1_700_000_000_000 });
  const browser = new Browser(host, JANE);
  await browser.send('POST', '/visit');
  expect((await browser.state()).sso_error).toBe('vendor_failed');
  vendor.answering = wellBehaved;
  await browser.send('POST', '/clear');
  expect((await browser.state()).sso_error).toBe('');
});

describe.each(VERSIONS)('%s', (_version, make) => {
  test('without a session it works uncached, and warns once', async () => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
    host = await startCheetahHost({ baseUrl: vendor.url }, { kind: 'none', make });
    const browser = new Browser(host, JANE);
    for (let page = 0; page < 3; page += 1) expect((await browser.state()).sso_error).toBe('');
    expect(vendor.count(SSO_PATH)).toBe(3);
    expect(host.events.map(({ cached }) => cached)).toEqual([false, false, false]);
    expect(warn.mock.calls).toEqual([
      [expect.stringContaining('express-session'), { type: 'PartnerSsoWarning', code: 'PARTNER_SSO_NO_SESSION' }],
    ]);
    warn.mockRestore();
  });

  test('/cheetah.json is the state, kept nowhere but in the session', async () => {
    host = await startCheetahHost({ baseUrl: vendor.url }, { make });
    const browser = new Browser(host, JANE);
    const page = await browser.state();
    const answer = await browser.send('GET', '/cheetah.json');
    expect(await answer.json()).toEqual(page);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(vendor.count(SSO_PATH)).toBe(1);
    const head = await browser.send('HEAD', '/cheetah.json');
    expect(head.status).toBe(204);
  });

  test('/cheetah.json without a user is 401, with a failure is a state with its code', async () => {
    host = await startCheetahHost({ baseUrl: vendor.url }, { make });
    const browser = new Browser(host);
    const answer = await browser.send('GET', '/cheetah.json');
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([401, 'no-store']);
    expect(await answer.json()).toMatchObject({ code: 'user_missing', vendor: 'cheetah' });
    vendor.answering = () => ({ status: 500 });
    browser.user = JANE;
    expect(await browser.json('GET', '/cheetah.json')).toMatchObject({
      sso_error: 'vendor_failed',
      short_name: 'Jane',
    });
  });
});

test('the page that carries a token is kept nowhere', async () => {
  const handler = cheetahMemberState({
    baseUrl: vendor.url,
    clientId: 'a',
    clientSecret: 'b',
    resolveUser: () => JANE,
  });
  const app = express();
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'public');
    next();
  });
  jest.spyOn(process, 'emitWarning').mockImplementation();
  app.get('/', handler, (_req, res) => void res.send('page'));
  const { headers } = await request(app).get('/').expect(200);
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  jest.restoreAllMocks();
});
