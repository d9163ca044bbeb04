// How a breaker says it stands, and how long it stays open.
import { Bench, failed } from '../support/breaker-bench.js';

describe('the status', () => {
  test('of a new breaker is closed, without a failure', () => {
    const { breaker } = new Bench();
    expect(breaker.status).toEqual({ state: 'closed', failures: 0, retryAt: undefined, lastFailure: undefined });
  });

  test('counts failures in a row, and says when the next call may go out', async () => {
    const bench = new Bench({ threshold: 2 });
    await bench.fail(failed('vendor_timeout'));
    const lastFailure = { code: 'vendor_timeout', at: 1_000_000 };
    expect(bench.breaker.status).toEqual({ state: 'closed', failures: 1, retryAt: undefined, lastFailure });
    bench.time += 10;
    await bench.fail();
    expect(bench.breaker.status).toEqual({
      state: 'open',
      failures: 2,
      retryAt: 1_005_010,
      lastFailure: { code: 'vendor_failed', at: 1_000_010 },
    });
    bench.time = 1_005_010;
    expect(bench.breaker.status).toMatchObject({ state: 'half-open', failures: 2, retryAt: 1_005_010 });
  });

  test('keeps the last failure after a success, and nothing else', async () => {
    const bench = new Bench({ threshold: 1 });
    await bench.fail();
    bench.time += 5000;
    await bench.succeed();
    const lastFailure = { code: 'vendor_failed', at: 1_000_000 };
    expect(bench.breaker.status).toEqual({ state: 'closed', failures: 0, retryAt: undefined, lastFailure });
  });

  test('notes a user that the vendor refuses, without counting it', async () => {
    const bench = new Bench();
    await bench.fail(failed('vendor_rejected'));
    expect(bench.breaker.status).toMatchObject({ failures: 0, lastFailure: { code: 'vendor_rejected' } });
  });

  test("leaves out the host's own errors: they say nothing of the vendor", async () => {
    const bench = new Bench();
    await bench.fail(failed('request_invalid'));
    await bench.fail(new Error('the database is down'));
    expect(bench.breaker.status).toMatchObject({ failures: 0, lastFailure: undefined });
  });

  test('a URL that is not trusted is told, and neither counts nor ends the count', async () => {
    const bench = new Bench({ threshold: 2 });
    await bench.fail();
    await bench.fail(failed('vendor_untrusted_url'));
    expect(bench.breaker.status).toMatchObject({ failures: 1, lastFailure: { code: 'vendor_untrusted_url' } });
  });
});

describe('the time that it stays open', () => {
  /** The milliseconds for which it stays open after the first failure, and after each failed trial. */
  async function waitsOf(bench: Bench, trials: number): Promise<number[]> {
    const waits: number[] = [];
    for (let trial = 0; trial <= trials; trial += 1) {
      await bench.fail();
      const until = bench.breaker.status.retryAt as number;
      waits.push(until - bench.time);
      bench.time = until;
    }
    return waits;
  }

  test.each([
    [1, [1000, 2000, 4000, 8000, 10_000, 10_000]],
    [0.5, [750, 1500, 3000, 6000, 7500, 7500]],
    [0, [500, 1000, 2000, 4000, 5000, 5000]],
  ])('doubles up to its bound; a chance of %d spreads it', async (chance, waits) => {
    const bench = new Bench({ threshold: 1, openMs: 1000, longestOpenMs: 10_000 });
    bench.chance = chance;
    expect(await waitsOf(bench, 5)).toEqual(waits);
  });

  test('begins anew after a success', async () => {
    const bench = new Bench({ threshold: 1, openMs: 1000 });
    await waitsOf(bench, 3);
    await bench.succeed();
    expect(await waitsOf(bench, 1)).toEqual([1000, 2000]);
  });

  test('is a minute at most unless it is told otherwise', async () => {
    const waits = await waitsOf(new Bench({ threshold: 1 }), 5);
    expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });
});

describe('a wait that the vendor asks for', () => {
  const asked = (retryAfter: number): Error => Object.assign(failed('vendor_unavailable'), { retryAfter });

  test.each([
    [1, 30_000],
    [0.5, 32_500],
    [0, 35_000],
  ])('is kept, and with a chance of %d is over after %i ms: not all processes call at once', async (chance, wait) => {
    const bench = new Bench();
    bench.chance = chance;
    await bench.fail(asked(30));
    expect(bench.breaker.status.retryAt).toBe(1_000_000 + wait);
  });

  test('that is long is spread over a tenth of it', async () => {
    const bench = new Bench();
    bench.chance = 0;
    await bench.fail(asked(200));
    expect(bench.breaker.status.retryAt).toBe(1_000_000 + 220_000);
  });

  test('that is shorter than our own changes nothing', async () => {
    const bench = new Bench({ threshold: 1 });
    await bench.fail(asked(1));
    expect(bench.breaker.status.retryAt).toBe(1_005_000);
  });

  test('and that is over brings a trial: one that fails opens it again at once', async () => {
    const bench = new Bench();
    await bench.fail(asked(30));
    bench.time += 30_000;
    expect(bench.breaker.state).toBe('half-open');
    await bench.fail();
    expect(bench.breaker.state).toBe('open');
  });

  test('after a failed trial is kept as well', async () => {
    const bench = new Bench({ threshold: 1 });
    await bench.fail();
    bench.time += 5000;
    await bench.fail(asked(100));
    expect(bench.breaker.status.retryAt).toBe(1_105_000);
  });
});

test('one trial at a time, also when a call from before the outage ends during it', async () => {
  const bench = new Bench({ threshold: 1 });
  const ends: (() => void)[] = [];
  const slow = (): Promise<void> => bench.breaker.run(() => new Promise((resolve) => ends.push(resolve)));
  const before = slow();
  await bench.fail();
  bench.time += 5000;
  const trial = slow();
  ends[0]?.();
  await before;
  expect(await bench.fail()).toMatchObject({ code: 'vendor_unavailable' });
  expect(bench.breaker.isReady).toBe(false);
  ends[1]?.();
  await trial;
  expect(bench.breaker).toMatchObject({ state: 'closed', isReady: true });
});
