/** Whether a text can be read in another way: compared with all readings there are, for every text of a small alphabet. */

import { otherReading } from '../../../lib/vendors/paynearme/readings.js';
import type { Part } from '../../../lib/vendors/paynearme/readings.js';
import { ANYTHING, DIGITS, EMAIL, TRIMMED, only } from '../../../lib/vendors/paynearme/values.js';
import type { Values } from '../../../lib/vendors/paynearme/values.js';

type Named = readonly (readonly [name: string, values: Values])[];

/** Whether a whole text is a value. */
function holds(values: Values, text: string): boolean {
  let state: number | undefined = 0;
  for (const character of text) {
    if (state !== undefined) state = values.step(state, character);
  }
  return state !== undefined && values.mayEnd(state);
}

/** Every reading: where each name begins. By trying all, as nobody would do with long texts. */
function readings(text: string, [first, ...others]: Named, from = 0): number[][] {
  if (first === undefined) return text === '' ? [[]] : [];
  const [name, values] = first;
  if (!text.startsWith(name)) return [];
  return Array.from({ length: text.length - name.length + 1 }, (_, length) => name.length + length).flatMap((end) =>
    holds(values, text.slice(name.length, end))
      ? readings(text.slice(end), others, from + end).map((rest) => [from, ...rest])
      : [],
  );
}

function* texts(alphabet: string, longest: number, start = ''): Generator<string> {
  yield start;
  if (start.length === longest) return;
  for (const letter of alphabet) yield* texts(alphabet, longest, start + letter);
}

interface Shape {
  readonly what: string;
  readonly letters: string;
  readonly longest: number;
  readonly named: Named;
  /** Whether any text of it can be read in two ways. */
  readonly isLoose: boolean;
}

const X = ANYTHING;
const SHAPES: readonly Shape[] = [
  { what: 'two names', letters: 'abx', longest: 8, named: [['a', X], ['b', X]], isLoose: true },
  { what: 'a name within the next two', letters: 'abx', longest: 8, named: [['a', X], ['ab', X], ['b', X]], isLoose: true },
  { what: 'names that overlap', letters: 'ab', longest: 11, named: [['aba', X], ['bab', X]], isLoose: true },
  { what: 'trimmed text', letters: 'ab ', longest: 9, named: [['a', TRIMMED], ['b', TRIMMED]], isLoose: true },
  { what: 'an e-mail first', letters: 'a@b', longest: 9, named: [['a', EMAIL], ['b', TRIMMED]], isLoose: true },
  { what: 'a fixed value first', letters: 'abx', longest: 8, named: [['a', only('b')], ['b', X]], isLoose: false },
  { what: 'digits, and a fixed end', letters: 'av13', longest: 8, named: [['a', X], ['v', DIGITS], ['v', only('3')]], isLoose: false },
]; // prettier-ignore

test.each(SHAPES)('$what: another reading is found where there is one, and only there', (shape) => {
  const { letters, longest, named, isLoose } = shape;
  let ambiguous = 0;
  let unique = 0;
  for (const text of texts(letters, longest)) {
    const all = readings(text, named);
    if (all.length > 1) ambiguous += 1;
    else unique += all.length;
    for (const starts of all) {
      const parts = named.map(([name, values], index): Part => ({ name, values, at: starts[index], counts: true }));
      const found = otherReading(text, parts);
      const isRight =
        all.length > 1
          ? all.some((other) => other.some((start, index) => start === found && starts[index] !== start))
          : found === undefined;
      // A plain comparison: a call of expect() for each of these would take minutes.
      if (!isRight) throw new Error(`${text} as ${starts.join()}: ${String(found)}`);
    }
  }
  expect(ambiguous > 5).toBe(isLoose);
  expect(unique).toBeGreaterThan(5);
});

test('only names that count make another reading', () => {
  const parts = (counts: boolean): Part[] => [
    { name: 'a', values: X, at: 0, counts: true },
    { name: 'b', values: X, at: 2, counts },
  ];
  expect(otherReading('axbyb', parts(true))).toBe(4);
  expect(otherReading('axbyb', parts(false))).toBeUndefined();
});

test('a name that was not there is another reading wherever it is found', () => {
  const parts = (at: number | undefined): Part[] => [
    { name: 'a', values: X, at: 0, counts: true },
    { name: 'b', values: X, at, counts: true },
  ];
  expect(otherReading('axb', parts(undefined))).toBe(2);
  expect(otherReading('axb', parts(2))).toBeUndefined();
});
