// Finds the mistake behind a wrong signature: signs in the ways in which callers go wrong, and names the one that fits.
import type { FaultCode } from './fixes.js';

/** A way to read one side of a signature; the right way has no `why`. */
export type Reading<T> = { readonly value: T } & (
  { readonly why?: undefined } | { readonly why: string; readonly code: FaultCode }
);

/** For each side of a signature (key, parameters, address…) the right reading first, then the wrong ones. */
export type Readings<T extends object> = { readonly [Side in keyof T]: readonly Reading<T[Side]>[] };

/** Three mistakes at once would take long to find, and a caller who made three had better start again. */
const MOST_MISTAKES = 2;

/** What a caller did. */
export interface Mistake<T> {
  readonly codes: readonly FaultCode[];
  /** In words. */
  readonly why: string;
  /** The readings that the caller took: with these the signature comes out as it was sent. */
  readonly choice: T;
}

/**
 * Tries the readings, those with one mistake before those with two.
 *
 * @returns what the caller did, or `undefined` where nothing fits
 */
export function guessMistake<T extends object>(
  readings: Readings<T>,
  matches: (choice: T) => boolean,
): Mistake<T> | undefined {
  const sides = Object.keys(readings) as (keyof T)[];
  for (let mistakes = 1; mistakes <= MOST_MISTAKES; mistakes += 1) {
    for (const { codes, whys, choice } of choices(readings, sides, mistakes)) {
      if (matches(choice as T)) return { codes, why: whys.join('; and '), choice: choice as T };
    }
  }
  return undefined;
}

interface Choice<T> {
  readonly codes: readonly FaultCode[];
  readonly whys: readonly string[];
  readonly choice: Partial<T>;
}

/** Every choice of one reading per side with exactly so many mistakes. */
function* choices<T extends object>(
  readings: Readings<T>,
  sides: readonly (keyof T)[],
  mistakes: number,
): Generator<Choice<T>> {
  const [side, ...others] = sides;
  if (side === undefined) {
    if (mistakes === 0) yield { codes: [], whys: [], choice: {} };
    return;
  }
  for (const reading of readings[side]) {
    const left = reading.why === undefined ? mistakes : mistakes - 1;
    if (left < 0) continue;
    for (const rest of choices(readings, others, left)) {
      yield {
        codes: reading.why === undefined ? rest.codes : [reading.code, ...rest.codes],
        whys: reading.why === undefined ? rest.whys : [reading.why, ...rest.whys],
        choice: { ...rest.choice, [side]: reading.value },
      };
    }
  }
}
