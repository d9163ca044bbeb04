/** `stl_params_hash`: kept through a sign-in, emitted once with a member, and never trusted. */

import { MemoryStore } from 'express-session';
import { Browser, SSO_PATH, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { startHabitHost } from '../../support/habit-host.js';
import { JANE, VERSIONS } from '../../support/vendor-host.js';

const HASH = Buffer.from('{"stl_target":"offer-655"}').toString('base64');
const query = (hash: string): string => `?stl_params_hash=${encodeURIComponent(hash)}`;

let vendor: FakeVendor;
let host: CheetahHost;
let time = 0;
beforeEach(async () => {
  time = 1_700_000_000_000;
  vendor = await startFakeVendor(wellBehaved);
});
afterEach(async () => {
  await host.close();
  await vendor.close();
});

describe.each(VERSIONS)('%s', (_version, make) => {
  const start = async (kind: 'express-session' | 'cookie-session' | 'none' = 'express-session'): Promise<Browser> => {
    host = await startCheetahHost({ baseUrl: vendor.url, now: () => time }, { kind, make });
    return new Browser(host);
  };

  test('is kept through a sign-in that makes a new session, and emitted once', async () => {
    const browser = await start();
    expect((await browser.page(query(HASH))).state).toBeNull();
    const before = browser.cookies.get('connect.sid');
    expect((await browser.send('POST', '/login')).status).toBe(200);
    expect(browser.cookies.get('connect.sid')).not.toBe(before);
    browser.user = JANE;
    expect(await browser.state()).toMatchObject({ sso_error: '', stl_params_hash: HASH });
    expect(await browser.state()).not.toHaveProperty('stl_params_hash');
    expect(await browser.session()).not.toHaveProperty('cheetah.stl_params_hash');
  });

  test('is kept in a cookie-session too', async () => {
    const browser = await start('cookie-session');
    await browser.page(query(HASH));
    browser.user = JANE;
    expect(await browser.state()).toMatchObject({ stl_params_hash: HASH });
    expect(await browser.state()).not.toHaveProperty('stl_params_hash');
  });

  test('a degraded page does not use it up', async () => {
    vendor.answering = () => ({ status: 500 });
    const browser = await start();
    await browser.page(query(HASH));
    browser.user = JANE;
    expect(await browser.state()).not.toHaveProperty('stl_params_hash');
    vendor.answering = wellBehaved;
    time += 60_000;
    expect(await browser.state()).toMatchObject({ sso_error: '', stl_params_hash: HASH });
    expect(await browser.state()).not.toHaveProperty('stl_params_hash');
  });

  test.each([
    ['asks for no leave', {}],
    ['asks the host first', { allow: () => true }],
  ])('one on a page whose user is refused waits until the user is mended, where the host %s', async (_how, more) => {
    host = await startCheetahHost({ baseUrl: vendor.url, now: () => time, ...more }, { kind: 'express-session', make });
    const browser = new Browser(host);
    browser.user = { ...JANE, email: undefined };
    expect(await browser.state(query(HASH))).toMatchObject({ sso_error: 'user_incomplete' });
    browser.user = JANE;
    expect(await browser.state()).toMatchObject({ sso_error: '', stl_params_hash: HASH });
  });

  test("nor is it lost where another user's member is still in the session", async () => {
    const browser = await start();
    browser.user = JANE;
    expect(await browser.state()).toMatchObject({ sso_error: '' });
    browser.user = { ...JANE, id: 43, email: undefined };
    expect(await browser.state(query(HASH))).toMatchObject({ sso_error: 'user_incomplete', access_token: '' });
    browser.user = { ...JANE, id: 43 };
    expect(await browser.state()).toMatchObject({ sso_error: '', stl_params_hash: HASH });
  });

  test('one on a degraded page itself waits for a member', async () => {
    vendor.answering = () => ({ status: 500 });
    const browser = await start();
    browser.user = JANE;
    expect(await browser.state(query(HASH))).not.toHaveProperty('stl_params_hash');
    vendor.answering = wellBehaved;
    time += 60_000;
    expect(await browser.state()).toMatchObject({ stl_params_hash: HASH });
  });

  test('one on the page of a member is emitted there, and the one that waited is gone', async () => {
    const browser = await start();
    await browser.page(query('older'));
    browser.user = JANE;
    expect(await browser.state(query('newer'))).toMatchObject({ stl_params_hash: 'newer' });
    expect(await browser.state()).not.toHaveProperty('stl_params_hash');
    expect(await browser.state(query('again'))).toMatchObject({ stl_params_hash: 'again' });
    expect(await browser.state()).not.toHaveProperty('stl_params_hash');
    expect(vendor.count(SSO_PATH)).toBe(1);
  });

  test('the newest one waits', async () => {
    const browser = await start();
    await browser.page(query('older'));
    await browser.page(query('newer'));
    const sets = host.store.sets.length;
    await browser.page(query('newer'));
    await browser.page();
    expect(host.store.sets).toHaveLength(sets);
    browser.user = JANE;
    expect(await browser.state()).toMatchObject({ stl_params_hash: 'newer' });
  });

  test.each([
    ['two', '?stl_params_hash=a&stl_params_hash=b'],
    ['an array', '?stl_params_hash[]=a'],
    ['an object', '?stl_params_hash[a]=b'],
    ['an empty one', '?stl_params_hash='],
    ['a huge one', query('x'.repeat(5000))],
    ['control characters', '?stl_params_hash=a%00b'],
    ['a line break', '?stl_params_hash=a%0Ab'],
  ])('%s is not taken', async (_what, search) => {
    const browser = await start();
    await browser.page(search);
    expect(host.store.sets).toEqual([]);
    browser.user = JANE;
    expect(await browser.state(search)).not.toHaveProperty('stl_params_hash');
  });

  test.each([`</script><script>alert(1)</script>`, `";alert(1)//`, '<!--', '\u2028', `'\\`, '名前🎉', 'a+b/c=='])(
    'a hostile one (%j) is passed on verbatim, inert in a script',
    async (hostile) => {
      const browser = await start();
      browser.user = JANE;
      const { state, script, text } = await browser.page(query(hostile));
      expect(state?.stl_params_hash).toBe(hostile);
      const json = /^<script>var stellar_member_state = (.*);<\/script>$/s.exec(script)?.[1] ?? '';
      for (const place of [json, text]) {
        expect((JSON.parse(place) as { stl_params_hash: string }).stl_params_hash).toBe(hostile);
        expect(place).not.toMatch(/[<>\u2028\u2029]/);
      }
    },
  );

  test('without a session it is emitted on its own page', async () => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
    const browser = await start('none');
    expect((await browser.page(query(HASH))).state).toBeNull();
    browser.user = JANE;
    expect(await browser.state(query(HASH))).toMatchObject({ stl_params_hash: HASH });
    expect(await browser.state()).not.toHaveProperty('stl_params_hash');
    warn.mockRestore();
  });
});

test('parallel pages of one session tell it once', async () => {
  host = await startCheetahHost({ baseUrl: vendor.url });
  const browser = new Browser(host);
  await browser.page(query(HASH));
  browser.user = JANE;
  const states = await Promise.all(Array.from({ length: 10 }, () => browser.state()));
  expect(states.filter(({ stl_params_hash: hash }) => hash !== undefined)).toHaveLength(1);
});

test('a session that begins with it is in the store before the headers go out: a browser follows a redirect at these', async () => {
  const store = new MemoryStore();
  const set = store.set.bind(store);
  let isKept = false;
  jest.spyOn(store, 'set').mockImplementation((sid, data, done) => {
    // A store that takes its time.
    setTimeout(() => {
      isKept = true;
      set(sid, data, done);
    }, 50);
  });
  const habit = await startHabitHost({ baseUrl: vendor.url }, { store });
  try {
    await fetch(`${habit.url}/page${query(HASH)}`);
    expect(isKept).toBe(true);
  } finally {
    await habit.close();
  }
  host = await startCheetahHost({ baseUrl: vendor.url });
});

test('it is kept before a call that may take long, so that no older copy of the session is written after it', async () => {
  const writes: number[] = [];
  vendor.answering = () => {
    writes.push(host.store.sets.length);
    return { status: 500 };
  };
  host = await startCheetahHost({ baseUrl: vendor.url });
  const browser = new Browser(host, JANE);
  await browser.page(query(HASH));
  expect(writes).toEqual([1]);
  expect(host.store.sets).toMatchObject([{ cheetah: { stl_params_hash: HASH } }]);
});
