// How many parameters a pasted text may have.
import { UsageError } from '../command.js';
import { pairsOfJson } from './json.js';
import type { Pasted } from './pasted.js';

/** Ten times what the longest request of any of these vendors has, with all that an app may add. */
const MOST = 200;

/** @throws UsageError where there are more: each mistake in signing is tried with all of them */
export function refuseTooMany({ query, otherQuery = '', body = '' }: Pasted): void {
  const counts = [query, otherQuery, body].map((text) => text.split('&').length);
  const most = Math.max(...counts, pairsOfJson(body)?.length ?? 0);
  if (most <= MOST) return;
  throw new UsageError(
    `explain: this has ${String(most)} parameters, and no request to these vendors has more than ${String(MOST)}. Paste one request alone.`,
  );
}
