/** Habits of hosts, stores and vendors that the session has to bear: what they do to it costs no call, no link and no login. */

import cookieSession from 'cookie-session';
import session from 'express-session';
import { Browser, SSO_PATH, memberReply, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import {
  FileLikeStore,
  MongoLikeStore,
  countsViews,
  dataOf,
  sessionsIn,
  startHabitHost,
} from '../../support/habit-host.js';
import type { HabitHost, Habits } from '../../support/habit-host.js';
import { tidy } from '../../support/tidy.js';
import { JANE } from '../../support/vendor-host.js';
import { warningsDuring } from '../../support/warnings.js';

const MINUTE = 60_000;
const LINK = '?stl_params_hash=LINK';
let vendor: FakeVendor;
let time = 0;
beforeEach(async () => {
  time = 1_700_000_000_000;
  vendor = tidy(await startFakeVendor(wellBehaved));
});

const signIns = (): number => vendor.count(SSO_PATH);
const options = (): { baseUrl: string; now: () => number; timeoutMs: number } => ({
  baseUrl: vendor.url,
  now: () => time,
  timeoutMs: 60_000,
});
const start = async (habits: Habits): Promise<HabitHost> => tidy(await startHabitHost(options(), habits));

test('a vendor that gives a member the same token again is called once each memberTtl', async () => {
  vendor.answering = (call, count) =>
    call.path === SSO_PATH ? memberReply(call.fields['integration_id']) : wellBehaved(call, count);
  const browser = new Browser(tidy(await startCheetahHost(options())), JANE);
  await browser.state();
  for (const [calls, pause] of [
    [1, MINUTE],
    [2, 30 * MINUTE],
    [3, 30 * MINUTE],
  ] as const) {
    time += pause;
    for (let page = 0; page < 5; page += 1) {
      expect((await browser.state()).access_token).toBe('member-42-1');
      expect(signIns()).toBe(calls);
      time += MINUTE;
    }
  }
});

describe.each<[string, Habits]>([
  ['a host that leaves its session alone', {}],
  ['a host that changes its session on every page', { habit: countsViews }],
])('%s', (_host, { habit }) => {
  test.each(['together', 'one after the other'])('makes one call for pages that reach us %s', async (how) => {
    const gates = Array.from({ length: 5 }, gate);
    let loaded = 0;
    const host = await start({
      habit(req, res, next) {
        const goOn = (): void => (habit === undefined ? next() : void habit(req, res, next));
        const turn = req.query['turn'];
        if (turn === undefined) {
          goOn();
          return;
        }
        loaded += 1;
        void gates[Number(turn)]?.passed.then(goOn);
      },
    });
    const browser = new Browser(host, JANE);
    await browser.state();
    await host.settled();
    time += 30 * MINUTE;
    const pages = gates.map((_gate, turn) => browser.state(`?turn=${String(turn)}`));
    // Each has loaded the session with the member that is over.
    await until(() => loaded === gates.length);
    for (const [turn, { open }] of gates.entries()) {
      open();
      if (how === 'together') continue;
      await pages[turn];
      await host.settled(gates.length - turn - 1);
    }
    const tokens = (await Promise.all(pages)).map(({ access_token: token }) => token);
    expect(new Set(tokens)).toEqual(new Set(['member-42-2']));
    expect(signIns()).toBe(2);
  });

  test('has the member in its session after the answer, for the next page of any process', async () => {
    const store = new session.MemoryStore();
    const habits = { store, ...(habit && { habit }) };
    const hosts = [await start(habits), await start(habits)] as const;
    const browser = new Browser(hosts[0], JANE);
    await browser.send('POST', '/visit');
    const { access_token: token } = await browser.state();
    await hosts[0].settled();
    expect(sessionsIn(store)).toMatchObject([{ visited: true, cheetah: { member: { access_token: token } } }]);
    // What one process remembers for a short while is over by then.
    time += MINUTE;
    for (const host of hosts) {
      const visitor = new Browser(host, JANE);
      for (const [name, value] of browser.cookies) visitor.cookies.set(name, value);
      expect((await visitor.state()).access_token).toBe(token);
      await host.settled();
    }
    expect(signIns()).toBe(1);
    if (habit !== undefined) expect(sessionsIn(store)).toMatchObject([{ views: 4 }]);
  });

  test('has no member in the session that it makes after clear()', async () => {
    const store = new session.MemoryStore();
    const host = await start({
      store,
      ...(habit && { habit }),
      mount(app, handler) {
        app.post('/logout', handler, (req, res, next) => {
          handler.clear(req);
          req.session.regenerate((error: unknown) => {
            if (error) {
              next(error as Error);
              return;
            }
            Object.assign(req.session, { flash: 'bye' });
            res.json({});
          });
        });
      },
    });
    const browser = new Browser(host, JANE);
    await browser.send('POST', '/visit');
    expect((await browser.send('POST', '/logout')).status).toBe(200);
    await host.settled();
    expect(signIns()).toBe(1);
    expect(sessionsIn(store)).toEqual([{ cookie: expect.anything(), flash: 'bye' }]);
  });
});

test('a host that puts what no store can keep into its session after the answer leaves no rejection behind', async () => {
  const looks = jest.spyOn(session.MemoryStore.prototype, 'get');
  let looksAtAnswer = 0;
  const host = await start({
    habit: countsViews,
    mount(app, handler) {
      app.get('/circle', handler, (req, res) => {
        res.json({});
        dataOf(req)['last'] = req;
        looksAtAnswer = looks.mock.calls.length;
      });
    },
  });
  const browser = new Browser(host, JANE);
  await browser.send('POST', '/visit');
  expect((await browser.send('GET', '/circle')).status).toBe(200);
  // A rejection that nobody handles would end the process; Jest fails the test in its place.
  await until(() => looks.mock.calls.length > looksAtAnswer);
  await host.settled();
  looks.mockRestore();
  expect((await browser.state()).sso_error).toBe('');
});

describe.each([
  ['session-file-store', FileLikeStore],
  ['connect-mongo', MongoLikeStore],
])('a store like %s', (_name, Store) => {
  test('keeps the link of a new visitor until the login', async () => {
    const host = await start({ store: new Store() });
    const browser = new Browser(host);
    await browser.page(LINK);
    browser.user = JANE;
    expect(await browser.state()).toMatchObject({ sso_error: '', stl_params_hash: 'LINK' });
  });

  test('keeps the member, and not the link that was told', async () => {
    const host = await start({ store: new Store() });
    const browser = new Browser(host, JANE);
    await browser.send('POST', '/visit');
    expect(await browser.state(LINK)).toMatchObject({ sso_error: '', stl_params_hash: 'LINK' });
    await host.settled();
    time += 2 * MINUTE;
    expect(await browser.state()).not.toHaveProperty('stl_params_hash');
    expect(signIns()).toBe(1);
  });
});

test('a link on a page that gets no member waits, also where the member of before stands in the session', async () => {
  const browser = new Browser(tidy(await startCheetahHost(options())), JANE);
  await browser.state();
  browser.user = { ...JANE, firstName: 'Janet' };
  vendor.answering = () => ({ status: 500 });
  const failed = await browser.state(LINK);
  expect(failed).toMatchObject({ sso_error: 'vendor_failed' });
  expect(failed).not.toHaveProperty('stl_params_hash');
  vendor.answering = wellBehaved;
  time += MINUTE;
  expect(await browser.state()).toMatchObject({ sso_error: '', stl_params_hash: 'LINK' });
  expect(await browser.state()).not.toHaveProperty('stl_params_hash');
});

test('a link that was told is told again when it comes again after a logout in the same session', async () => {
  const browser = new Browser(tidy(await startCheetahHost(options())), JANE);
  await browser.send('POST', '/visit');
  expect(await browser.state(LINK)).toMatchObject({ stl_params_hash: 'LINK' });
  await browser.send('POST', '/clear');
  browser.user = undefined;
  time += 20_000;
  await browser.page(LINK);
  browser.user = JANE;
  expect(await browser.state()).toMatchObject({ stl_params_hash: 'LINK' });
  expect(await browser.state()).not.toHaveProperty('stl_params_hash');
});

test('a host with a req.sessionID of its own never gets a cookie from cookie-session that is too large', async () => {
  const sessions = cookieSession({ keys: ['test'] });
  const host = await start({
    sessions,
    habit(req, _res, next) {
      Object.assign(req, { sessionID: 'trace-1' });
      dataOf(req)['cart'] ??= 'x'.repeat(2900);
      next();
    },
  });
  const browser = new Browser(host, JANE);
  const warnings = await warningsDuring(async () => {
    for (let page = 0; page < 2; page += 1) expect((await browser.state()).sso_error).toBe('');
  });
  const sizes = [...browser.cookies].map(([name, value]) => name.length + 1 + value.length);
  expect(Math.max(...sizes)).toBeGreaterThan(3000);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4096);
  expect(warnings.map(({ code }) => code)).toEqual(['PARTNER_SSO_COOKIE_FULL']);
});
