// What the inspector says of an attempt, in words: the same for its pages and for the text to copy.
import type { AttemptAnswer, AttemptStep, SandboxAttempt } from '../attempts.js';
import { inWords, utcTime } from '../duration.js';
import { findDifference, type Parted } from './difference.js';

/** Whom it is about: `Jane Doe, jane@example.com, id 42`, or nothing. */
export function whoOf({ user, claimedUser }: SandboxAttempt): string {
  const { name, email, id } = user ?? claimedUser ?? {};
  const number = id === undefined || id === '' ? undefined : `id ${id}`;
  const who = [name, email, number].filter((part) => part !== undefined && part !== '').join(', ');
  return user === undefined && who !== '' ? `${who} (as the request says)` : who;
}

/** Like `HTTP 200`. */
export function httpStatus({ status }: AttemptAnswer): string {
  return status === 0 ? 'no HTTP answer' : `HTTP ${String(status)}`;
}

/** When it came in. */
export function whenOf(attempt: SandboxAttempt): string {
  return utcTime(Math.floor(attempt.at / 1000));
}

/** When it came in, and how long things took. */
export function timingOf(attempt: SandboxAttempt): readonly (readonly [name: string, value: string])[] {
  const { tookMs, sinceBeforeMs } = attempt;
  const same = whoOf(attempt) === '' ? 'same vendor, user not known' : 'same user and vendor';
  return [
    ['Came in', whenOf(attempt)],
    ['Check took', `${String(tookMs)} ms`],
    [`Attempt before, ${same}`, sinceBeforeMs === undefined ? 'none' : `${elapsed(sinceBeforeMs)} earlier`],
  ];
}

function elapsed(ms: number): string {
  return Math.abs(ms) < 2000 ? `${String(Math.round(ms))} ms` : inWords(ms / 1000);
}

/** What is to be seen where two texts stand side by side. */
export function comparisonNote({ title, comparison }: AttemptStep): string {
  if (comparison === undefined) return '';
  const { received, expected } = comparison;
  if (title === 'Signature') return 'Only the beginnings are shown, because a whole signature is as good as a sign-in.';
  if (received === undefined) {
    return (
      'What the sender signed cannot be known, since no common mistake gives this signature. ' +
      'Compare the expected text with what your code signs, or check the key.'
    );
  }
  const difference = findDifference(received, expected);
  if (difference === undefined)
    return 'The sender signed the same text: the mistake is in the key or in how it was signed.';
  return (
    `The first difference is at character ${String(difference.at)}: ` +
    `the sender has ${brief(difference.received)}, expected is ${brief(difference.expected)}.`
  );
}

function brief({ differs }: Parted): string {
  if (differs === '') return 'nothing there';
  return `“${differs.length > 60 ? `${differs.slice(0, 60)}…` : differs}”`;
}
