// Remembers values for a short while, and never many of them.

/** Entries at most; the oldest goes first. */
const MOST_ENTRIES = 10_000;

/** A map whose entries all live equally long, so that the order in which they came is the order in which they go. */
export class ShortMemory<T> {
  readonly #entries = new Map<string, { readonly value: T; readonly until: number }>();
  /** When the time of the last one is over. */
  #until = 0;

  /** @param lifetimeMs - milliseconds that an entry lives */
  constructor(
    private readonly lifetimeMs: number,
    private readonly now: () => number,
  ) {}

  /** Whether the time of every entry is over. */
  get isEmpty(): boolean {
    return this.#entries.size === 0 || this.now() >= this.#until;
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    const left = (entry?.until ?? 0) - this.now();
    // A clock that was put back must not keep an entry for longer.
    return left > 0 && left <= this.lifetimeMs ? entry?.value : undefined;
  }

  set(key: string, value: T): void {
    const now = this.now();
    this.#entries.delete(key);
    this.#until = now + this.lifetimeMs;
    this.#entries.set(key, { value, until: this.#until });
    for (const [oldest, { until }] of this.#entries) {
      if (until > now && this.#entries.size <= MOST_ENTRIES) break;
      this.#entries.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Drops the entries whose keys fit. */
  forget(fits: (key: string) => boolean): void {
    for (const key of this.#entries.keys()) if (fits(key)) this.#entries.delete(key);
  }
}
