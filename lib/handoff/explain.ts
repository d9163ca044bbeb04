// What a hand-off would send, step by step, for support work.

/** One step, in words and values. Every secret, token and signature in it is masked. */
export interface ExplainStep {
  readonly title: string;
  readonly detail: Readonly<Record<string, unknown>> | string;
}

/** What `explain()` returns. */
export interface Explanation {
  readonly vendor: string;
  readonly userId: string;
  readonly steps: readonly ExplainStep[];
}

/** Stands where a secret, a token or a signature would. */
export const MASK = '[redacted]';
