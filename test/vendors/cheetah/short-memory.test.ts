/** A memory that forgets: after its time, when it is told to, and the oldest first when there are too many. */

import { ShortMemory } from '../../../lib/vendors/cheetah/short-memory.js';

let time = 0;
const memory = (lifetimeMs = 1000): ShortMemory<string> => new ShortMemory(lifetimeMs, () => time);
beforeEach(() => {
  time = 1_700_000_000_000;
});

test('an entry lives to its last millisecond', () => {
  const kept = memory();
  kept.set('a', 'x');
  time += 999;
  expect(kept.get('a')).toBe('x');
  time += 1;
  expect(kept.get('a')).toBeUndefined();
  expect(kept.get('b')).toBeUndefined();
});

test('set anew, it lives anew', () => {
  const kept = memory();
  kept.set('a', 'x');
  time += 999;
  kept.set('a', 'y');
  time += 999;
  expect(kept.get('a')).toBe('y');
});

test('a clock that is set back does not lengthen a life', () => {
  const kept = memory();
  kept.set('a', 'x');
  time -= 1;
  expect(kept.get('a')).toBeUndefined();
});

test('it is empty as soon as the time of the last one is over', () => {
  const kept = memory();
  expect(kept.isEmpty).toBe(true);
  kept.set('a', 'x');
  time += 500;
  kept.set('b', 'y');
  time += 999;
  expect([kept.get('a'), kept.isEmpty]).toEqual([undefined, false]);
  time += 1;
  expect([kept.get('b'), kept.isEmpty]).toEqual([undefined, true]);
  kept.set('c', 'z');
  expect(kept.isEmpty).toBe(false);
  kept.delete('a');
  kept.delete('b');
  kept.delete('c');
  expect(kept.isEmpty).toBe(true);
});

test('with no lifetime nothing is kept', () => {
  const kept = memory(0);
  kept.set('a', 'x');
  expect(kept.get('a')).toBeUndefined();
});

test('entries are dropped by name, and by what fits', () => {
  const kept = memory();
  for (const key of ['a1', 'a2', 'b1']) kept.set(key, key);
  kept.delete('a1');
  expect(kept.get('a1')).toBeUndefined();
  expect(kept.get('a2')).toBe('a2');
  kept.forget((key) => key.startsWith('a'));
  expect([kept.get('a2'), kept.get('b1')]).toEqual([undefined, 'b1']);
});

test('ten thousand entries are kept; with one more, the oldest goes', () => {
  const kept = memory();
  for (let index = 0; index < 10_000; index += 1) kept.set(String(index), 'x');
  expect(kept.get('0')).toBe('x');
  kept.set('one more', 'x');
  expect([kept.get('0'), kept.get('1'), kept.get('one more')]).toEqual([undefined, 'x', 'x']);
});

test('one that is set again is the youngest', () => {
  const kept = memory();
  for (let index = 0; index < 10_000; index += 1) kept.set(String(index), 'x');
  kept.set('0', 'y');
  kept.set('one more', 'x');
  expect([kept.get('0'), kept.get('1')]).toEqual(['y', undefined]);
});
