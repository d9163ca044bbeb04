// The live list as server-sent events: every attempt once, also after a lost connection.
import type { Request, Response } from 'express';
import type { AttemptLog, SandboxAttempt } from '../attempts.js';
import { attemptItem } from './attempt.js';

/** A reader who is this many octets behind is cut off; it comes back and asks for what it has not seen. */
const MOST_UNREAD = 32 * 1024 * 1024;

/**
 * Answers `GET /events`. An id is `run.id`: `run` tells this sandbox from one that had the port before. A reader says what it
 * has by `Last-Event-ID`, or the first time by `?after=`. First comes `keep`, which says what is still there, then each
 * attempt that the reader does not have.
 */
export function sendEvents(req: Request, res: Response, attempts: AttemptLog): void {
  const write = (event: string, id: number, data: object): void => {
    res.write(`id: ${attempts.run}.${String(id)}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    if (res.writableLength > MOST_UNREAD) res.destroy();
  };
  const keep = (id: number): void => {
    write('keep', id, { run: attempts.run, from: oldestOf(attempts) });
  };
  const send = (attempt: SandboxAttempt): void => {
    const { id, verdict } = attempt;
    write('attempt', id, { id, verdict, from: oldestOf(attempts), html: attemptItem(attempt).text });
  };

  res.set('Content-Type', 'text/event-stream');
  // Express answers HEAD by the route of GET, and nobody would end it.
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  res.write('retry: 1000\n\n');
  const after = lastSeen(req, attempts);
  keep(after);
  for (const attempt of attempts.list) if (attempt.id > after) send(attempt);
  const stops = [
    attempts.onRecord(send),
    attempts.onClear(() => {
      keep(attempts.lastId);
    }),
  ];
  res.once('close', () => {
    for (const stop of stops) stop();
  });
}

/** The oldest id that is still kept; where none is, the next one that will be. */
function oldestOf({ list, lastId }: AttemptLog): number {
  return list[0]?.id ?? lastId + 1;
}

function lastSeen(req: Request, { run, lastId }: AttemptLog): number {
  const sent =
    req.headers['last-event-id'] ?? new URL(req.originalUrl, 'http://sandbox').searchParams.get('after') ?? '';
  const [, theirs, id] = /^([0-9a-f]{1,32})\.(\d{1,15})$/.exec(String(sent)) ?? [];
  // Another run counted from 1 as well, so nothing of it is known here.
  return theirs === run ? Math.min(Number(id), lastId) : 0;
}
