// One time limit for all that a hand-off does.

import { isLater } from '../handoff/at-once.js';
import type { AtOnceOrLater } from '../handoff/at-once.js';
import { PartnerSsoError } from '../handoff/errors.js';

/** A moment after which nobody waits any more. */
export class Deadline {
  readonly #timer: NodeJS.Timeout;
  /** Who is told when the time is over. */
  readonly #listeners = new Set<(reason: Error) => void>();
  /** Why it is over; nothing while there is time. */
  #over: Error | undefined;
  #waitingFor: string | undefined;
  /** The URL that is being called right now, so that the error can name its host. */
  calling: string | undefined;
  /** The deadline of shared work that is being waited for. */
  #shared: Deadline | undefined;

  private constructor(vendor: string, timeoutMs: number) {
    this.#timer = setTimeout(() => {
      const option = this.#waitingFor ?? this.#shared?.waitingFor;
      const url = this.calling ?? this.#shared?.calling;
      this.#end(option === undefined ? vendorTimeout(vendor, timeoutMs, url) : hostTimeout(option, timeoutMs));
    }, timeoutMs);
  }

  /**
   * Does `work` within `timeoutMs`, and leaves no timer behind. Work that comes too late is waited for no longer; what it does can
   * hear of it by `whenOver`, and stop.
   *
   * @throws PartnerSsoError `vendor_timeout`, or a `TimeoutError` that names the host's own function
   */
  static async run<T>(vendor: string, timeoutMs: number, work: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = new Deadline(vendor, timeoutMs);
    try {
      return await deadline.race(work(deadline));
    } finally {
      clearTimeout(deadline.#timer);
    }
  }

  /** The host's option whose function is being waited for right now. */
  get waitingFor(): string | undefined {
    return this.#waitingFor;
  }

  /**
   * Tells `listener` why the time is over: when it is, or at once where it is already. An `AbortSignal` would do the same, and cost as
   * much as the rest of a call.
   *
   * @returns takes the listener off again
   */
  whenOver(listener: (reason: Error) => void): () => void {
    if (this.#over === undefined) this.#listeners.add(listener);
    else listener(this.#over);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Waits for work that others may share: it goes on when the time of this waiter is over. */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = this.whenOver(reject);
      const leaving =
        <V>(settle: (value: V) => void) =>
        (value: V): void => {
          leave();
          settle(value);
        };
      work.then(leaving(resolve), leaving(reject));
    });
  }

  /** Waits for work that has a deadline of its own. Should this one be over first, it blames whom the other is waiting for. */
  async share<T>(work: Promise<T>, other: Deadline | undefined): Promise<T> {
    this.#shared = other;
    try {
      return await this.race(work);
    } finally {
      this.#shared = undefined;
    }
  }

  /** Waits for what a function of the host gives. Should it take too long, the error says so, and the vendor is not blamed. */
  async host<T>(option: string, work: () => AtOnceOrLater<T>): Promise<T> {
    if (this.#over !== undefined) throw this.#over;
    this.#waitingFor = option;
    try {
      const given = work();
      return isLater(given) ? await this.race(Promise.resolve(given)) : given;
    } finally {
      this.#waitingFor = undefined;
    }
  }

  #end(reason: Error): void {
    this.#over = reason;
    for (const tell of this.#listeners) tell(reason);
  }
}

function vendorTimeout(vendor: string, timeoutMs: number, url: string | undefined): PartnerSsoError {
  const where = url === undefined ? '' : ` at ${new URL(url).host}`;
  const message = `${vendor} did not answer${where} within ${String(timeoutMs)} ms (\`timeoutMs\`).`;
  return new PartnerSsoError('vendor_timeout', vendor, message);
}

function hostTimeout(option: string, timeoutMs: number): Error {
  const message = `The function given as \`${option}\` did not return within ${String(timeoutMs)} ms (\`timeoutMs\`).`;
  return Object.assign(new Error(message), { name: 'TimeoutError' });
}
