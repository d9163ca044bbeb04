// A host with one way into the package, which is watched: how often it goes on, how often it answers, with which errors.

import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import type express from 'express';
import request from 'supertest';
import type { HandoffEvent } from '../../lib/handoff/events.js';
import { JANE, as, login } from '../support/vendor-host.js';
import { wayOf } from './entries.js';
import type { AnyOptions, Entry } from './entries.js';

/** Which error handler the host has: Express' own in production, or one that reads `err.status` and `err.code`. */
export type Handling = 'default' | 'host';

export interface Host {
  readonly app: Express;
  readonly events: HandoffEvent[];
  /** What came to the error handler of the host. */
  readonly errors: unknown[];
  /** The calls of `next`, each with what it was given. */
  readonly nexts: unknown[];
  /** How often an answer was ended. */
  readonly ends: () => number;
  /** Sends a request to the way in. */
  readonly go: (asked?: Asked) => request.Test;
}

export interface Asked {
  readonly method?: 'get' | 'post' | 'head' | 'options';
  /** Null for nobody. */
  readonly user?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Behind the path; begins with `?`. */
  readonly query?: string;
  /** In place of the path of the entry. */
  readonly path?: string;
}

/** Starts a host. What stands behind a page with locals shows them; behind a launch there is what nobody should reach. */
export function hostOf(
  entry: Entry,
  {
    url,
    options = {},
    make,
    handling = 'host',
    before = [],
    settings = {},
  }: {
    readonly url: string;
    readonly options?: AnyOptions;
    readonly make: typeof express;
    readonly handling?: Handling;
    readonly before?: readonly RequestHandler[];
    /** Settings of the app, by Express' names. */
    readonly settings?: Readonly<Record<string, unknown>>;
  },
): Host {
  const events: HandoffEvent[] = [];
  const errors: unknown[] = [];
  const nexts: unknown[] = [];
  const ends: jest.SpyInstance[] = [];
  const onHandoff = (event: HandoffEvent): void => void events.push(event);
  const { handler, cheetah } = wayOf(entry, url, { onHandoff, ...options }, make);

  const watched: RequestHandler = (req, res, next) => {
    ends.push(jest.spyOn(res, 'end'));
    // The router counts too where it finds no route, so what it goes on with is told apart by the error alone.
    void handler(req, res, (error?: unknown) => {
      nexts.push(error);
      next(error);
    });
  };
  const app = make();
  app.set('env', 'production');
  for (const [name, value] of Object.entries(settings)) app.set(name, value);
  app.use(login, ...before);
  app.all('/logout', (req, res) => {
    cheetah?.clear(req);
    res.json({});
  });
  if (entry.path === '/go') app.all('/go', watched);
  else app.use('/partners', watched);
  app.all(entry.path, (_req, res) => {
    if (entry.gives === 'locals') res.json(res.locals);
    else res.send('behind the way in');
  });
  const onError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
    errors.push(error);
    const { status, code } = (error ?? {}) as { status?: number; code?: string };
    if (res.headersSent) next(error);
    else res.status(status ?? 500).json({ code });
  };
  if (handling === 'host') app.use(onError);

  const go = ({ method = 'get', user = JANE, headers = {}, query = '', path = entry.path }: Asked = {}): request.Test =>
    request(app)
      [method](path + query)
      .set({ ...(user === null ? {} : as(user)), ...headers });
  return { app, events, errors, nexts, go, ends: () => ends.reduce((sum, { mock }) => sum + mock.calls.length, 0) };
}
