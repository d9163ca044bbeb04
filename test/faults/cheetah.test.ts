/** Cheetah breaks in every way, on real sockets, at each of its two calls: the page goes on, in time, and nothing leaks or lingers. */

import type { CheetahMemberStateOptions } from '../../lib/vendors/cheetah/index.js';
import { ELSEWHERE, TOKEN_CANARY, answer, endless, startBrokenVendor } from '../support/broken-vendor.js';
import type { BrokenVendor, Fault } from '../support/broken-vendor.js';
import { until } from '../support/fake-vendor.js';
import { tidy } from '../support/tidy.js';
import { CALLS, FAULTS } from './fault-table.js';
import { oneRound } from './fault-round.js';
import type { Round } from './fault-round.js';
import { NO_CONNECTION, leadAstray } from './no-connection.js';
import { timersRunning } from './our-timers.js';

jest.setTimeout(60_000);

/** What the page may do besides waiting, in milliseconds. */
const WORK_MS = 100;
/** A vendor that never ends is waited for until the time is over; any other fault shows long before, on the slowest machine too. */
const patience = (code: string): readonly number[] => (code === 'vendor_timeout' ? [400, 800, 1600] : [30_000]);

/** A round that tells something: where the machine was too busy to get as far as the fault, or stood still, there is another. */
async function roundWith(
  code: string,
  start: (timeoutMs: number) => Promise<Partial<CheetahMemberStateOptions> & { baseUrl: string }>,
  gotThere: () => boolean,
): Promise<Round> {
  let round: Round | undefined;
  for (const timeoutMs of patience(code)) {
    round = await oneRound({ ...(await start(timeoutMs)), timeoutMs });
    if (gotThere() && round.lateMs < WORK_MS) break;
  }
  return round as Round;
}

function expectDegraded({ status, state, events, warnings, written, everything, lateMs }: Round, code: string): void {
  expect(status).toBe(200);
  expect(state).toEqual({
    access_token: '',
    refresh_token: '',
    sso_error: code,
    short_name: 'Jane',
    full_name: 'Jane Doe',
  });
  expect(events).toEqual([
    {
      vendor: 'cheetah',
      outcome: 'degraded',
      code,
      userId: '42',
      durationMs: expect.any(Number),
      at: expect.any(Number),
    },
  ]);
  expect(warnings.map((warning) => warning.code)).toEqual([`PARTNER_SSO_CHEETAH_${code.toUpperCase()}`]);
  expect(written).toBe(0);
  expect(everything).not.toMatch(/CANARY|jane@example/i);
  expect(lateMs).toBeLessThan(WORK_MS);
}

/**
 * A token call that is shared has a time of its own, which may begin a moment after that of the page. A call that was given up makes
 * undici open one connection more, which it does not use and closes after four seconds. All else is over when the page is.
 */
async function expectNothingLeft({ timers }: Round, code: string, busy: () => number): Promise<void> {
  expect(timers).toBeGreaterThan(0);
  if (code !== 'vendor_timeout') expect(timersRunning()).toBe(0);
  await until(() => timersRunning() === 0 && busy() === 0);
}

describe.each(Object.entries(CALLS))('%s', (call, path) => {
  test.each(FAULTS)('that %s costs the page its member alone', async (_what, fault, code) => {
    const vendors: BrokenVendor[] = [];
    const start = async (): Promise<{ baseUrl: string }> => {
      const vendor = tidy(await startBrokenVendor(path, fault));
      vendors.push(vendor);
      return { baseUrl: vendor.url };
    };
    const round = await roundWith(code, start, () => vendors.at(-1)?.asked.includes(path) === true);
    expectDegraded(round, code);
    await expectNothingLeft(round, code, () => vendors.reduce((sum, vendor) => sum + vendor.busy(), 0));

    // Nothing is tried again, but for a token that was refused.
    const { 'the token call': token, 'the SSO call': sso } = CALLS;
    const once = call === 'the token call' ? [token] : [token, sso];
    const refused = round.events.length > 0 && fault === REFUSED && path === sso;
    expect(vendors.at(-1)?.asked).toEqual(refused ? [...once, ...once] : once);
    expect(vendors.at(-1)?.asked).not.toContain(ELSEWHERE);
    // 1 MiB is read; what lies in the buffers of both sides comes on top.
    if (fault === endless) expect(vendors.at(-1)?.sent()).toBeLessThan(64 * 1024 * 1024);
  });

  test.each(NO_CONNECTION)('to a server that %s costs the page its member alone', async (_what, start, code) => {
    const astray = tidy(await start());
    const vendor = tidy(await startBrokenVendor('/none', WELL));
    const round = await roundWith(
      code,
      (timeoutMs) => {
        const dispatcher = leadAstray(path, astray, timeoutMs);
        tidy({ close: () => dispatcher.destroy() });
        return Promise.resolve({ baseUrl: vendor.url, dispatcher });
      },
      () => path === CALLS['the token call'] || vendor.asked.length > 0,
    );
    expectDegraded(round, code);
    await expectNothingLeft(round, code, () => vendor.busy() + astray.open());
    expect(vendor.asked).not.toContain(path);
  });
});

const WELL: Fault = answer(200, {});
const REFUSED = FAULTS.find(([what]) => what === 'answers 401')?.[1];

test('a host whose Cheetah is at a place that refuses, or speaks no TLS, needs no dispatcher of its own to go on', async () => {
  for (const [what, start, code] of NO_CONNECTION.filter(([, , code]) => code === 'vendor_unreachable')) {
    if (what.includes('resolve')) continue;
    const { origin, open } = tidy(await start());
    const round = await oneRound({ baseUrl: origin, timeoutMs: 30_000 });
    expectDegraded(round, code);
    await expectNothingLeft(round, code, open);
  }
});

test('the same round with a Cheetah that is well has its member', async () => {
  const vendor = tidy(await startBrokenVendor('/none', WELL));
  const round = await oneRound({ baseUrl: vendor.url, timeoutMs: 30_000 });
  expect(round).toMatchObject({ status: 200, state: { access_token: 'member-1', sso_error: '' }, warnings: [] });
  expect(round.everything).not.toContain(TOKEN_CANARY);
  expect(vendor.asked).toEqual(Object.values(CALLS));
  await expectNothingLeft(round, '', vendor.busy);
});
