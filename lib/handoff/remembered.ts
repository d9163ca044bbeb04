// What a function of the host gave, kept for a while: one call for all who wait for it at once.

/** For how long an answer is kept, and by which clock. */
export interface Remembering {
  readonly now: () => number;
  /** Milliseconds from the call on; 0 keeps nothing, and lets nobody share a call. */
  readonly ttlMs: number;
  /** Milliseconds after which newcomers no longer wait for a call that has not come back, but make another. */
  readonly patienceMs: number;
}

/** One call, and its answer once it is there. */
interface Call<T> {
  readonly askedAt: number;
  readonly answer: Promise<T>;
  settled: boolean;
}

/** An answer that is asked for again when it is too old. One that fails is not kept. */
export class Remembered<T> {
  #last: Call<T> | undefined;
  /** The latest time that was seen: a clock that goes back must not lengthen a life. */
  #seenAt = -Infinity;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly rules: Remembering,
  ) {}

  /** The answer, kept or asked for. Rejects as the call does, for all who wait for it. */
  get(): Promise<T> {
    const now = this.rules.now();
    const last = this.#last;
    if (last !== undefined && this.#serves(last, now)) {
      this.#seenAt = now;
      return last.answer;
    }
    this.#seenAt = now;
    const call: Call<T> = { askedAt: now, answer: this.ask(), settled: false };
    this.#last = call;
    call.answer.then(
      () => {
        call.settled = true;
      },
      () => {
        // A later call may stand in its place by now.
        if (this.#last === call) this.#last = undefined;
      },
    );
    return call.answer;
  }

  #serves(call: Call<T>, now: number): boolean {
    const { ttlMs, patienceMs } = this.rules;
    return now >= this.#seenAt && now - call.askedAt < (call.settled ? ttlMs : Math.min(ttlMs, patienceMs));
  }
}
