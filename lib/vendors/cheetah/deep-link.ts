// The deep link that waits through a sign-in: `stl_params_hash` of the query, told to the page once.

import type { Request } from 'express';
import { hasControls } from '../../handoff/text.js';
import { ShortMemory } from './short-memory.js';

/** Deep links in use are some dozens of characters long; a longer one is not ours to keep. */
const LONGEST_PARAMS_HASH = 1024;
/** Milliseconds for which other copies of the same session are known to be behind. */
const TOLD_MEMORY_MS = 60_000;

/** Read out of the URL itself: a query parser would turn the plus signs of base64 into spaces. */
export function paramsHashOf(req: Request): string | undefined {
  const query = /\?([^#]*)/.exec(req.originalUrl)?.[1];
  if (query === undefined) return undefined;
  const [hash, ...others] = new URLSearchParams(query.replaceAll('+', '%2B')).getAll('stl_params_hash');
  return others.length === 0 && isParamsHash(hash) ? hash : undefined;
}

/** Whether a value may go into the page as a deep link. */
export function isParamsHash(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_PARAMS_HASH && !hasControls(value);
}

/** Remembers which links were told, since pages that load one session at once all find the same link in it. */
export class ToldLinks {
  readonly #told: ShortMemory<true>;

  constructor(now: () => number) {
    this.#told = new ShortMemory(TOLD_MEMORY_MS, now);
  }

  /** It has come anew, and is told anew. */
  forget(session: string | undefined, hash: string): void {
    if (session !== undefined) this.#told.delete(keyOf(session, hash));
  }

  /**
   * The link for this page, which is told by it and by no other.
   *
   * @param session - its id, where it has one
   * @param asked - the one in this request's query: whoever asks is answered
   * @param kept - the one that waits in this request's copy of the session
   */
  take(session: string | undefined, asked: string | undefined, kept: string | undefined): string | undefined {
    const hash = asked ?? kept;
    if (hash === undefined || session === undefined) return hash;
    const key = keyOf(session, hash);
    if (asked === undefined && this.#told.get(key) === true) return undefined;
    this.#told.set(key, true);
    return hash;
  }
}

const keyOf = (session: string, hash: string): string => `${session}\n${hash}`;
