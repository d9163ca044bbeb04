// What came in, with the verdict on it: the live list that tests read and the inspector shows.
import { randomBytes } from 'node:crypto';

/** The four vendors that the sandbox stands in for. */
export type SandboxVendor = 'chargebackstop' | 'devhub' | 'cheetah' | 'paynearme';

/** What was received beside what was expected, where the two had to be equal and the check says that they were not. */
export interface StepComparison {
  /** What the sender had; absent where nobody but the sender can know it. */
  readonly received?: string;
  /** What the vendor works out for the same request. */
  readonly expected: string;
}

/** One step of a check, as the stand-in did it. Secrets are masked. */
export interface AttemptStep {
  /** What was looked at, like `Token header` or `String to sign`. */
  readonly title: string;
  /** What was found there; may have several lines. */
  readonly detail: string;
  /** Only where the attempt was refused for a wrong signature. */
  readonly comparison?: StepComparison;
}

/** What the vendor learned about the user from an attempt. */
export interface AttemptUser {
  /** The host's id of the user. */
  readonly id?: string;
  /** The e-mail address. */
  readonly email?: string;
  /** The name, as the vendor was told it. */
  readonly name?: string;
}

/** A step before it was masked. */
export interface NewStep extends AttemptStep {
  /** Whole signatures, of which the log shows the beginnings and the lengths. */
  readonly signatures?: { readonly received: string; readonly expected: string };
}

/** What the stand-in answered. */
export interface AttemptAnswer {
  /** The HTTP status; 0 where no answer was sent, as the fault `hang` does. */
  readonly status: number;
  /** What the answer says, and what comes of it, in a sentence or two. */
  readonly meaning: string;
}

/** One request that a stand-in judged. */
export interface SandboxAttempt {
  /** Counts up from 1 over the life of the sandbox. */
  readonly id: number;
  /** When it came in, in milliseconds since 1970, by the sandbox's clock. */
  readonly at: number;
  /** Which stand-in. */
  readonly vendor: SandboxVendor;
  /** What came of the check. */
  readonly verdict: 'accepted' | 'refused';
  /**
   * Why it was refused, in words that name the mistake. Where a fault was played it begins with `played: ` and the fault's name, also
   * on an attempt that was accepted all the same.
   */
  readonly reason?: string;
  /** What to do about it, as sentences; absent where a fault was played, or where the reason says it all. */
  readonly fix?: string;
  /** Whom it is about, as far as the vendor may believe it. */
  readonly user?: AttemptUser;
  /** What a refused request said of the user before that could be believed. Only where there is no `user`. */
  readonly claimedUser?: AttemptUser;
  /** The request as sent, with secrets and signatures masked. The path has no query; repeated fields are joined by `, `. */
  readonly request: {
    /** `GET` or `POST`. */
    readonly method: string;
    /** The path, without the query. */
    readonly path: string;
    /** The fields of the query or of the form. */
    readonly fields: Readonly<Record<string, string>>;
    /** The headers that matter to a hand-off, names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
  };
  /** The check, step by step. */
  readonly steps: readonly AttemptStep[];
  /** What was answered. */
  readonly answer: AttemptAnswer;
  /** How long the check took, in milliseconds by a real clock. */
  readonly tookMs: number;
  /** Milliseconds since the attempt before of the same user at the same vendor; absent for the first one. */
  readonly sinceBeforeMs?: number;
}

/** An attempt before the log gave it an id and its place among the others. */
export type NewAttempt = Omit<SandboxAttempt, 'id' | 'sinceBeforeMs' | 'steps'> & {
  readonly steps: readonly NewStep[];
};

/** A long-running sandbox keeps this many attempts; the oldest go first. */
export const ATTEMPT_LIMIT = 500;

/** Keeps the attempts and tells listeners about each new one. */
export class AttemptLog {
  /** Tells the ids of this sandbox from those of another that had the same port before. */
  readonly run = randomBytes(6).toString('hex');
  readonly #list: SandboxAttempt[] = [];
  readonly #listeners = new Set<(attempt: SandboxAttempt) => void>();
  readonly #clearListeners = new Set<() => void>();
  #lastId = 0;

  /** @param mask takes the secrets out of an attempt before anyone sees it */
  constructor(private readonly mask: (attempt: NewAttempt) => NewAttempt) {}

  /** The attempts, oldest first: one array that changes as requests come in. */
  get list(): readonly SandboxAttempt[] {
    return this.#list;
  }

  /** The id that was given last; 0 before the first. */
  get lastId(): number {
    return this.#lastId;
  }

  /** Adds an attempt, drops the oldest beyond the limit, and tells the listeners. */
  record(attempt: NewAttempt): SandboxAttempt {
    const masked = this.mask(attempt);
    const before = this.#list.findLast((other) => other.vendor === masked.vendor && whoIn(other) === whoIn(masked));
    const recorded: SandboxAttempt = {
      id: ++this.#lastId,
      ...masked,
      ...(before === undefined ? {} : { sinceBeforeMs: masked.at - before.at }),
    };
    this.#list.push(recorded);
    if (this.#list.length > ATTEMPT_LIMIT) this.#list.splice(0, this.#list.length - ATTEMPT_LIMIT);
    for (const listener of this.#listeners) listener(recorded);
    return recorded;
  }

  /** Forgets all attempts. The array stays the same one, and ids go on. */
  clear(): void {
    this.#list.length = 0;
    for (const listener of this.#clearListeners) listener();
  }

  /** Calls `listener` with each attempt from now on; the function that it returns ends that. */
  onRecord(listener: (attempt: SandboxAttempt) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Calls `listener` whenever the attempts were forgotten; the function that it returns ends that. */
  onClear(listener: () => void): () => void {
    this.#clearListeners.add(listener);
    return () => void this.#clearListeners.delete(listener);
  }
}

/** Whom an attempt is about, as far as anyone knows. */
function whoIn({ user, claimedUser }: NewAttempt): string | undefined {
  const { id, email } = user ?? claimedUser ?? {};
  return id ?? email;
}
