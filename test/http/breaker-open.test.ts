// The breaker, open and half-open: for how long, and who may try.
import { Breaker } from '../../lib/http/breaker.js';
import { Bench, failed } from '../support/breaker-bench.js';
import { rejection } from '../support/tiny-vendor.js';

describe('half-open', () => {
  async function halfOpen(): Promise<Bench> {
    const bench = new Bench();
    await bench.open();
    bench.time += 5000;
    expect(bench.breaker.state).toBe('half-open');
    return bench;
  }

  test('one trial at a time: the others are told at once', async () => {
    const bench = await halfOpen();
    let finish: (value: string) => void = () => undefined;
    const trial = bench.breaker.run(() => new Promise<string>((resolve) => (finish = resolve)));
    const others = await Promise.all(Array.from({ length: 20 }, () => bench.fail()));
    for (const error of others) expect(error).toMatchObject({ code: 'vendor_unavailable', retryAfter: 1 });
    expect(bench.calls).toBe(5);
    finish('back');
    expect(await trial).toBe('back');
    expect(bench.breaker.state).toBe('closed');
    await bench.succeed();
  });

  test('a trial that the vendor rejects closes it', async () => {
    const bench = await halfOpen();
    await bench.fail(failed('vendor_rejected'));
    expect(bench.breaker.state).toBe('closed');
  });

  test('a trial in which the host fails says nothing: the next call is the trial', async () => {
    const bench = await halfOpen();
    const error = new Error('host');
    expect(await bench.fail(error)).toBe(error);
    expect(bench.breaker.state).toBe('half-open');
    await bench.succeed();
    expect(bench.breaker.state).toBe('closed');
  });

  test('a trial that throws at once is over, too', async () => {
    const bench = await halfOpen();
    const throws = (): never => {
      throw failed();
    };
    await rejection(bench.breaker.run(throws));
    expect(bench.breaker.state).toBe('open');
    bench.time += 10_000;
    await bench.succeed();
    expect(bench.breaker.state).toBe('closed');
  });

  test('after a trial that went well it takes five failures again', async () => {
    const bench = await halfOpen();
    await bench.succeed();
    for (let index = 0; index < 4; index += 1) await bench.fail();
    expect(bench.breaker.state).toBe('closed');
  });
});

/** How long it stays open, by its own word and by its clock. */
async function openFor(bench: Bench): Promise<number> {
  const { retryAfter } = await bench.fail();
  const from = bench.time;
  while (bench.breaker.state === 'open') bench.time += 100;
  expect(retryAfter).toBe(Math.ceil((bench.time - from) / 1000));
  return bench.time - from;
}

test('each failed trial doubles the wait, up to a minute; a success forgets it', async () => {
  const bench = new Bench();
  await bench.open();
  const waits: number[] = [];
  for (let index = 0; index < 7; index += 1) {
    waits.push(await openFor(bench));
    await bench.fail();
  }
  expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
  await openFor(bench);
  await bench.succeed();
  await bench.open();
  expect(await openFor(bench)).toBe(5000);
});

test.each([
  [0, 2500],
  [0.5, 3800],
  [0.999_999, 5000],
])('chance %d: open for %i ms', async (chance, wait) => {
  const bench = new Bench();
  bench.chance = chance;
  await bench.open();
  expect(await openFor(bench)).toBe(wait);
});

test('its own refusals do not count as failures', async () => {
  const bench = new Bench();
  await bench.open();
  for (let index = 0; index < 50; index += 1) await bench.fail();
  expect(await openFor(bench)).toBe(5000);
});

test('chance is Math.random where none is given', async () => {
  const random = jest.spyOn(Math, 'random').mockReturnValue(0);
  const breaker = new Breaker({ vendor: 'tiny', now: () => 0, threshold: 1, openMs: 8000 });
  await rejection(breaker.run(() => Promise.reject(failed())));
  expect(await rejection(breaker.run(() => Promise.resolve()))).toMatchObject({ retryAfter: 4 });
  random.mockRestore();
});
