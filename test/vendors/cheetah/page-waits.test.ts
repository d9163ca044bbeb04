/** What a page waits for, and for how long: not for a vendor that is left alone, and for a session store only a part of its time. */

import type { RequestHandler } from 'express';
import { Browser, SSO_PATH, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { startHabitHost } from '../../support/habit-host.js';
import { tidy } from '../../support/tidy.js';
import { JANE } from '../../support/vendor-host.js';

let vendor: FakeVendor;
beforeEach(async () => {
  jest.spyOn(process, 'emitWarning').mockImplementation();
  vendor = tidy(await startFakeVendor(wellBehaved));
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Lets calls fail until the breaker is open. */
async function fail({ handler, url }: CheetahHost): Promise<void> {
  vendor.answering = () => ({ status: 500 });
  for (let id = 1; handler.status().breaker === 'closed'; id += 1) await new Browser({ url }, { ...JANE, id }).state();
}

test('while the breaker is open no function of the host is asked, and nobody waits longer than it is open', async () => {
  let time = 1_700_000_000_000;
  const fields = jest.fn(() => ({}));
  const options = { baseUrl: vendor.url, now: () => time, timeoutMs: 60_000, fields };
  const host = tidy(await startCheetahHost(options));
  const jane = new Browser(host, JANE);
  await jane.send('POST', '/visit');
  vendor.answering = () => ({ status: 500 });
  for (let id = 1; host.handler.status().breaker === 'closed'; id += 1)
    await new Browser(host, { ...JANE, id }).state();
  vendor.answering = wellBehaved;
  const asked = fields.mock.calls.length;
  const { retryAt = 0 } = host.handler.status();
  time = retryAt - 1;
  expect((await jane.state()).sso_error).toBe('vendor_unavailable');
  expect(fields).toHaveBeenCalledTimes(asked);
  time = retryAt;
  expect((await jane.state()).sso_error).toBe('');
});

test('the call that finds out whether Cheetah is back is shared by the pages of its session', async () => {
  let time = 1_700_000_000_000;
  const allow = jest.fn(() => true);
  const host = tidy(await startCheetahHost({ baseUrl: vendor.url, now: () => time, timeoutMs: 60_000, allow }));
  const jane = new Browser(host, JANE);
  await jane.send('POST', '/visit');
  await fail(host);
  time = host.handler.status().retryAt ?? 0;
  const { open, passed } = gate();
  vendor.answering = async (request, count) => {
    await passed;
    return wellBehaved(request, count);
  };
  const calls = vendor.requests.length;
  const first = jane.state();
  await until(() => vendor.requests.length > calls);
  const asked = allow.mock.calls.length;
  const second = jane.state();
  // Nothing that takes time lies between this and the call that is shared.
  await until(() => allow.mock.calls.length > asked);
  open();
  expect(await Promise.all([first, second])).toMatchObject([{ sso_error: '' }, { sso_error: '' }]);
});

/** The time that a page has, and the part of it for which a store is waited for. */
const TIMEOUT_MS = 60_000;
const STORE_MS = TIMEOUT_MS / 4;

/** Timers run as ever, and what is given ends those of so many milliseconds before their time. */
function ourTimers(): (ended: number) => void {
  const { setTimeout: real } = globalThis;
  const works: { readonly work: () => void; readonly ms: number | undefined }[] = [];
  jest.spyOn(globalThis, 'setTimeout').mockImplementation((work: () => void, ms?: number) => {
    works.push({ work, ms });
    return real(work, ms);
  });
  return (ended) => {
    for (const { work, ms } of [...works]) if (ms === ended) work();
  };
}

test('a session store that never answers is given up after a quarter of `timeoutMs`: time is left for the call', async () => {
  const end = ourTimers();
  const silent: RequestHandler = (req, _res, next) => {
    if (req.path === '/page') Object.assign(req, { sessionStore: { get: () => void setImmediate(end, STORE_MS) } });
    next();
  };
  const host = tidy(await startHabitHost({ baseUrl: vendor.url, timeoutMs: TIMEOUT_MS }, { habit: silent }));
  const jane = new Browser(host, JANE);
  await jane.send('POST', '/visit');
  expect(await jane.state('?stl_params_hash=LINK')).toMatchObject({
    sso_error: '',
    access_token: 'member-42-1',
    stl_params_hash: 'LINK',
  });
  expect(vendor.count(SSO_PATH)).toBe(1);
});

test('a member that has come is shown, even if the time of the page is over while the store takes it', async () => {
  const host = tidy(await startCheetahHost({ baseUrl: vendor.url, timeoutMs: TIMEOUT_MS }));
  const jane = new Browser(host, JANE);
  await jane.send('POST', '/visit');
  const end = ourTimers();
  jest.spyOn(host.store, 'set').mockImplementation(() => {
    end(TIMEOUT_MS);
  });
  expect(await jane.state()).toMatchObject({ sso_error: '', access_token: 'member-42-1' });
  expect(host.events).toMatchObject([{ outcome: 'injected', cached: false }]);
  end(STORE_MS);
});
