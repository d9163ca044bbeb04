// Finds everything that is wrong with a pasted request, the cause before what follows from it.
import { randomBytes } from 'node:crypto';
import { isQuoted } from '../../handoff/text.js';
import type { AttemptStep } from '../../sandbox/attempts.js';
import type { Refusal } from '../../sandbox/refusal.js';
import { faultOf, isUnexplained, isWrongSignature, type Case, type Outcome, type Suspicion } from './case.js';
import type { Fault } from './pasted.js';

/** What was found. */
export interface Diagnosis {
  /** The gravest first. */
  readonly faults: readonly Fault[];
  /** Whether the signature was compared with a right one. */
  readonly checked: boolean;
  /** Whether it fits; undefined where it was not reached or not checked. */
  readonly fits?: boolean;
  readonly steps: readonly AttemptStep[];
}

/** Judges the request at a time in milliseconds; without a secret, all but the signature. */
export function diagnose(each: Case, secret: string | undefined, atMs: number): Diagnosis {
  const key = secret ?? randomBytes(32).toString('hex');
  const madeAt = each.madeAt ?? atMs;
  // What is too old today was perhaps good when it was made: its age must not hide another fault.
  const now = each.check(each.request, key, atMs);
  const made = now.refusal === undefined ? now : each.check(each.request, key, madeAt);
  const wrong = isWrongSignature(made.refusal);
  const resigned = wrong ? each.resigned(key) : each.request;
  const rest = resigned === undefined || !wrong ? made : each.check(resigned, key, madeAt);
  const later = resigned === undefined ? made : each.check(resigned, key, atMs);

  const faults: Fault[] = [];
  const mistake =
    wrong && made.refusal !== undefined && secret !== undefined ? mistakeIn(each, made.refusal, secret) : undefined;
  if (mistake !== undefined) faults.push(mistake);
  if (secret !== undefined && !wrong && isQuoted(secret)) faults.push(QUOTED);
  const excused = each.excusedBySignature === true && secret !== undefined && made.refusal === undefined;
  if (!excused) faults.push(...each.causes);
  const { refusal } = rest;
  if (refusal !== undefined && !isWrongSignature(refusal) && !isSaid(each.causes, refusal.message)) {
    faults.push(faultOf(refusal));
  }
  faults.push(...each.differences.filter(({ reason }) => !isSaid(faults, reason)));
  if (later.refusal !== undefined && later.refusal.message !== refusal?.message) faults.push(faultOf(later.refusal));

  const reached = wrong || made.refusal === undefined || rest.steps.some(({ title }) => title.startsWith('Signature'));
  const checked = secret !== undefined && each.unsigned === undefined;
  return {
    faults,
    checked: checked && reached,
    ...(checked && reached ? { fits: !wrong } : {}),
    steps: [...made.steps, ...comparison(mistake, made)],
  };
}

/** It fits, for it was made with the same key: the vendor has the key without the marks. */
const QUOTED: Fault = {
  reason: 'the key in your settings has quotation marks around it, and the signature was made with them',
  fix: 'Take the marks off, unless the vendor shows them, too; `doctor` checks all keys.',
};

/** Whether a fault of the same field is among them. */
function isSaid(faults: readonly Fault[], reason: string): boolean {
  const [, field] = /^(?:the token's )?`(\w+)`/.exec(reason) ?? [];
  return field !== undefined && faults.some((fault) => fault.reason.startsWith(`\`${field}\``));
}

/** The stand-in's own guess where it has one, else the first suspicion that is right. */
function mistakeIn({ suspicions }: Case, refusal: Refusal, secret: string): Suspicion | Fault {
  return (isUnexplained(refusal) ? suspicions(secret).find(({ fits }) => fits()) : undefined) ?? faultOf(refusal);
}

/** What was signed, beside what should have been, with the first difference marked. */
function comparison(mistake: Suspicion | Fault | undefined, { steps }: Outcome): AttemptStep[] {
  const expected = steps.find(({ title }) => /^(?:Base string|String to sign)/.test(title))?.detail.split('\n', 1)[0];
  if (mistake === undefined || !('signed' in mistake) || expected === undefined) return [];
  const { signed = expected } = mistake;
  const differs = signed.split('').findIndex((letter, index) => letter !== expected.charAt(index));
  const same = differs < 0 ? signed.length : differs;
  const detail = [`expected: ${expected}`, `signed:   ${signed}`, `${' '.repeat(10 + same)}^ the first difference`];
  return [{ title: 'What was signed', detail: detail.join('\n') }];
}
