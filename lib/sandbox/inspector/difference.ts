// Where two texts begin to differ, widened to whole percent escapes and characters so that a person can read it.

/** A text in three: what both have, what differs, what both have again. */
export interface Parted {
  readonly before: string;
  readonly differs: string;
  readonly after: string;
}

/** Two texts that are not the same. */
export interface Difference {
  /** The place of the first character that differs, counted from 1. */
  readonly at: number;
  readonly received: Parted;
  readonly expected: Parted;
}

/** Half an escape at the end, also of one that was escaped again: `%`, `%2`, `%25`, `%252`. */
const HALF_ESCAPE = /%(?:25)?[0-9A-Fa-f]?$/;
const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;

/** Finds the part from the first difference to the last one; `undefined` where there is none. */
export function findDifference(received: string, expected: string): Difference | undefined {
  if (received === expected) return undefined;
  const shorter = Math.min(received.length, expected.length);
  let first = 0;
  while (first < shorter && received[first] === expected[first]) first += 1;
  const same = expected.slice(0, first);
  const start = first - (HALF_ESCAPE.exec(same) ?? HIGH_SURROGATE.exec(same) ?? [''])[0].length;

  let tail = 0;
  while (tail < shorter - start && received.at(-1 - tail) === expected.at(-1 - tail)) tail += 1;
  const middle = (text: string): string => text.slice(start, text.length - tail);
  const rest = (): string => expected.slice(expected.length - tail);
  while ([received, expected].some((text) => HALF_ESCAPE.test(middle(text))) && /^[0-9A-Fa-f]/.test(rest())) tail -= 1;
  if (/^[\uDC00-\uDFFF]/.test(rest())) tail -= 1;

  const part = (text: string): Parted => ({
    before: text.slice(0, start),
    differs: middle(text),
    after: text.slice(text.length - tail),
  });
  return { at: first + 1, received: part(received), expected: part(expected) };
}
