// What the diagnosis needs to know of a vendor.
import { Inquiry } from '../../sandbox/inquiry.js';
import type { AttemptStep } from '../../sandbox/attempts.js';
import { fixFor } from '../../sandbox/fixes.js';
import { Refusal } from '../../sandbox/refusal.js';
import type { SentRequest } from '../../sandbox/sent-request.js';
import type { Fault } from './pasted.js';

/** What the stand-in made of a request. */
export interface Outcome {
  readonly steps: readonly AttemptStep[];
  /** Why it was refused; absent for a good one. */
  readonly refusal?: Refusal;
}

/** A mistake that would explain the signature. */
export interface Suspicion extends Fault {
  /** Whether the signature fits what would then have been signed. */
  readonly fits: () => boolean;
  /** The text that would have been signed, where it is another. */
  readonly signed?: string;
}

/** A pasted request at its vendor. */
export interface Case {
  readonly request: SentRequest;
  /** The stand-in's own check, at a time in milliseconds. Ids are taken as they were sent; {@link differences} looks at those. */
  readonly check: (request: SentRequest, secret: string, atMs: number) => Outcome;
  /** When it says that it was made, in milliseconds. */
  readonly madeAt: number | undefined;
  /** The same with a right signature, to see what else is wrong. */
  readonly resigned: (secret: string) => SentRequest | undefined;
  /** Mistakes that the stand-in does not look for. */
  readonly suspicions: (secret: string) => readonly Suspicion[];
  /** Mistakes that can be seen without a check, and that explain what a check says. */
  readonly causes: readonly Fault[];
  /** Set where a good signature shows that the sender meant what looks like one of the causes. */
  readonly excusedBySignature?: true;
  /** What was sent otherwise than the configuration has it. */
  readonly differences: readonly Fault[];
  /** Parts of the request that are credentials, to be shown nowhere. */
  readonly live: readonly string[];
  /** What needs no secret to be seen and no check to be reached. */
  readonly steps: readonly AttemptStep[];
  /** What nobody but the vendor can tell. */
  readonly notCheckable: string;
  /** Why the signature cannot be checked, whatever the secret. */
  readonly unsigned?: string;
}

/** Runs a check of the sandbox. */
export function outcomeOf(atMs: number, check: (inquiry: Inquiry) => unknown): Outcome {
  const inquiry = new Inquiry(atMs);
  try {
    check(inquiry);
    return { steps: inquiry.steps };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { steps: inquiry.steps, refusal: error };
  }
}

/** Whether the check got as far as the signature, and that was wrong. */
export function isWrongSignature(refusal: Refusal | undefined): boolean {
  return refusal?.codes.includes('signature') === true;
}

/** Whether the stand-in found no mistake that explains the signature. */
export function isUnexplained({ codes }: Refusal): boolean {
  return codes.includes('other-key');
}

/** What a check found, as a fault of the pasted text. */
export function faultOf({ message: reason, codes }: Refusal): Fault {
  const fix = fixFor(codes);
  return { reason, ...(fix === undefined ? {} : { fix }) };
}
