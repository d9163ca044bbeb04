// Functions of the host that do not return: the page goes on, and the vendor is not blamed for them.

import { never } from '../../support/never.js';
import { Browser, SSO_PATH, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { JANE } from '../../support/vendor-host.js';

let vendor: FakeVendor;
let host: CheetahHost | undefined;
let warn: jest.SpyInstance;

beforeEach(async () => {
  warn = jest.spyOn(process, 'emitWarning').mockImplementation();
  vendor = await startFakeVendor(wellBehaved);
});

afterEach(async () => {
  warn.mockRestore();
  await host?.close();
  await vendor.close();
});

test.each([
  ['allow', { allow: never }],
  ['fields', { fields: never }],
  ['clientSecret', { clientSecret: never, authentication: 'client_credentials' as const }],
  ['clientSecret of the integration token', { clientSecret: never }],
])('%s', async (_option, options) => {
  host = await startCheetahHost({ baseUrl: vendor.url, timeoutMs: 400, ...options });
  for (let visit = 0; visit < 6; visit += 1) {
    const state = await new Browser(host, { ...JANE, id: visit + 1 }).state();
    expect(state).toMatchObject({ sso_error: 'host_error', access_token: '', short_name: 'Jane' });
  }
  expect(host.events.map(({ outcome, code }) => [outcome, code])).toEqual(Array(6).fill(['degraded', 'host_error']));
  expect(vendor.requests.filter(({ path }) => path === SSO_PATH)).toEqual([]);
  expect(String(warn.mock.calls[0]?.[0])).toContain('TimeoutError');
  expect(host.handler.status()).toMatchObject({ breaker: 'closed', failures: 0 });
});

test('a store that never takes the member does not keep it from the page', async () => {
  host = await startCheetahHost({ baseUrl: vendor.url, timeoutMs: 400 });
  const browser = new Browser(host, JANE);
  await browser.send('POST', '/visit');
  const set = jest.spyOn(host.store, 'set').mockImplementation(() => undefined);
  expect(await browser.state()).toMatchObject({ sso_error: '', access_token: 'member-42-1' });
  expect(host.events.at(-1)).toMatchObject({ outcome: 'injected' });
  expect(set).toHaveBeenCalled();
});
