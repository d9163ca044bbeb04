// What is told of an error that a function of the host threw while the page went on.

import { warnOnce } from '../../handoff/warnings.js';

/** `sso_error` for what a function of the host threw: `allow`, `fields`, or one that gets the secret. */
export const HOST_ERROR = 'host_error';

/** Where code was when it threw, as V8 writes it: nothing that a message could hold. */
const PLACE = /^\s+at (?:.* \()?(?:file:\/\/|node:|[A-Z]:\\|\/)[^()]*:\d+:\d+\)?$/m;

/**
 * Warns once that a function of the host threw. The error itself is the host's and may hold anything; its kind and its place are enough to
 * find it.
 *
 * @param owner - on whose behalf it is warned once
 */
export function warnOfHost(owner: object, error: unknown): void {
  const { name, place } = error instanceof Error ? kindAndPlaceOf(error) : { name: typeof error, place: undefined };
  const where = place ?? 'an unknown place';
  warnOnce(owner, HOST_ERROR, `A function given to cheetahMemberState() threw (${name}, ${where}).`);
}

function kindAndPlaceOf(error: Error): { name: string; place: string | undefined } {
  const { name, message, stack = '' } = wordsOf(error);
  // The stack begins with name and message, which are the host's words, and may have lines of any look.
  const [head, ...rest] = stack.split(`${message}\n`);
  const frames = message === '' ? stack : rest.length === 1 && head?.includes('\n') === false ? rest[0] : undefined;
  return { name: /^[A-Z][A-Za-z]{0,39}$/.test(name) ? name : 'Error', place: PLACE.exec(frames ?? '')?.[0].trim() };
}

/** Its texts. An error may have getters, which may throw in their turn. */
function wordsOf(error: Error): { name: string; message: string; stack?: string } {
  try {
    const { name, message, stack } = error as { name: unknown; message: unknown; stack?: unknown };
    return { name: String(name), message: String(message), stack: String(stack) };
  } catch {
    return { name: 'Error', message: '' };
  }
}
