/** Cheetah's breaker: it opens after repeated failures, lets one trial through at a time, and closes without a restart. */

import type { CheetahMemberStateOptions } from '../../../lib/vendors/cheetah/index.js';
import { SSO_PATH, TOKEN_PATH, Browser, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE } from '../../support/vendor-host.js';

/** Longer than any breaker stays open. */
const AGES_MS = 400_000;
const WAYS = ['access_token', 'client_credentials'] as const;

let vendor: FakeVendor;
let host: CheetahHost;
let time = 0;
let visitors = 0;
beforeEach(async () => {
  jest.spyOn(process, 'emitWarning').mockImplementation();
  time = 1_700_000_000_000;
  vendor = await startFakeVendor(() => ({ status: 500 }));
});
afterEach(async () => {
  await host.close();
  await vendor.close();
  jest.restoreAllMocks();
});

/** Starts the host; the path of its first call. */
async function start(options: Partial<CheetahMemberStateOptions> = {}): Promise<string> {
  const authentication = options.authentication ?? 'client_credentials';
  host = await startCheetahHost({
    baseUrl: vendor.url,
    authentication,
    timeoutMs: 60_000,
    now: () => time,
    ...options,
  });
  return authentication === 'access_token' ? TOKEN_PATH : SSO_PATH;
}

/** Someone new, of whom nothing is remembered, with a session of their own. */
async function someone(): Promise<Browser> {
  const browser = new Browser(host, { ...JANE, id: `visitor-${String((visitors += 1))}` });
  await browser.send('POST', '/visit');
  return browser;
}

/** The `sso_error` that someone new gets. */
const errorForNew = async (): Promise<string> => (await (await someone()).state()).sso_error;

/** Fails until the breaker is open; returns those who met the failures. */
async function open(): Promise<Browser[]> {
  const met: Browser[] = [];
  for (;;) {
    const browser = await someone();
    if ((await browser.state()).sso_error === 'vendor_unavailable') return met;
    met.push(browser);
    expect(met.length).toBeLessThan(50);
  }
}

describe.each(WAYS)('with %s', (authentication) => {
  test('opens, makes no call while open, and closes after one good trial', async () => {
    const path = await start({ authentication });
    await open();
    const calls = vendor.count(path);
    expect(calls).toBe(5);
    for (let page = 0; page < 20; page += 1) expect(await errorForNew()).toBe('vendor_unavailable');
    expect(vendor.count(path)).toBe(calls);
    expect(host.events.at(-1)).toMatchObject({ outcome: 'degraded', code: 'vendor_unavailable' });
    vendor.answering = wellBehaved;
    time += AGES_MS;
    const signIns = vendor.count(SSO_PATH);
    for (let page = 0; page < 3; page += 1) expect(await errorForNew()).toBe('');
    expect(vendor.count(SSO_PATH)).toBe(signIns + 3);
  });

  test('of 100 pages at once one makes the trial, and the others do not wait for it', async () => {
    const path = await start({ authentication, timeoutMs: 60_000 });
    await open();
    const calls = vendor.count(path);
    time += AGES_MS;
    const trial = gate();
    vendor.answering = async (request, count) => {
      await trial.passed;
      return wellBehaved(request, count);
    };
    const browsers = await Promise.all(Array.from({ length: 100 }, someone));
    const codes: string[] = [];
    const pages = browsers.map(async (browser) => codes.push((await browser.state()).sso_error));
    await until(() => codes.length === 99);
    expect(new Set(codes)).toEqual(new Set(['vendor_unavailable']));
    expect(vendor.count(path)).toBe(calls + 1);
    trial.open();
    await Promise.all(pages);
    expect(codes.at(-1)).toBe('');
    expect(vendor.count(path)).toBe(calls + 1);
  });

  test('a trial that hangs ends with the time of its page, and keeps it open', async () => {
    const path = await start({ authentication, timeoutMs: 500 });
    await open();
    vendor.answering = () => 'hang';
    for (let trial = 1; trial <= 3; trial += 1) {
      time += AGES_MS;
      const calls = vendor.count(path);
      expect(await errorForNew()).toBe('vendor_timeout');
      // Timers count whole milliseconds.
      expect(host.events.at(-1)?.durationMs).toBeGreaterThanOrEqual(498);
      expect(await errorForNew()).toBe('vendor_unavailable');
      expect(vendor.count(path)).toBe(calls + 1);
    }
  });

  test('it recovers without a restart, for those who met the failures too', async () => {
    await start({ authentication });
    const met = await open();
    vendor.answering = wellBehaved;
    expect(await errorForNew()).toBe('vendor_unavailable');
    time += AGES_MS;
    for (const browser of [...met, await someone()]) {
      expect(await browser.state()).toMatchObject({ sso_error: '', access_token: expect.stringMatching(/^member-/) });
    }
  });
});

test('a vendor that asks for two minutes is left alone for two minutes', async () => {
  await start();
  vendor.answering = () => ({ status: 503, headers: { 'retry-after': '120' } });
  expect(await errorForNew()).toBe('vendor_unavailable');
  vendor.answering = wellBehaved;
  for (const wait of [0, 5_000, 60_000, 54_999]) {
    time += wait;
    expect(await errorForNew()).toBe('vendor_unavailable');
  }
  expect(vendor.count(SSO_PATH)).toBe(1);
  time += AGES_MS;
  expect(await errorForNew()).toBe('');
});

test('a vendor that refuses users is well', async () => {
  await start();
  vendor.answering = () => ({ status: 422, body: { error: 'invalid_record' } });
  for (let page = 0; page < 20; page += 1) expect(await errorForNew()).toBe('vendor_rejected');
  expect(vendor.count(SSO_PATH)).toBe(20);
});

test('a breaker belongs to one factory call', async () => {
  await start();
  await open();
  vendor.answering = wellBehaved;
  const other = tidy(await startCheetahHost({ baseUrl: vendor.url, now: () => time }));
  expect((await new Browser(other, JANE).state()).sso_error).toBe('');
});

test('a member in the session is served while the vendor is down', async () => {
  await start();
  vendor.answering = wellBehaved;
  const jane = await someone();
  await jane.state();
  vendor.answering = () => ({ status: 500 });
  await open();
  expect((await jane.state()).sso_error).toBe('');
});
