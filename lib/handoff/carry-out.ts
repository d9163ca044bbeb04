// One hand-off as Express sees it: it answers, goes on, or fails, and never throws.

import type { NextFunction, Response } from 'express';
import { isLater } from './at-once.js';
import type { AtOnceOrLater } from './at-once.js';
import type { Settings } from './common.js';
import { setHeaders } from './delivery.js';
import { PartnerSsoError } from './errors.js';
import { Trace } from './events.js';

/** What a hand-off leaves behind: an answer, or the request for the host's next handler. */
export type Ending = 'next' | 'answered';

/**
 * Does the work of one hand-off, and goes on to the host's next handler unless it has answered. Nothing is thrown from here: what goes
 * wrong is told by the event and handed to the host, with the headers that belong to it.
 */
export function carryOut(
  vendor: string,
  settings: Settings,
  res: Response,
  next: NextFunction,
  work: (trace: Trace) => AtOnceOrLater<Ending>,
): void {
  const trace = new Trace(vendor, settings);
  const goOn = (ending: Ending): void => {
    if (ending === 'next') next();
  };
  const fail = (error: unknown): void => {
    trace.fail(error);
    setHeaders(res, error instanceof PartnerSsoError ? error.headers : { 'Cache-Control': 'no-store' });
    next(asError(error));
  };
  let done;
  try {
    done = work(trace);
  } catch (error) {
    fail(error);
    return;
  }
  if (isLater(done)) done.then(goOn, fail);
  else goOn(done);
}

/** next() takes nothing for "go on", and 'route' or 'router' for "skip the rest": a host that throws these means an error. */
function asError(thrown: unknown): unknown {
  if (Boolean(thrown) && thrown !== 'route' && thrown !== 'router') return thrown;
  return new Error('A function given to express-partner-sso threw a value that is no error.', { cause: thrown });
}
