// What a hand-off would send, step by step, for support work.

/** One step, in words and values. Every secret, token and signature in it is masked. */
export interface ExplainStep {
  /** What is shown, such as `Token claims`. */
  readonly title: string;
  /** The values by name, or the text itself. */
  readonly detail: Readonly<Record<string, unknown>> | string;
}

/**
 * What `explain()` returns: plain data, to print or to keep.
 *
 * @example
 * console.dir(await chargebackstopSso({ partnerId, ssoKey }).explain(user), { depth: null });
 */
export interface Explanation {
  /** Name of the vendor, such as `chargebackstop`. */
  readonly vendor: string;
  /** The host's own id of the user, as text; empty where the vendor needs none and there is none. */
  readonly userId: string;
  /** The steps in their order. */
  readonly steps: readonly ExplainStep[];
}

/** Stands where a secret, a token or a signature would. */
export const MASK = '[redacted]';
