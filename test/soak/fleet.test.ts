// A fleet of processes does not rush a vendor that comes back: the moments of their first trials are spread by chance.

import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { Breaker } from '../../lib/http/breaker.js';

/** Longer than any breaker stays open. */
const AGES_MS = 400_000;

/** Moments at which each of a fleet of breakers makes its first trial, in milliseconds after the failure that all of them met. */
async function firstTrials(size: number, error: PartnerSsoError): Promise<number[]> {
  let now = 0;
  const fleet = Array.from({ length: size }, () => new Breaker({ vendor: 'cheetah', now: () => now }));
  for (const breaker of fleet) {
    for (let call = 0; breaker.state === 'closed'; call += 1) {
      await breaker.run(() => Promise.reject(error)).catch(() => undefined);
      expect(call).toBeLessThan(5);
    }
  }
  const trials: number[] = [];
  const waiting = new Set(fleet);
  while (waiting.size > 0) {
    for (const breaker of [...waiting].filter(({ state }) => state === 'half-open')) {
      await breaker.run(() => Promise.resolve(trials.push(now)));
      waiting.delete(breaker);
    }
    now += 5;
    if (now > AGES_MS) throw new Error('the breakers stay open');
  }
  return trials;
}

/**
 * Chance is the real one. 200 moments that are spread evenly break one of these bounds less than once in 10^9 runs: more than 60 in a
 * given tenth by 10^-13 (Chernoff), all of them within six tenths by 10^-40.
 */
function expectSpread(trials: readonly number[], from: number, to: number): void {
  expect(Math.min(...trials)).toBeGreaterThanOrEqual(from);
  expect(Math.max(...trials)).toBeLessThanOrEqual(to);
  expect(Math.max(...trials) - Math.min(...trials)).toBeGreaterThan(0.6 * (to - from));
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const trial of trials) {
    const tenth = Math.min(9, Math.floor((10 * (trial - from)) / (to - from)));
    tenths[tenth] = (tenths[tenth] as number) + 1;
  }
  expect(Math.max(...tenths)).toBeLessThanOrEqual(0.3 * trials.length);
}

describe('a fleet of 200 processes that failed at the same instant', () => {
  test('spreads its first trials', async () => {
    const failure = new PartnerSsoError('vendor_failed', 'cheetah', 'x');
    expectSpread(await firstTrials(200, failure), 2_500, 5_000 + 5);
  });

  test('spreads them too where the vendor has asked for two minutes, and comes no earlier', async () => {
    const asked = new PartnerSsoError('vendor_unavailable', 'cheetah', 'x', { retryAfter: 120 });
    const trials = await firstTrials(200, asked);
    expect(Math.min(...trials)).toBeGreaterThanOrEqual(120_000);
    expectSpread(trials, 120_000, Math.max(...trials));
    expect(Math.max(...trials) - Math.min(...trials)).toBeGreaterThan(1_000);
  });
});
