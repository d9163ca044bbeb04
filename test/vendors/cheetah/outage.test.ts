/** An outage costs the page nothing: counted, with a clock of the test's own. */

import type { CheetahMemberStateOptions } from '../../../lib/vendors/cheetah/index.js';
import { Browser, SSO_PATH, TOKEN_PATH, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { startFakeVendor, until } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { JANE } from '../../support/vendor-host.js';

/** Long enough for a call to arrive also on a machine that stalls. */
const TIMEOUT_MS = 500;
/** Longer than any breaker stays open. */
const AGES_MS = 400_000;

let vendor: FakeVendor;
let host: CheetahHost;
let time = 0;
let visitors = 0;
/** Every call of the session store, by name. */
let storeCalls: string[];
let fieldsAsked = 0;
let secretsAsked = 0;

beforeEach(async () => {
  [time, storeCalls, fieldsAsked, secretsAsked] = [1_700_000_000_000, [], 0, 0];
  vendor = await startFakeVendor(() => 'hang');
  jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await host.close();
  await vendor.close();
});

async function start(options: Partial<CheetahMemberStateOptions> = {}): Promise<void> {
  host = await startCheetahHost({
    baseUrl: vendor.url,
    timeoutMs: TIMEOUT_MS,
    now: () => time,
    fields: () => ({ asked: (fieldsAsked += 1) }),
    clientSecret: () => `secret ${String((secretsAsked += 1))}`,
    ...options,
  });
  for (const name of ['get', 'set', 'touch', 'destroy', 'all', 'createSession'] as const) {
    const original = host.store[name].bind(host.store) as (...parameters: unknown[]) => unknown;
    jest.spyOn(host.store, name).mockImplementation((...parameters: unknown[]): never => {
      storeCalls.push(name);
      return original(...parameters) as never;
    });
  }
}

/** Someone new, with a session of their own: nothing is remembered of them. */
async function someone(): Promise<Browser> {
  const browser = new Browser(host, { ...JANE, id: `visitor-${String((visitors += 1))}` });
  await browser.send('POST', '/visit');
  return browser;
}

/** Lets the vendor fail until the breaker is open; returns those who met the failures. */
async function open(): Promise<Browser[]> {
  const met: Browser[] = [];
  while (host.handler.status().breaker === 'closed') {
    const browser = await someone();
    met.push(browser);
    expect((await browser.state()).sso_error).toMatch(/^vendor_/);
    expect(met.length).toBeLessThan(50);
    await untilNothingIsAsked();
  }
  return met;
}

/** A token call that the pages no longer wait for ends a moment after them. */
const untilNothingIsAsked = (): Promise<void> => until(() => host.handler.status().token !== 'fetching');

/** The timers that `work` starts and leaves behind, of all that the package starts. */
async function timersLeftBy(work: () => Promise<unknown>): Promise<number> {
  const set = jest.spyOn(globalThis, 'setTimeout');
  const clear = jest.spyOn(globalThis, 'clearTimeout');
  await work();
  const cleared = new Set(clear.mock.calls.map(([timer]) => timer));
  const left = set.mock.results.filter(({ value }) => !cleared.has(value as NodeJS.Timeout)).length;
  set.mockRestore();
  clear.mockRestore();
  return left;
}

/** Gets the page, and one that has none of our middleware, and compares what both cost. */
async function expectPageForFree(browser: Browser, code: string): Promise<void> {
  storeCalls = [];
  await browser.session();
  const plain = storeCalls;
  expect(plain).toContain('get');
  const before = [vendor.requests.length, fieldsAsked, secretsAsked, host.handler.status()];

  storeCalls = [];
  const page = async (): Promise<void> => {
    expect((await browser.state()).sso_error).toBe(code);
  };
  expect(await timersLeftBy(page)).toBe(0);

  expect(storeCalls).toEqual(plain);
  expect([vendor.requests.length, fieldsAsked, secretsAsked, host.handler.status()]).toEqual(before);
}

describe.each(['access_token', 'client_credentials'] as const)('with %s', (authentication) => {
  const path = authentication === 'access_token' ? TOKEN_PATH : SSO_PATH;

  test('while the breaker is open a page costs what it costs without the middleware', async () => {
    await start({ authentication });
    const met = await open();
    expect(met).toHaveLength(5);
    // Those who have met a failure, also when it is forgotten, and those who come now.
    await expectPageForFree(met[0] as Browser, 'vendor_timeout');
    time = (host.handler.status().retryAt as number) - 1;
    await expectPageForFree(await someone(), 'vendor_unavailable');
    await expectPageForFree(met[4] as Browser, 'vendor_timeout');
    expect(vendor.count(path)).toBe(5);

    // A trial that fails as well; by then the first failures are forgotten.
    time += AGES_MS;
    expect((await (await someone()).state()).sso_error).toBe('vendor_timeout');
    await untilNothingIsAsked();
    await expectPageForFree(met[0] as Browser, 'vendor_unavailable');
    expect(vendor.count(path)).toBe(6);
  });
});

test('some seconds into an outage, each page has the right code all the same', async () => {
  await start();
  const met = await open();
  for (let trial = 1; trial <= 3; trial += 1) {
    time += AGES_MS;
    await (await someone()).state();
    await untilNothingIsAsked();
  }
  // By now nothing is known of anybody, and the breaker is open for 20 seconds at least.
  time += 6_000;
  expect(host.handler.status().breaker).toBe('open');
  await expectPageForFree(met[0] as Browser, 'vendor_unavailable');
  await expectPageForFree(await someone(), 'vendor_unavailable');
  const nameless = new Browser(host, { ...JANE, id: 'nameless', email: undefined });
  await nameless.send('POST', '/visit');
  expect((await nameless.state()).sso_error).toBe('user_incomplete');
});

test('a failure that is remembered costs as little, while the breaker is closed', async () => {
  await start({ timeoutMs: 60_000 });
  vendor.answering = () => ({ status: 500 });
  const browser = await someone();
  expect((await browser.state()).sso_error).toBe('vendor_failed');
  expect(host.handler.status().breaker).toBe('closed');
  for (let page = 0; page < 3; page += 1) await expectPageForFree(browser, 'vendor_failed');
  time += 4_999;
  await expectPageForFree(browser, 'vendor_failed');
  time += 1;
  vendor.answering = wellBehaved;
  expect((await browser.state()).sso_error).toBe('');
});
