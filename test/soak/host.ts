// The host of the soak: a session in memory, a login that may come at any time, and a page that says whose it is.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import session from 'express-session';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import type { CheetahMemberState, StellarMemberState } from '../../lib/vendors/cheetah/index.js';

/** What the page says: whom the host saw in the session, and the member it got. */
export interface SoakPage {
  readonly user: string | null;
  readonly state: StellarMemberState | null;
}

/** How a login treats a session that is there already. */
export type LoginKind = 'in place' | 'cleared' | 'regenerated';

export interface SoakHost {
  readonly url: string;
  readonly handler: CheetahMemberState;
  readonly store: session.MemoryStore;
  close(): Promise<void>;
}

/** A session of this host, as it stands in its store. */
export interface KeptSession {
  readonly userId?: string;
  readonly cheetah?: { readonly member?: { readonly access_token: string; readonly integration_id: string } };
}

/**
 * The memory store, answering with what it holds at that moment, as a server does. Its own answer is one turn of the event loop old, and
 * a login in that turn would be undone by whoever saves next: no fault of ours, and no store can be asked to compare and set.
 */
class PromptStore extends session.MemoryStore {
  override get(sid: string, callback: (error: unknown, found?: session.SessionData | null) => void): void {
    setImmediate(() => {
      const { sessions } = this as unknown as { readonly sessions: Readonly<Record<string, string | undefined>> };
      const found = sessions[sid];
      callback(null, found === undefined ? null : (JSON.parse(found) as session.SessionData));
    });
  }
}

const sessionOf = (req: Request): session.Session & { userId?: string; cheetah?: unknown } => req.session;

/** Hands an error of the session on, or goes on. */
const unless =
  (next: NextFunction, then: () => void) =>
  (error: unknown): void => {
    if (error) next(error);
    else then();
  };

/** Starts the host. `POST /login?user=…&kind=…`, `POST /logout`, `GET /page`. */
export async function startSoakHost(options: {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly memberTtl: number;
  readonly now: () => number;
}): Promise<SoakHost> {
  const store = new PromptStore();
  const handler = cheetahMemberState({ clientId: 'client-id', clientSecret: 'client-secret', ...options });
  const app = express();
  app.set('env', 'test');
  app.use(session({ secret: 'soak', resave: false, saveUninitialized: false, store }));
  app.use((req, _res, next) => {
    const { userId } = sessionOf(req);
    if (userId !== undefined) {
      Object.assign(req, { user: { id: userId, email: `${userId}@example.com`, firstName: `Name of ${userId}` } });
    }
    next();
  });
  app.get('/page', handler, (req, res) => {
    // The user that the request was resolved to, whatever became of its session since.
    const { user } = req as { user?: { id: string } };
    res.json({ user: user?.id ?? null, state: res.locals['stellar_member_state'] ?? null });
  });
  app.post('/login', (req, res, next) => {
    logIn(req, res, next, handler);
  });
  app.post('/logout', (req, res, next) => {
    handler.clear(req);
    req.session.destroy(unless(next, () => void res.json({})));
  });
  const server = createServer(app);
  // A busy machine must not end a connection between two requests.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    handler,
    store,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function logIn(req: Request, res: Response, next: NextFunction, handler: CheetahMemberState): void {
  const userId = req.query['user'] as string;
  const kind = req.query['kind'] as LoginKind;
  if (kind === 'cleared') handler.clear(req);
  const enter = (): void => {
    Object.assign(req.session, { userId });
    // The answer says that the login is done, so it has to be.
    req.session.save(unless(next, () => void res.json({})));
  };
  if (kind !== 'regenerated') {
    enter();
    return;
  }
  const { cheetah } = sessionOf(req);
  req.session.regenerate(
    unless(next, () => {
      // As the documentation says: a deep link survives the login, and so may a member, which is not theirs.
      Object.assign(req.session, { cheetah });
      enter();
    }),
  );
}
