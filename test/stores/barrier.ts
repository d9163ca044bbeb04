// A place in a host or a vendor where a test can make whoever comes wait.

import { gate } from '../support/fake-vendor.js';

/** Open at first. */
export class Barrier {
  /** How many have come so far. */
  arrived = 0;
  #gate: ReturnType<typeof gate> | undefined;

  /** Lets nothing through from now on. */
  close(): void {
    this.#gate ??= gate();
  }

  open(): void {
    this.#gate?.open();
    this.#gate = undefined;
  }

  async pass(): Promise<void> {
    this.arrived += 1;
    await this.#gate?.passed;
  }
}
