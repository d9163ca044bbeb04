// What a benchmark gives back, and how long it takes.
import { inRounds, ratioOf, spreadOf, type Ratio, type Rounds, type Turns } from './rounds.js';

/** How much is measured. */
export interface Pace extends Turns {
  /** Milliseconds for each turn. */
  readonly ms: number;
  /** Short mode: it is seen to work, and its figures say nothing. */
  readonly short: boolean;
}

/** A round in one turn, for what cannot be cut into short ones. */
export const inOneTurn = (pace: Pace): Pace => ({ ...pace, turns: 1, ms: pace.turns * pace.ms });

/** One line of a table: a ratio of two things that were measured in turn. */
export interface Row {
  readonly what: string;
  readonly ratio: Ratio;
  /** The least that we want; absent where the ratio only informs. */
  readonly goal?: number;
}

/** A plain figure beside the ratios, with its unit. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** What a benchmark found. */
export interface Found {
  readonly rows: readonly Row[];
  readonly figures?: readonly Figure[];
  /** The same thing measured twice under two names: its ratio would be 1 on a machine without noise. */
  readonly control?: Ratio;
}

/** A benchmark. */
export interface Suite {
  readonly title: string;
  readonly run: (pace: Pace) => Promise<Found>;
}

/** Rows of one measurement, from the names of the contenders. */
export async function compare<Name extends string>(
  contenders: Readonly<Record<Name, () => Promise<number>>>,
  pace: Turns,
  asked: readonly (readonly [what: string, ours: Name, theirs: Name, goal?: number])[],
  control?: readonly [Name, Name],
): Promise<Found & { readonly reached: Rounds<Name> }> {
  const reached = await inRounds(contenders, pace);
  const rows = asked.map(([what, ours, theirs, goal]) => ({
    what,
    ratio: ratioOf(reached, ours, theirs),
    ...(goal === undefined ? {} : { goal }),
  }));
  return { rows, reached, ...(control && { control: ratioOf(reached, ...control) }) };
}

/** The median of what a contender reached, as requests per second. */
export function perSecond<Name extends string>(reached: Rounds<Name>, name: Name, what: string): Figure {
  return { what, value: Math.round(spreadOf(reached[name]).median), unit: 'requests per second' };
}

/** The unit of an added time. */
export const PER_REQUEST = 'µs per request';

/** Microseconds that a request costs more with one contender than with another. */
export function addedTime<Name extends string>(reached: Rounds<Name>, ours: Name, theirs: Name, what: string): Figure {
  const added = reached[ours].map((value, round) => 1e6 / value - 1e6 / (reached[theirs][round] as number));
  return { what, value: Math.round(spreadOf(added).median * 10) / 10, unit: PER_REQUEST };
}
