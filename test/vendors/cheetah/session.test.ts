/** The member in the session: kept for its user, its configuration and its time, and written only when it changes. */

import { SSO_PATH, Browser, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, SAM, VERSIONS } from '../../support/vendor-host.js';

let vendor: FakeVendor;
let host: CheetahHost | undefined;
beforeEach(async () => {
  vendor = await startFakeVendor(wellBehaved);
});
afterEach(async () => {
  await host?.close();
  await vendor.close();
});

const KINDS = ['express-session', 'cookie-session'] as const;

describe.each(VERSIONS)('%s', (_version, make) => {
  describe.each(KINDS)('%s', (kind) => {
    test('the second page makes no call', async () => {
      host = await startCheetahHost({ baseUrl: vendor.url }, { kind, make });
      const jane = new Browser(host, JANE);
      const first = await jane.state();
      expect(first).toEqual({
        access_token: 'member-42-1',
        refresh_token: 'refresh-42',
        sso_error: '',
        short_name: 'Jane',
        full_name: 'Jane Doe',
      });
      expect(await jane.state()).toEqual(first);
      expect(vendor.count(SSO_PATH)).toBe(1);
      const event = { vendor: 'cheetah', outcome: 'injected', userId: '42' };
      expect(host.events).toMatchObject([
        { ...event, cached: false },
        { ...event, cached: true },
      ]);
      expect(JSON.stringify(host.events)).not.toMatch(/@|member-|integration-|http/);
    });

    test('another user in the same session gets a member of their own, and so does the first one afterwards', async () => {
      host = await startCheetahHost({ baseUrl: vendor.url }, { kind, make });
      const browser = new Browser(host);
      const tokens = [];
      for (browser.user of [JANE, SAM, JANE]) tokens.push((await browser.state()).access_token);
      expect(tokens).toEqual(['member-42-1', 'member-43-2', 'member-42-3']);
      expect(JSON.stringify(await browser.session())).not.toContain('member-43');
    });

    test('what is kept of one user is dropped when another comes, even if Cheetah is down then', async () => {
      host = await startCheetahHost({ baseUrl: vendor.url }, { kind, make });
      const browser = new Browser(host, JANE);
      await browser.state();
      vendor.answering = () => ({ status: 500 });
      browser.user = SAM;
      expect(await browser.state()).toMatchObject({ access_token: '', sso_error: 'vendor_failed', short_name: 'Sam' });
      expect(JSON.stringify(await browser.session())).not.toContain('member-42');
    });

    test.each([
      ['e-mail', { email: 'new@example.com' }],
      ['first name', { firstName: 'Janet' }],
      ['last name', { lastName: 'Dew' }],
    ])('a new %s brings a call that tells the vendor', async (_what, change) => {
      host = await startCheetahHost({ baseUrl: vendor.url }, { kind, make });
      const browser = new Browser(host, JANE);
      await browser.state();
      browser.user = { ...JANE, ...change };
      await browser.state();
      expect(vendor.count(SSO_PATH)).toBe(2);
    });

    test('a member is fetched anew when its time is over', async () => {
      let time = 1_700_000_000_000;
      host = await startCheetahHost({ baseUrl: vendor.url, now: () => time, memberTtl: 60 }, { kind, make });
      const browser = new Browser(host, JANE);
      await browser.state();
      time += 59_999;
      expect((await browser.state()).access_token).toBe('member-42-1');
      time += 1;
      expect((await browser.state()).access_token).toBe('member-42-2');
      time += 59_999;
      expect((await browser.state()).access_token).toBe('member-42-2');
      // A clock that was put back must not keep a member for ever.
      time -= 10 * 60_000;
      expect((await browser.state()).access_token).toBe('member-42-3');
    });
  });
});

test('the default time is half an hour', async () => {
  let time = 1_700_000_000_000;
  host = await startCheetahHost({ baseUrl: vendor.url, now: () => time });
  const browser = new Browser(host, JANE);
  await browser.state();
  time += 1_799_999;
  expect((await browser.state()).access_token).toBe('member-42-1');
  time += 1;
  expect((await browser.state()).access_token).toBe('member-42-2');
});

test('only our key is written, and only when it changes', async () => {
  host = await startCheetahHost({ baseUrl: vendor.url });
  const browser = new Browser(host, JANE);
  await browser.send('POST', '/visit');
  const before = host.store.sets.length;
  await browser.state();
  expect(host.store.sets.slice(before)).toEqual([
    { cookie: expect.anything(), visited: true, cheetah: expect.objectContaining({ member: expect.anything() }) },
  ]);
  for (let page = 0; page < 5; page += 1) await browser.state();
  await browser.json('GET', '/cheetah.json');
  expect(host.store.sets).toHaveLength(before + 1);
});

test('a failure writes nothing to the session', async () => {
  vendor.answering = () => ({ status: 500 });
  host = await startCheetahHost({ baseUrl: vendor.url });
  const browser = new Browser(host, JANE);
  await browser.send('POST', '/visit');
  const before = host.store.sets.length;
  await browser.state();
  expect(host.store.sets).toHaveLength(before);
});

test('the key is an option, and a stranger under it does no harm', async () => {
  host = await startCheetahHost({ baseUrl: vendor.url, sessionKey: 'visited' });
  const browser = new Browser(host, JANE);
  await browser.send('POST', '/visit');
  expect((await browser.state()).sso_error).toBe('');
  expect(Object.keys(await browser.session())).toEqual(['visited']);
  await browser.state();
  expect(vendor.count(SSO_PATH)).toBe(1);
});

test('a member of another configuration is not taken', async () => {
  const other = tidy(await startFakeVendor(wellBehaved));
  host = await startCheetahHost({ baseUrl: vendor.url });
  const browser = new Browser(host, JANE);
  await browser.state();
  // The session of the one host, as the other finds it in the store that they share.
  for (const options of [
    { baseUrl: other.url },
    { baseUrl: vendor.url, clientId: 'another' },
    { baseUrl: vendor.url, ssoPath: '/x/sso' },
  ]) {
    const second = tidy(await startCheetahHost(options));
    Object.assign(second.store, { sessions: (host.store as unknown as { sessions: unknown }).sessions });
    const visitor = new Browser(second, JANE);
    for (const [name, value] of browser.cookies) visitor.cookies.set(name, value);
    await visitor.state();
    expect(second.events).toMatchObject([{ outcome: 'injected', cached: false }]);
  }
});
