/** A host with a session and a page that carries the member state, a browser that keeps cookies, and a Cheetah that behaves. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import cookieSession from 'cookie-session';
import express from 'express';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { HandoffEvent } from '../../lib/handoff/events.js';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import type {
  CheetahMemberState,
  CheetahMemberStateOptions,
  StellarMemberState,
} from '../../lib/vendors/cheetah/index.js';
import type { Answering, Reply } from './fake-vendor.js';
import { as, login, showError } from './vendor-host.js';

export const TOKEN_PATH = '/oauth/token';
export const SSO_PATH = '/program/api/sso';

/** The answer to a token call. */
export const tokenReply = (count: number): Reply => ({
  body: { access_token: `integration-${String(count)}`, token_type: 'bearer', expires_in: 7200, created_at: 1 },
});

/** The answer to a sign-in. */
export const memberReply = (id: string | undefined, count = 1): Reply => ({
  body: {
    member_id: 1000 + count,
    integration_id: id,
    access_token: `member-${String(id)}-${String(count)}`,
    refresh_token: `refresh-${String(id)}`,
  },
});

/** A Cheetah that behaves. */
export const wellBehaved: Answering = ({ path, fields }, count) =>
  path === TOKEN_PATH ? tokenReply(count) : memberReply(fields['integration_id'], count);

/** express-session's own memory store, with what was written counted. */
export class CountingStore extends session.MemoryStore {
  sets: object[] = [];

  override set(sid: string, data: session.SessionData, callback?: (error?: unknown) => void): void {
    this.sets.push(structuredClone(JSON.parse(JSON.stringify(data)) as object));
    super.set(sid, data, callback);
  }
}

/** The two kinds of session, each new for a test; and none. */
export const SESSIONS = {
  'express-session': (store: session.Store): RequestHandler =>
    session({ secret: 'test', resave: false, saveUninitialized: false, store }),
  'cookie-session': (): RequestHandler => cookieSession({ keys: ['test'] }),
  none:
    (): RequestHandler =>
    (_req, _res, next): void => {
      next();
    },
} as const;

/** What the page says of its locals. */
export interface Page {
  readonly state: StellarMemberState | null;
  readonly script: string;
  readonly text: string;
}

export interface CheetahHost {
  readonly handler: CheetahMemberState;
  readonly store: CountingStore;
  readonly events: HandoffEvent[];
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts a host. `GET /page` and `/cheetah.json`, `GET /session` shows the session, `POST /visit` begins one, `POST /logout` ends it. */
export async function startCheetahHost(
  options: Partial<CheetahMemberStateOptions> & { baseUrl: string },
  { kind = 'express-session', make = express }: { kind?: keyof typeof SESSIONS; make?: typeof express } = {},
): Promise<CheetahHost> {
  const store = new CountingStore();
  const events: HandoffEvent[] = [];
  const handler = cheetahMemberState({
    clientId: 'client-id',
    clientSecret: 'client-secret-value',
    onHandoff: (event) => events.push(event),
    ...options,
  });
  const app = make();
  app.use(SESSIONS[kind](store), login);
  app.get('/page', handler, (_req, res) => {
    const { stellar_member_state: state = null, stellar_member_state_script: script = '' } = res.locals;
    res.json({ state, script: String(script), text: String(state) });
  });
  app.get('/cheetah.json', handler.json);
  app.get('/session', (req, res) => {
    const { cookie: _cookie, ...rest } = (req.session as unknown as Record<string, unknown> | undefined) ?? {};
    res.json(rest);
  });
  app.post('/visit', (req, res) => {
    Object.assign(req.session, { visited: true });
    res.json({});
  });
  app.post('/login', (req, res, next) => {
    const kept = (req.session as unknown as Record<string, unknown>)['cheetah'];
    req.session.regenerate((error: unknown) => {
      if (error) {
        next(error as Error);
        return;
      }
      Object.assign(req.session, { cheetah: kept, visited: true });
      res.json({});
    });
  });
  app.post('/clear', (req, res) => {
    handler.clear(req);
    res.json({});
  });
  app.post('/destroy', (req, res, next) => {
    req.session.destroy((error: unknown) => {
      if (error) {
        next(error as Error);
        return;
      }
      handler.clear(req);
      res.json({});
    });
  });
  app.use(showError);
  const server = createServer(app);
  // A busy machine must not end a connection between two requests.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { handler, store, events, url, close };
}

/** Someone in front of a screen: keeps cookies, and may be signed in. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly host: { readonly url: string },
    public user?: unknown,
  ) {}

  async send(method: string, path: string): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(this.user === undefined ? {} : as(this.user)), ...(cookie === '' ? {} : { cookie }) };
    const answer = await fetch(this.host.url + path, { method, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return answer;
  }

  async json<T>(method: string, path: string): Promise<T> {
    const answer = await this.send(method, path);
    if (answer.status !== 200) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  page(query = ''): Promise<Page> {
    return this.json('GET', `/page${query}`);
  }

  async state(query = ''): Promise<StellarMemberState> {
    const { state } = await this.page(query);
    if (state === null) throw new Error('the page has no member state');
    return state;
  }

  session(): Promise<Record<string, unknown>> {
    return this.json('GET', '/session');
  }
}
