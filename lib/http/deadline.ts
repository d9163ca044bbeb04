// One time limit for all that a hand-off does.

import { PartnerSsoError } from '../handoff/errors.js';

/** A moment after which nobody waits any more. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #error: () => PartnerSsoError;

  private constructor(vendor: string, timeoutMs: number) {
    this.#error = () =>
      new PartnerSsoError(
        'vendor_timeout',
        vendor,
        `${vendor} did not answer within ${String(timeoutMs)} ms (\`timeoutMs\`).`,
      );
    this.#timer = setTimeout(() => {
      this.#controller.abort(this.#error());
    }, timeoutMs);
  }

  /**
   * Does `work` within `timeoutMs`, and leaves no timer behind. Work that comes too late is told by `signal` to stop, and is waited
   * for no longer.
   *
   * @throws PartnerSsoError `vendor_timeout`
   */
  static async run<T>(vendor: string, timeoutMs: number, work: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = new Deadline(vendor, timeoutMs);
    try {
      return await deadline.race(work(deadline));
    } finally {
      clearTimeout(deadline.#timer);
    }
  }

  /** Aborted, with the error as its reason, when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Waits for work that others may share: it goes on when the time of this waiter is over. */
  async race<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    let give: () => void = () => undefined;
    const over = new Promise<never>((_resolve, reject) => {
      give = () => {
        reject(signal.reason as PartnerSsoError);
      };
      if (signal.aborted) give();
      else signal.addEventListener('abort', give, { once: true });
    });
    try {
      return await Promise.race([work, over]);
    } finally {
      signal.removeEventListener('abort', give);
    }
  }
}
