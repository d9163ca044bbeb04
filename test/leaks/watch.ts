// Listens at every door of the process and of a host's app, and keeps what comes out.

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import session from 'express-session';
import { HANDOFF_CHANNEL } from '../../lib/handoff/events.js';
import { warningsDuring } from '../support/warnings.js';
import { as, login } from '../support/vendor-host.js';
import { Emissions } from './emissions.js';

// There are many hand-offs in each of these tests, and a busy machine is no leak.
jest.setTimeout(120_000);

const CONSOLE = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const;

/** Runs `work`, and adds what the console, both streams, the events' channel and the process' warnings carry meanwhile. */
export async function watching(work: (out: Emissions) => Promise<void>, out = new Emissions()): Promise<Emissions> {
  const onEvent = (event: unknown): void => out.add('channel', event);
  const write = (text: string | Uint8Array): boolean => {
    out.add('console', text);
    return true;
  };
  const spies = [
    ...CONSOLE.map((name) =>
      jest.spyOn(console, name).mockImplementation((...said: unknown[]) => out.add('console', said)),
    ),
    jest.spyOn(process.stdout, 'write').mockImplementation(write),
    jest.spyOn(process.stderr, 'write').mockImplementation(write),
  ];
  subscribe(HANDOFF_CHANNEL, onEvent);
  try {
    const warnings = await warningsDuring(() => work(out));
    for (const warning of warnings) out.add('warning', warning);
  } finally {
    unsubscribe(HANDOFF_CHANNEL, onEvent);
    for (const spy of spies) spy.mockRestore();
  }
  return out;
}

/** One request to the host. */
export interface Visit {
  readonly user?: unknown;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a host needs besides the handlers. */
export interface HostOptions {
  /** Prints what the locals hold, as a template would. */
  readonly page?: RequestHandler;
}

/**
 * Makes visits to an app that has `handlers` on every path. Errors go to the default error handler of Express, which shows the whole
 * stack on the page and on the console, as it does in development.
 */
export async function visitAll(
  out: Emissions,
  handlers: RequestHandler,
  visits: readonly Visit[],
  { page = (_req, res) => void res.json({ page: true }) }: HostOptions = {},
): Promise<number[]> {
  const app = express();
  app.set('env', 'development');
  app.use(session({ secret: 'test', resave: false, saveUninitialized: true }), login);
  app.use((req, res, next) => {
    res.on('finish', () => {
      const kept = Object.entries(req.session).filter(([key]) => key !== 'cookie');
      out.add('session', Object.fromEntries(kept));
      for (const [name, local] of Object.entries(res.locals)) out.add(`local ${name}`, local);
    });
    next();
  });
  app.use(handlers);
  app.use(page);
  const onError: ErrorRequestHandler = (error: unknown, _req, _res, next) => {
    out.add('error', error);
    next(error);
  };
  app.use(onError);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const statuses: number[] = [];
  try {
    for (const { user, method = 'GET', path = '/go', headers = {} } of visits) {
      const answer = await fetch(url + path, {
        method,
        redirect: 'manual',
        headers: { ...(user === undefined ? {} : as(user)), ...headers },
      });
      const failed = answer.status >= 400 ? 'failed ' : '';
      for (const [name, value] of answer.headers) out.add(`${failed}header ${name}`, value);
      out.add(`${failed}header names`, [...answer.headers.keys()]);
      out.add(`${failed}body`, await answer.text());
      statuses.push(answer.status);
    }
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return statuses;
}

/** Adds what a pure part returns, or the error that it rejects or throws with. */
export async function attempt(out: Emissions, place: string, work: () => unknown): Promise<void> {
  try {
    out.add(place, await work());
  } catch (error) {
    out.add('error', error);
  }
}
