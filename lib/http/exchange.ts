// One exchange with a vendor: a request, and its answer within the time that there is.

import type { UndiciDispatcher } from '../handoff/common-options.js';
import { gatherAnswer } from './answer-handler.js';
import type { Incoming, Stage, Until } from './answer-handler.js';
import type { Deadline } from './deadline.js';

/** What is sent. */
export interface Outgoing {
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What tells when the time is over. */
export type TimeLimit = Pick<Deadline, 'whenOver'>;

/**
 * Sends a request and waits for its answer until the deadline, which closes the connection.
 *
 * @param broken - makes the error to throw of what ended the exchange at this stage
 * @param until - `headers` leaves the body where it is, and closes the connection
 * @throws the deadline's error when the time is over, else what `broken` makes
 */
export async function exchange(
  request: Outgoing,
  via: UndiciDispatcher,
  deadline: TimeLimit,
  broken: (error: unknown, stage: Stage) => unknown,
  until: Until = 'end',
): Promise<Incoming> {
  const { handler, answer, stage, stop } = gatherAnswer(until);
  let over: Error | undefined;
  const leave = deadline.whenOver((reason) => {
    over = reason;
    stop(reason);
  });
  try {
    // undici has limits of its own for silence; the deadline rules over all of it.
    if (over === undefined) via.dispatch({ ...request, headersTimeout: 0, bodyTimeout: 0 }, handler);
    return await answer;
  } catch (error) {
    throw over ?? broken(error, stage());
  } finally {
    leave();
  }
}
