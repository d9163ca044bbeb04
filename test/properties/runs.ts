// How many cases a property is tried with: 1,000, or 10,000 on CI, or as many as PROPERTY_RUNS says; and which.

import fc from 'fast-check';
import type { IAsyncProperty, IProperty } from 'fast-check';

const asked = process.env['PROPERTY_RUNS'];

const RUNS = asked === undefined ? (process.env['CI'] === 'true' ? 10_000 : 1_000) : Number(asked);

/** On CI the cases are the same each time, so that it fails for a change and not by chance. Elsewhere they are new ones, and are looked for. */
const SEED = process.env['PROPERTY_SEED'] ?? (process.env['CI'] === 'true' ? '20261122' : undefined);

/** Milliseconds that one property may take; a machine that is busy is no failure. */
const TIME_LIMIT_MS = 240_000;

/** A test of one property. `examples` are cases that once failed, or that must never be left to chance. */
export function holds<Case extends unknown[]>(
  title: string,
  property: IAsyncProperty<Case> | IProperty<Case>,
  { examples = [], part = 1 }: { readonly examples?: Case[]; readonly part?: number } = {},
): void {
  test(
    title,
    async () => {
      await fc.assert(property as IAsyncProperty<Case>, {
        numRuns: Math.ceil(RUNS * part),
        examples,
        ...(SEED !== undefined && { seed: Number(SEED) }),
      });
    },
    TIME_LIMIT_MS,
  );
}
