/** A breaker on a bench: a clock and a chance that the test sets, and calls that are counted. */
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import type { PartnerSsoErrorCode } from '../../lib/handoff/errors.js';
import { Breaker } from '../../lib/http/breaker.js';
import type { BreakerOptions } from '../../lib/http/breaker.js';
import { rejection } from './tiny-vendor.js';

/** An error of this package. */
export const failed = (code: PartnerSsoErrorCode = 'vendor_failed'): PartnerSsoError =>
  new PartnerSsoError(code, 'tiny', 'x');

/** A breaker with its clock, and calls that count. */
export class Bench {
  time = 1_000_000;
  chance = 1;
  calls = 0;
  readonly breaker: Breaker;

  constructor(options: Partial<BreakerOptions> = {}) {
    this.breaker = new Breaker({ vendor: 'tiny', now: () => this.time, random: () => this.chance, ...options });
  }

  /** A call that goes well. */
  async succeed(): Promise<void> {
    await this.breaker.run(() => Promise.resolve((this.calls += 1)));
  }

  /** A call that fails; how it was told. */
  async fail(...given: readonly [error?: unknown]): Promise<PartnerSsoError> {
    const error = given.length === 0 ? failed() : given[0];
    const call = (): Promise<never> => {
      this.calls += 1;
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a host may reject with anything
      return Promise.reject(error);
    };
    return (await rejection(this.breaker.run(call))) as PartnerSsoError;
  }

  async open(times = 5): Promise<void> {
    for (let index = 0; index < times; index += 1) await this.fail();
    expect(this.breaker.state).toBe('open');
  }
}
