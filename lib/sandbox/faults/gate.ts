// Stands before a stand-in and plays the faults for which nothing of the request has to be known.
import { setTimeout } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { AttemptAnswer, SandboxVendor } from '../attempts.js';
import { queryPairs } from '../fields.js';
import { judge, type Judgement, type SandboxContext } from '../inquiry.js';
import { sendRefusal } from '../page.js';
import { PLAYED, Refusal } from '../refusal.js';
import { CLOCK_SHIFTS, RETRY_AFTER_S, type SandboxFault } from './table.js';

/** Lets a request through to the stand-in, or plays what is to be played at this vendor. */
export function faultGate(context: SandboxContext, vendor: SandboxVendor): RequestHandler {
  return function sandboxFaultGate(req, res, next) {
    const fault = context.faults.meet(vendor, req);
    if (fault !== undefined && fault in CLOCK_SHIFTS) {
      res.set('Date', new Date(context.faults.clockOf(vendor)()).toUTCString());
    }
    playBefore(fault, context, vendor, req, res).then((goesOn) => {
      if (goesOn) next();
    }, next);
  };
}

/** An attempt has to tell a status, and where none is sent there is none. */
const NO_ANSWER: AttemptAnswer = { status: 0, meaning: 'No answer was sent, by your wish.' };

/** Plays a fault; true where the stand-in is to answer, in its own way or with a fault of its own. */
async function playBefore(
  fault: SandboxFault | undefined,
  context: SandboxContext,
  vendor: SandboxVendor,
  req: Request,
  res: Response,
): Promise<boolean> {
  const record = (reason: string, answer: AttemptAnswer = NO_ANSWER): Promise<Judgement<never>> =>
    judge<never>(
      context,
      vendor,
      req,
      (inquiry) => {
        inquiry.received(queryPairs(req), () => '…');
        throw new Refusal(PLAYED, reason);
      },
      () => answer,
    );

  if (fault === 'slow') {
    if (await outwaits(res, context.faults.slowMs)) return true;
    await record('nobody waited for the answer');
    return false;
  }
  if (fault === 'hang') {
    await record('no answer is sent');
    return false;
  }
  if (fault === '500' || fault === '429') {
    const status = Number(fault);
    const { attempt } = await record('nothing was checked', {
      status,
      meaning: 'The vendor is in trouble, by your wish.',
    });
    if (fault === '429') res.set('Retry-After', String(RETRY_AFTER_S));
    if (req.accepts(['text', 'html']) === 'html') sendRefusal(res, vendor, status, attempt);
    else
      res
        .status(status)
        .type('text')
        .send(`${attempt.reason ?? ''}\n`);
    return false;
  }
  // Calls from server to server are POSTs; what a browser opens has no JSON to break.
  if (fault === 'bad-json' && req.method === 'POST') {
    await record('nothing was checked', { status: 200, meaning: 'JSON that breaks off in the middle, by your wish.' });
    res.type('json').send('{"status": "ok", "access_tok');
    return false;
  }
  return true;
}

/** Whether the other side is still there after this time. No timer outlives the connection. */
async function outwaits(res: Response, ms: number): Promise<boolean> {
  const gone = new AbortController();
  const leave = (): void => {
    gone.abort();
  };
  res.once('close', leave);
  try {
    await setTimeout(ms, undefined, { signal: gone.signal });
    return true;
  } catch {
    return false;
  } finally {
    res.off('close', leave);
  }
}
