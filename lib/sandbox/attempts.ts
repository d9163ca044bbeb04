// What came in, with the verdict on it: the live list that tests read and the inspector shows.

/** The four vendors that the sandbox stands in for. */
export type SandboxVendor = 'chargebackstop' | 'devhub' | 'cheetah' | 'paynearme';

/** One step of a check, as the stand-in did it. Secrets are masked. */
export interface AttemptStep {
  /** What was looked at, like `Token header` or `String to sign`. */
  readonly title: string;
  /** What was found there; may have several lines. */
  readonly detail: string;
}

/** What the vendor learned about the user from an attempt. */
export interface AttemptUser {
  readonly id?: string;
  readonly email?: string;
  readonly name?: string;
}

/** One request that a stand-in judged. */
export interface SandboxAttempt {
  /** Counts up from 1 over the life of the sandbox. */
  readonly id: number;
  /** When it came in, in milliseconds since 1970, by the sandbox's clock. */
  readonly at: number;
  readonly vendor: SandboxVendor;
  readonly verdict: 'accepted' | 'refused';
  /**
   * Why it was refused, in words that name the mistake. Where a fault was played it begins with `played: ` and the fault's name, also
   * on an attempt that was accepted all the same.
   */
  readonly reason?: string;
  readonly user?: AttemptUser;
  /** The request as sent, with secrets masked. The path has no query; repeated fields are joined by `, `. */
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly fields: Readonly<Record<string, string>>;
  };
  readonly steps: readonly AttemptStep[];
}

/** An attempt before the log gave it an id. */
export type NewAttempt = Omit<SandboxAttempt, 'id'>;

/** A long-running sandbox keeps this many attempts; the oldest go first. */
export const ATTEMPT_LIMIT = 500;

/** Keeps the attempts and tells listeners about each new one. */
export class AttemptLog {
  readonly #list: SandboxAttempt[] = [];
  readonly #listeners = new Set<(attempt: SandboxAttempt) => void>();
  #lastId = 0;

  /** @param mask takes the secrets out of an attempt before anyone sees it */
  constructor(private readonly mask: (attempt: NewAttempt) => NewAttempt) {}

  /** The attempts, oldest first: one array that changes as requests come in. */
  get list(): readonly SandboxAttempt[] {
    return this.#list;
  }

  /** Adds an attempt, drops the oldest beyond the limit, and tells the listeners. */
  record(attempt: NewAttempt): SandboxAttempt {
    const recorded: SandboxAttempt = { id: ++this.#lastId, ...this.mask(attempt) };
    this.#list.push(recorded);
    if (this.#list.length > ATTEMPT_LIMIT) this.#list.splice(0, this.#list.length - ATTEMPT_LIMIT);
    for (const listener of this.#listeners) listener(recorded);
    return recorded;
  }

  /** Calls `listener` with each attempt from now on; the function that it returns ends that. */
  onRecord(listener: (attempt: SandboxAttempt) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
