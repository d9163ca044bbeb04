/** Cheetah's breaker: it opens after repeated failures, costs the page nothing while open, and lets one trial through at a time. */

import { SSO_PATH, Browser, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE } from '../../support/vendor-host.js';

let vendor: FakeVendor;
let host: CheetahHost;
let time = 0;
let visitors = 0;
beforeEach(async () => {
  time = 1_700_000_000_000;
  vendor = await startFakeVendor(() => ({ status: 500 }));
  host = await startCheetahHost({ baseUrl: vendor.url, authentication: 'client_credentials', now: () => time });
});
afterEach(async () => {
  await host.close();
  await vendor.close();
});

/** The `sso_error` that someone new gets, so that no failure is remembered for them. */
const errorForNew = async (): Promise<string> =>
  (await new Browser(host, { ...JANE, id: (visitors += 1) }).state()).sso_error;

/** Fails until the breaker is open, and says how many calls it took. */
async function open(): Promise<number> {
  while ((await errorForNew()) !== 'vendor_unavailable') expect(vendor.count(SSO_PATH)).toBeLessThan(50);
  return vendor.count(SSO_PATH);
}

test('opens, makes no call while open, and closes after one good trial', async () => {
  const calls = await open();
  expect(calls).toBeGreaterThan(1);
  for (let page = 0; page < 20; page += 1) expect(await errorForNew()).toBe('vendor_unavailable');
  expect(vendor.count(SSO_PATH)).toBe(calls);
  expect(host.events.at(-1)).toMatchObject({ outcome: 'degraded', code: 'vendor_unavailable' });
  vendor.answering = wellBehaved;
  time += 120_000;
  for (let page = 0; page < 3; page += 1) expect(await errorForNew()).toBe('');
  expect(vendor.count(SSO_PATH)).toBe(calls + 3);
});

test('one trial at a time, and one that fails keeps it open', async () => {
  const calls = await open();
  time += 120_000;
  const { open: answer, passed } = gate();
  vendor.answering = async () => {
    await passed;
    return { status: 500 };
  };
  const trial = errorForNew();
  await until(() => vendor.count(SSO_PATH) === calls + 1);
  expect(await Promise.all([errorForNew(), errorForNew(), errorForNew()])).toEqual(Array(3).fill('vendor_unavailable'));
  answer();
  expect(await trial).toBe('vendor_failed');
  expect(await errorForNew()).toBe('vendor_unavailable');
  expect(vendor.count(SSO_PATH)).toBe(calls + 1);
  time += 120_000;
  vendor.answering = wellBehaved;
  expect(await errorForNew()).toBe('');
});

test('a vendor that refuses users is well', async () => {
  vendor.answering = () => ({ status: 422, body: { error: 'invalid_record' } });
  for (let page = 0; page < 20; page += 1) expect(await errorForNew()).toBe('vendor_rejected');
  expect(vendor.count(SSO_PATH)).toBe(20);
});

test('a breaker belongs to one factory call', async () => {
  await open();
  vendor.answering = wellBehaved;
  const other = tidy(await startCheetahHost({ baseUrl: vendor.url, now: () => time }));
  expect((await new Browser(other, JANE).state()).sso_error).toBe('');
});

test('a member in the session is served while the vendor is down', async () => {
  vendor.answering = wellBehaved;
  const jane = new Browser(host, { ...JANE, id: 'has-a-member' });
  await jane.state();
  vendor.answering = () => ({ status: 500 });
  await open();
  expect((await jane.state()).sso_error).toBe('');
});
