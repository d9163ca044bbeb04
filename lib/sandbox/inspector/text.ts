// An attempt as plain text, to paste into a ticket or to print on a terminal.
import type { AttemptStep, SandboxAttempt } from '../attempts.js';
import { PRODUCTS } from '../page.js';
import { comparisonNote, httpStatus, timingOf, whenOf, whoOf } from './words.js';

/** Characters that steer a terminal, or turn the text around: they are written out. Tabs and line ends stay. */
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Writes an attempt as text, as the inspector shows it. No line of a value begins at the margin, so that none can pass for
 * a line of ours.
 *
 * @example
 * ```ts
 * console.log(attemptAsText(sandbox.attempts.at(-1)));
 * ```
 */
export function attemptAsText(attempt: SandboxAttempt): string {
  const { request, answer } = attempt;
  const who = whoOf(attempt);
  const sections = [
    section(`Attempt ${String(attempt.id)}: ${attempt.verdict}, ${PRODUCTS[attempt.vendor]}`, [
      whenOf(attempt),
      ...(who === '' ? [] : [`User: ${who}`]),
      ...(attempt.reason === undefined ? [] : [`Reason: ${attempt.reason}`]),
      ...(attempt.fix === undefined ? [] : [`Fix: ${attempt.fix}`]),
    ]),
    section('Request', [`${request.method} ${request.path}`, ...pairs(request.fields)]),
    section('Headers', pairs(request.headers)),
    ...attempt.steps.map((step, index) => section(`${String(index + 1)}. ${visible(step.title)}`, linesOf(step))),
    section('Answer', [`${httpStatus(answer)}. ${answer.meaning}`]),
    section(
      'Timing',
      timingOf(attempt).map(([name, value]) => `${name}: ${value}`),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

function linesOf(step: AttemptStep): string[] {
  const { received, expected } = step.comparison ?? {};
  if (expected === undefined) return [step.detail];
  return [`expected: ${expected}`, `received: ${received ?? '(not known)'}`, comparisonNote(step)];
}

function pairs(values: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(values).map(([name, value]) => `${name}: ${value}`);
  return lines.length === 0 ? ['(none)'] : lines;
}

function section(title: string, lines: readonly string[]): string {
  const indented = lines.flatMap((line) => visible(line).split('\n')).map((line) => `  ${line}`);
  return [title, ...indented].join('\n');
}

function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(STEERING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
