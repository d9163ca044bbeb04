// Chance that can be repeated: the same seed makes the same choices.

/** Gives numbers from 0 up to 1. */
export type Random = () => number;

/** The small generator "mulberry32"; good enough to choose by. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 up to, not including, `below`. */
export const whole = (random: Random, below: number): number => Math.floor(random() * below);

/** One of a list that is not empty. */
export const oneOf = <T>(random: Random, list: readonly [T, ...T[]]): T => list[whole(random, list.length)] as T;
