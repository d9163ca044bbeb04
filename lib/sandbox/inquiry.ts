// One request under judgement: the steps of the check, and the verdict.
import type { Request } from 'express';
import type { AttemptLog, AttemptStep, AttemptUser, SandboxAttempt, SandboxVendor } from './attempts.js';
import type { SandboxCredentials } from './credentials.js';
import type { FieldPairs } from './fields.js';
import { Refusal } from './refusal.js';
import type { SentRequest } from './sent-request.js';

/** What every stand-in is given. */
export interface SandboxContext {
  /** Where the sandbox listens, without a trailing slash. */
  readonly url: string;
  readonly credentials: SandboxCredentials;
  /** Milliseconds, like `Date.now`. */
  readonly now: () => number;
  readonly attempts: AttemptLog;
}

/** Collects what a check sees on its way. */
export class Inquiry {
  readonly steps: AttemptStep[] = [];
  fields: Readonly<Record<string, string>> = {};
  user: AttemptUser | undefined;

  /** @param at when the request came in, in milliseconds */
  constructor(readonly at: number) {}

  note(title: string, detail: string): void {
    this.steps.push({ title, detail });
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

/** Runs a check and records the attempt, whatever comes of it. Anything but a {@link Refusal} is a bug and is thrown on. */
export async function judge<T>(
  context: SandboxContext,
  vendor: SandboxVendor,
  req: Request,
  check: (inquiry: Inquiry) => T | Promise<T>,
): Promise<Judgement<T>> {
  const inquiry = new Inquiry(context.now());
  const record = (verdict: { verdict: 'accepted' } | { verdict: 'refused'; reason: string }): SandboxAttempt =>
    context.attempts.record({
      at: inquiry.at,
      vendor,
      ...verdict,
      ...(inquiry.user === undefined ? {} : { user: inquiry.user }),
      request: { method: req.method, path: pathOf(req), fields: inquiry.fields },
      steps: inquiry.steps,
    });
  try {
    const value = await check(inquiry);
    return { attempt: record({ verdict: 'accepted' }), value };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { attempt: record({ verdict: 'refused', reason: error.message }), refusal: error };
  }
}

/** The path as it was asked for, without the query. */
export function pathOf(req: SentRequest): string {
  return req.originalUrl.split('?', 1)[0] ?? '/';
}

/** Refuses any method but the one that the vendor documents. */
export function requireMethod(req: SentRequest, method: 'GET' | 'POST', what: string): void {
  if (req.method !== method) throw new Refusal(`${what} answers ${method} only, not ${req.method}`, 405);
}
