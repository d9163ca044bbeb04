// A host whose habits a test chooses: where its sessions are kept, what it does to them on the way to the page, and how it ends them.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Express, RequestHandler } from 'express';
import session from 'express-session';
import type { HandoffEvent } from '../../lib/handoff/events.js';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import type { CheetahMemberState, CheetahMemberStateOptions } from '../../lib/vendors/cheetah/index.js';
import { SESSIONS } from './cheetah-host.js';
import { until } from './fake-vendor.js';
import { login, showError } from './vendor-host.js';

type Got = (error: unknown, session?: session.SessionData | null) => void;

/** As session-file-store: a session that is not there is a file that is not there. */
export class FileLikeStore extends session.MemoryStore {
  override get(sid: string, callback: Got): void {
    super.get(sid, (error, found) => {
      if (found) callback(error, found);
      else callback(Object.assign(new Error(`ENOENT: no such file, ${sid}`), { code: 'ENOENT' }));
    });
  }
}

/** As connect-mongo with `touchAfter`: what is read says when it was written, and what is written does not. */
export class MongoLikeStore extends session.MemoryStore {
  readonly #written = new Map<string, Date>();
  #time = 1_700_000_000_000;

  override get(sid: string, callback: Got): void {
    super.get(sid, (error, found) => {
      if (found) Object.assign(found, { lastModified: this.#written.get(sid) });
      callback(error, found);
    });
  }

  override set(sid: string, data: session.SessionData, callback?: (error?: unknown) => void): void {
    Reflect.deleteProperty(data, 'lastModified');
    this.#written.set(sid, new Date((this.#time += 1000)));
    super.set(sid, data, callback);
  }
}

export interface Habits {
  /** Where sessions are kept; another process has the same one. */
  readonly store?: session.MemoryStore;
  /** In place of express-session on that store. */
  readonly sessions?: RequestHandler;
  /** Runs on every route, after the session and the user are there. */
  readonly habit?: RequestHandler;
  /** Further routes, before the page's. */
  readonly mount?: (app: Express, handler: CheetahMemberState) => void;
}

export interface HabitHost {
  readonly url: string;
  readonly events: HandoffEvent[];
  /** Waits until all answers but so many have ended, and what comes after them, too, on a store that answers at its next turn. */
  readonly settled: (open?: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The session of a request, as plain data. */
export const dataOf = (req: { session: unknown }): Record<string, unknown> => req.session as Record<string, unknown>;

/** What a memory store holds. */
export function sessionsIn(store: session.MemoryStore): Record<string, unknown>[] {
  const { sessions } = store as unknown as { sessions: Record<string, string> };
  return Object.values(sessions).map((text) => JSON.parse(text) as Record<string, unknown>);
}

/** A habit: each page is counted in the session. */
export const countsViews: RequestHandler = (req, _res, next) => {
  Object.assign(req.session, { views: Number(dataOf(req)['views'] ?? 0) + 1 });
  next();
};

/** Starts a host with `GET /page`, and `POST /visit`, which begins a session. */
export async function startHabitHost(
  options: Partial<CheetahMemberStateOptions> & { baseUrl: string },
  { store = new session.MemoryStore(), sessions = SESSIONS['express-session'](store), habit, mount }: Habits = {},
): Promise<HabitHost> {
  const events: HandoffEvent[] = [];
  const handler = cheetahMemberState({
    clientId: 'client-id',
    clientSecret: 'client-secret-value',
    onHandoff: (event) => events.push(event),
    ...options,
  });
  let answering = 0;
  const app = express();
  app.use((_req, res, next) => {
    answering += 1;
    res.once('close', () => (answering -= 1));
    next();
  });
  app.use(sessions, login);
  if (habit !== undefined) app.use(habit);
  mount?.(app, handler);
  app.get('/page', handler, (_req, res) => {
    const { stellar_member_state: state = null } = res.locals;
    res.json({ state });
  });
  app.post('/visit', (req, res) => {
    Object.assign(req.session, { visited: true });
    res.json({});
  });
  app.use(showError);
  const server = createServer(app);
  // A busy machine must not end a connection between two requests.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    events,
    async settled(open = 0) {
      await until(() => answering === open);
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
