// Measures several things in turn, over and over, so that what slows the machine down for a while slows all of them.

/** The middle of some numbers, and the quarters around it. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** How one contender did beside another, in the same rounds. */
export interface Ratio extends Spread {
  /** A ratio for each round. */
  readonly rounds: readonly number[];
}

/** What each contender reached in each round, by its name. */
export type Rounds<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/** How often each contender has its turn. */
export interface Turns {
  readonly rounds: number;
  /** Turns in a round, which counts by their mean: the shorter they are, the more of the machine's noise falls on all contenders alike. */
  readonly turns: number;
}

/** Runs the contenders in turn, beginning with another one each time; a first round warms up and does not count. */
export async function inRounds<Name extends string>(
  contenders: Readonly<Record<Name, () => Promise<number>>>,
  { rounds, turns }: Turns,
): Promise<Rounds<Name>> {
  const names = Object.keys(contenders) as Name[];
  const reached = Object.fromEntries(names.map((name): [Name, number[]] => [name, []])) as Record<Name, number[]>;
  for (let round = -1; round < rounds; round += 1) {
    const sums = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
    for (let turn = 0; turn < turns; turn += 1) {
      const first = (round + 1 + turn) % names.length;
      const order = [...names.slice(first), ...names.slice(0, first)];
      // Every other time backwards, so that nobody always comes after the same one.
      for (const name of turn % 2 === 0 ? order : order.reverse()) sums[name] += await contenders[name]();
    }
    if (round >= 0) for (const name of names) reached[name].push(sums[name] / turns);
  }
  return reached;
}

/** The ratio of two contenders, round by round: what they share in a round cancels out. */
export function ratioOf<Name extends string>(reached: Rounds<Name>, ours: Name, theirs: Name): Ratio {
  const rounds = reached[ours].map((value, round) => value / (reached[theirs][round] as number));
  return { ...spreadOf(rounds), rounds };
}

/** Median and quartiles. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
  return below + (above - below) * (at - Math.floor(at));
}
