/** `status()` shows how the calls to Cheetah are doing, as it happens, and nothing that is secret. */

import type { CheetahStatus } from '../../../lib/vendors/cheetah/index.js';
import { Browser, SSO_PATH, TOKEN_PATH, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../../support/fake-vendor.js';
import type { Answering, FakeVendor } from '../../support/fake-vendor.js';
import { JANE } from '../../support/vendor-host.js';

const START = 1_700_000_000_000;
/** What `wellBehaved` gives a token. */
const TOKEN_LIFETIME_MS = 7_200_000;

let vendor: FakeVendor;
let host: CheetahHost;
let time = 0;
let visitors = 0;
beforeEach(async () => {
  jest.spyOn(process, 'emitWarning').mockImplementation();
  time = START;
  vendor = await startFakeVendor(wellBehaved);
  host = await startCheetahHost({ baseUrl: vendor.url, timeoutMs: 60_000, now: () => time });
});
afterEach(async () => {
  await host.close();
  await vendor.close();
  jest.restoreAllMocks();
});

const status = (): CheetahStatus => host.handler.status();

/** The `sso_error` that someone new gets. */
const errorForNew = async (): Promise<string> =>
  (await new Browser(host, { ...JANE, id: `visitor-${String((visitors += 1))}` }).state()).sso_error;

/** Lets the vendor fail as often as it takes. */
async function open(): Promise<void> {
  vendor.answering = ({ path }, count) =>
    path === SSO_PATH ? { status: 500 } : wellBehaved({ path } as Parameters<Answering>[0], count);
  while (status().breaker === 'closed') expect(await errorForNew()).toBe('vendor_failed');
}

test('nothing has happened yet', () => {
  expect(status()).toStrictEqual({ breaker: 'closed', failures: 0, token: 'none', signIns: 0 });
});

test('a token is on its way, then held until it ends; sign-ins are counted while they are under way', async () => {
  const [token, signIn] = [gate(), gate()];
  vendor.answering = async (request, count) => {
    await (request.path === TOKEN_PATH ? token : signIn).passed;
    return wellBehaved(request, count);
  };
  const pages = [errorForNew(), errorForNew(), errorForNew()];
  await until(() => vendor.count(TOKEN_PATH) === 1 && status().signIns === 3);
  expect(status()).toStrictEqual({ breaker: 'closed', failures: 0, token: 'fetching', signIns: 3 });
  token.open();
  await until(() => vendor.count(SSO_PATH) === 3);
  const held = { breaker: 'closed', failures: 0, token: 'held', tokenEndsAt: START + TOKEN_LIFETIME_MS };
  expect(status()).toStrictEqual({ ...held, signIns: 3 });
  signIn.open();
  expect(await Promise.all(pages)).toEqual(['', '', '']);
  expect(status()).toStrictEqual({ ...held, signIns: 0 });
  time += TOKEN_LIFETIME_MS - 1;
  expect(status().token).toBe('held');
  time += 1;
  expect(status()).toStrictEqual({ breaker: 'closed', failures: 0, token: 'none', signIns: 0 });
});

test('failures are counted until one call goes well, and the last of them stays to be seen', async () => {
  vendor.answering = (request, count) => (request.path === SSO_PATH ? 'drop' : wellBehaved(request, count));
  for (let failures = 1; failures <= 4; failures += 1) {
    time += 1_000;
    expect(await errorForNew()).toBe('vendor_unreachable');
    const lastFailure = { code: 'vendor_unreachable', at: time };
    expect(status()).toMatchObject({ breaker: 'closed', failures, lastFailure, signIns: 0 });
    expect(status()).not.toHaveProperty('retryAt');
  }
  vendor.answering = wellBehaved;
  expect(await errorForNew()).toBe('');
  const lastFailure = { code: 'vendor_unreachable', at: START + 4_000 };
  expect(status()).toMatchObject({ breaker: 'closed', failures: 0, lastFailure });
});

test('open until a certain time, half-open from then on, closed after a good trial', async () => {
  await open();
  const lastFailure = { code: 'vendor_failed', at: START };
  expect(status()).toMatchObject({ breaker: 'open', failures: 5, lastFailure, signIns: 0, token: 'held' });
  const { retryAt = 0 } = status();
  expect(retryAt).toBeGreaterThan(START);
  time = retryAt - 1;
  expect(await errorForNew()).toBe('vendor_unavailable');
  expect(status()).toMatchObject({ breaker: 'open', failures: 5, retryAt, lastFailure });
  time = retryAt;
  expect(status()).toMatchObject({ breaker: 'half-open', failures: 5, retryAt, lastFailure, signIns: 0 });

  expect(await errorForNew()).toBe('vendor_failed');
  expect(status()).toMatchObject({ breaker: 'open', failures: 6, lastFailure: { code: 'vendor_failed', at: retryAt } });
  expect(status().retryAt).toBeGreaterThan(retryAt);

  time = status().retryAt ?? 0;
  const trial = gate();
  vendor.answering = async (request, count) => {
    await trial.passed;
    return wellBehaved(request, count);
  };
  const calls = vendor.count(SSO_PATH);
  const page = errorForNew();
  await until(() => vendor.count(SSO_PATH) === calls + 1);
  expect(status()).toMatchObject({ breaker: 'half-open', signIns: 1 });
  trial.open();
  expect(await page).toBe('');
  expect(status()).toMatchObject({ breaker: 'closed', failures: 0, signIns: 0 });
  expect(status()).not.toHaveProperty('retryAt');
});

test('it is plain JSON that holds no secret, token or e-mail, and is new each time', async () => {
  expect(await errorForNew()).toBe('');
  vendor.answering = () => ({ status: 500, body: { error: 'jane@example.com', access_token: 'integration-1' } });
  while (status().breaker === 'closed') await errorForNew();
  const text = JSON.stringify(status());
  expect(JSON.parse(text)).toStrictEqual(status());
  expect(text).not.toMatch(/integration-1|member-|refresh-|client-|@|http/);

  const first = status();
  expect(status()).not.toBe(first);
  expect(status().lastFailure).not.toBe(first.lastFailure);
  Object.assign(first, { breaker: 'closed', failures: 0 });
  Object.assign(first.lastFailure ?? {}, { code: 'nonsense' });
  expect(status()).toMatchObject({ breaker: 'open', failures: 5, lastFailure: { code: 'vendor_failed' } });
});

test('credentials that are refused show in it, though the breaker stays closed', async () => {
  vendor.answering = () => ({ status: 401 });
  for (let page = 0; page < 10; page += 1) expect(await errorForNew()).toBe('vendor_rejected');
  const lastFailure = { code: 'vendor_rejected', at: START };
  expect(status()).toMatchObject({ breaker: 'closed', failures: 0, lastFailure, token: 'none' });
});
