// A made-up vendor in the pipeline: it makes a URL out of the user, and knows no protocol at all.
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import { settingsOf } from '../../lib/handoff/common.js';
import type { CommonOptions } from '../../lib/handoff/common.js';
import { inject, redirect } from '../../lib/handoff/delivery.js';
import type { HandoffEvent } from '../../lib/handoff/events.js';
import { createHandoff } from '../../lib/handoff/middleware.js';
import type { Handoff, Vendor } from '../../lib/handoff/middleware.js';

/** What stands for a token in the URLs of the made-up vendor. */
export const TOKEN = 'tok-3f9a1c';

/** Jane, signed in and whole. */
export const JANE = { id: 'u-7', email: 'jane@example.com', emailVerified: true, firstName: 'Jane' };

/** The URL that the made-up vendor gives Jane. */
export const JANES_URL = `https://tiny.example/in?who=u-7&token=${TOKEN}`;

/** Jane as `req.user`. */
export const signedIn: RequestHandler = (req, _res, next) => {
  Object.assign(req, { user: JANE });
  next();
};

/** The made-up vendor in the pipeline. */
export function tinyHandoff(options: CommonOptions = {}, vendor: Partial<Vendor<string>> = {}): Handoff<string> {
  return createHandoff<string>(
    {
      name: 'tiny',
      fields: { id: 'required', email: 'required' },
      trustsEmail: true,
      produce: (user) => Promise.resolve(`https://tiny.example/in?who=${user.id}&token=${TOKEN}`),
      ...vendor,
    },
    settingsOf(options),
  );
}

/** The same as a route that sends the browser on. */
export function launchRoute(options: CommonOptions = {}, vendor: Partial<Vendor<string>> = {}): RequestHandler {
  const handoff = tinyHandoff(options, vendor);
  return (req, res, next) => {
    handoff.launch(req, res, next, (url) => {
      redirect(req, res, url);
    });
  };
}

/** The same as middleware that gives the page a value. */
export function decorateRoute(options: CommonOptions = {}, vendor: Partial<Vendor<string>> = {}): RequestHandler {
  const handoff = tinyHandoff(options, vendor);
  return (req, res, next) => {
    handoff.decorate(req, res, next, (url) => {
      inject(res, { tiny_url: url });
    });
  };
}

/** What came to the host's own error handler, and to the handler behind ours. */
export interface Seen {
  readonly errors: unknown[];
  passed: number;
}

/** An app with our handler at `/go`, a handler behind it that must not be reached by a refused user, and an error handler. */
export function guardedApp(app: Express, ...handlers: RequestHandler[]): Seen {
  const seen: Seen = { errors: [], passed: 0 };
  const secret: RequestHandler = (_req, res) => {
    seen.passed += 1;
    res.send('secret page');
  };
  app.all('/go', ...handlers, secret);
  app.use('/go', secret);
  const onError: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
    seen.errors.push(error);
    const { status, code } = error as { status?: number; code?: string };
    res.status(status ?? 500).json({ code });
  };
  app.use(onError);
  return seen;
}

/** A listener, and the events that it was told. */
export function listener(): { readonly events: HandoffEvent[]; readonly onHandoff: (event: HandoffEvent) => void } {
  const events: HandoffEvent[] = [];
  return { events, onHandoff: (event) => void events.push(event) };
}

/** What `work` rejects with. */
export async function rejection(work: unknown): Promise<unknown> {
  return Promise.resolve(work).then(
    () => {
      throw new Error('It was expected to fail, and went well.');
    },
    (error: unknown) => error,
  );
}

/** What `work` throws. */
export function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('It was expected to throw, and went well.');
}
