// What a host's function gave is kept no longer than it may be, and never when it failed.
import { Remembered } from '../../lib/handoff/remembered.js';
import { gate } from '../support/fake-vendor.js';
import { never } from '../support/never.js';
import { rejection } from '../support/tiny-vendor.js';

interface Bench {
  readonly kept: Remembered<number>;
  readonly clock: { now: number };
  readonly ask: jest.Mock<Promise<number>>;
}

/** A memory of ten seconds with a patience of two, whose answers are counted: 1, 2, 3… */
function bench(ttlMs = 10_000, answer: (count: number) => Promise<number> = (count) => Promise.resolve(count)): Bench {
  const clock = { now: 1_000_000 };
  const ask = jest.fn((): Promise<number> => answer(ask.mock.calls.length));
  return { kept: new Remembered(ask, { now: () => clock.now, ttlMs, patienceMs: 2_000 }), clock, ask };
}

test('an answer serves until its time is over, counted from the call', async () => {
  const { kept, clock } = bench();
  expect(await kept.get()).toBe(1);
  clock.now += 9_999;
  expect(await kept.get()).toBe(1);
  clock.now += 1;
  expect(await kept.get()).toBe(2);
});

test('being used does not lengthen its life', async () => {
  const { kept, clock } = bench();
  const answers: number[] = [];
  for (let step = 0; step < 12; step += 1, clock.now += 1_000) answers.push(await kept.get());
  expect(answers).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2]);
});

test('all who wait at once share one call', async () => {
  const { open, passed } = gate();
  const { kept, ask } = bench(10_000, (count) => passed.then(() => count));
  const waiting = Array.from({ length: 100 }, () => kept.get());
  open();
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([1]));
  expect(ask).toHaveBeenCalledTimes(1);
});

test('with 0, each use asks, also those at once', async () => {
  const { kept } = bench(0);
  expect(await Promise.all([kept.get(), kept.get()])).toEqual([1, 2]);
  expect(await kept.get()).toBe(3);
});

test('a call that fails, fails for all who wait for it, and the next one asks again', async () => {
  const { kept, ask } = bench(10_000, (count) =>
    count === 1 ? Promise.reject(new Error('locked')) : Promise.resolve(count),
  );
  const errors = await Promise.all([rejection(kept.get()), rejection(kept.get())]);
  expect(errors).toEqual([new Error('locked'), new Error('locked')]);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(await kept.get()).toBe(2);
});

test('a call that never comes back keeps nobody waiting who comes after the patience is over', async () => {
  const { kept, clock } = bench(10_000, (count) => (count === 1 ? never() : Promise.resolve(count)));
  void kept.get();
  clock.now += 1_999;
  void kept.get();
  clock.now += 1;
  expect(await kept.get()).toBe(2);
});

test('a call that fails late does not take away the answer of a later one', async () => {
  const { open, passed } = gate();
  const { kept, clock, ask } = bench(10_000, (count) =>
    count === 1 ? passed.then(() => Promise.reject(new Error('late'))) : Promise.resolve(count),
  );
  const first = rejection(kept.get());
  clock.now += 2_000;
  expect(await kept.get()).toBe(2);
  open();
  await first;
  expect(await kept.get()).toBe(2);
  expect(ask).toHaveBeenCalledTimes(2);
});

test.each([
  ['to before the call', 20_000],
  ['by a little', 1],
])('a clock that is set back %s makes it ask again', async (_how, back) => {
  const { kept, clock } = bench();
  await kept.get();
  clock.now += 9_000;
  expect(await kept.get()).toBe(1);
  clock.now -= back;
  expect(await kept.get()).toBe(2);
  clock.now += 9_999;
  expect(await kept.get()).toBe(2);
  clock.now += 1;
  expect(await kept.get()).toBe(3);
});

test('a clock that tells no time keeps nothing', async () => {
  const { kept, clock } = bench();
  clock.now = Number.NaN;
  expect([await kept.get(), await kept.get()]).toEqual([1, 2]);
});
