// One request under judgement: the steps of the check, and the verdict.
import type { Request } from 'express';
import type {
  AttemptAnswer,
  AttemptLog,
  AttemptUser,
  NewStep,
  SandboxAttempt,
  SandboxVendor,
  StepComparison,
} from './attempts.js';
import type { SandboxCredentials } from './credentials.js';
import type { FaultBoard } from './faults/board.js';
import type { FieldPairs } from './fields.js';
import { fixFor } from './fixes.js';
import { headersOf } from './headers.js';
import { Refusal } from './refusal.js';
import type { SentRequest } from './sent-request.js';

/** What every stand-in is given. */
export interface SandboxContext {
  /** Where the sandbox listens, without a trailing slash. */
  readonly url: string;
  readonly credentials: SandboxCredentials;
  /** The sandbox's clock, in milliseconds, like `Date.now`. A vendor's own may be off: see `faults.clockOf`. */
  readonly now: () => number;
  readonly attempts: AttemptLog;
  readonly faults: FaultBoard;
}

/** Collects what a check sees on its way. */
export class Inquiry {
  readonly steps: NewStep[] = [];
  fields: Readonly<Record<string, string>> = {};
  user: AttemptUser | undefined;
  /** What the request says of the user, before it is known to be true. */
  claimedUser: AttemptUser | undefined;

  /** @param at when the request came in, in milliseconds, by the vendor's clock */
  constructor(readonly at: number) {}

  note(title: string, detail: string, comparison?: StepComparison): void {
    this.steps.push({ title, detail, ...(comparison === undefined ? {} : { comparison }) });
  }

  /** Shows the beginnings of two signatures: the whole of one would be good for a sign-in. */
  noteSignatures(received: string, expected: string, detail = ''): void {
    this.steps.push({ title: 'Signature', detail, signatures: { received, expected } });
  }

  /** Shows the fields as they were sent; `show` may cut a value that should not be kept whole. */
  received(pairs: FieldPairs, show: (name: string, value: string) => string = (_name, value) => value): void {
    const fields = new Map<string, string>();
    for (const [name, value] of pairs) {
      const before = fields.get(name);
      fields.set(name, before === undefined ? show(name, value) : `${before}, ${show(name, value)}`);
    }
    this.fields = Object.fromEntries(fields);
  }
}

/** The outcome of a check: what the vendor made of the request, or why it was refused. */
export type Judgement<T> =
  | { readonly attempt: SandboxAttempt; readonly value: T }
  | { readonly attempt: SandboxAttempt; readonly refusal: Refusal };

/** What a stand-in answers: to a good request, or to one that was refused. */
export type AnswerOf = (refusal: Refusal | undefined) => AttemptAnswer;

/** A page, or a page that says why not. */
const answerWithPage: AnswerOf = (refusal) =>
  refusal === undefined
    ? { status: 200, meaning: 'A page of the vendor: the user is signed in.' }
    : { status: refusal.status, meaning: "The vendor's own error page: nobody is signed in." };

/** Runs a check and records the attempt, whatever comes of it. Anything but a {@link Refusal} is a bug and is thrown on. */
export async function judge<T>(
  context: SandboxContext,
  vendor: SandboxVendor,
  req: Request,
  check: (inquiry: Inquiry) => T | Promise<T>,
  answerOf: AnswerOf = answerWithPage,
): Promise<Judgement<T>> {
  const at = context.now();
  const inquiry = new Inquiry(context.faults.clockOf(vendor)());
  const began = performance.now();
  const fault = context.faults.metBy(req);
  const record = (refusal?: Refusal): SandboxAttempt => {
    const { user, claimedUser } = inquiry;
    // Of a fault that is played, nothing is to be mended.
    const fix = refusal === undefined || fault !== undefined ? undefined : fixFor(refusal.codes);
    const reason = [...(fault === undefined ? [] : [`played: ${fault}`]), ...(refusal ? [refusal.message] : [])];
    return context.attempts.record({
      at,
      vendor,
      verdict: refusal === undefined ? 'accepted' : 'refused',
      ...(reason.length === 0 ? {} : { reason: reason.join('; ') }),
      ...(fix === undefined ? {} : { fix }),
      ...(user !== undefined ? { user } : claimedUser !== undefined && refusal !== undefined ? { claimedUser } : {}),
      request: { method: req.method, path: pathOf(req), fields: inquiry.fields, headers: headersOf(req) },
      steps: inquiry.steps,
      answer: answerOf(refusal),
      tookMs: Math.round((performance.now() - began) * 100) / 100,
    });
  };
  try {
    const value = await check(inquiry);
    return { attempt: record(), value };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { attempt: record(error), refusal: error };
  }
}

/** The path as it was asked for, without the query. */
export function pathOf(req: SentRequest): string {
  return req.originalUrl.split('?', 1)[0] ?? '/';
}

/** Refuses any method but the one that the vendor documents. */
export function requireMethod(req: SentRequest, method: 'GET' | 'POST', what: string): void {
  if (req.method !== method) throw new Refusal('method', `${what} answers ${method} only, not ${req.method}`, 405);
}
