// A host whose login stands in its session, on any store, with gates wherever a test wants something else to happen first.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import cookieSession from 'cookie-session';
import express from 'express';
import type { Express, Request } from 'express';
import session from 'express-session';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import type { CheetahMemberState, CheetahMemberStateOptions } from '../../lib/vendors/cheetah/index.js';
import { SSO_PATH, wellBehaved } from '../support/cheetah-host.js';
import { startFakeVendor } from '../support/fake-vendor.js';
import type { FakeVendor } from '../support/fake-vendor.js';
import { Barrier } from './barrier.js';

type Values = Record<string, unknown>;

/** The session, as the host itself uses it: express-session's and cookie-session's are alike in that. */
const sessionOf = (req: Request): Values => req.session as unknown as Values;

/** A host on a store. */
export class StoreHost {
  /** The clock of the package. It stands still unless a test moves it. */
  time = 1_700_000_000_000;
  /** Times that the session was written to the store. */
  writes = 0;
  /** Milliseconds that the store takes to write. */
  writeMs = 0;
  /** Sign-ins at the vendor. */
  readonly signIn = new Barrier();
  /** Requests with `?wait`: they have loaded their session, and no more. */
  readonly loaded = new Barrier();
  /** Pages that have reached the package. */
  readonly pages = new Barrier();
  url = '';

  private constructor(
    readonly vendor: FakeVendor,
    private readonly store: session.Store | undefined,
  ) {}

  static async start(
    store: session.Store | undefined,
    options: Partial<CheetahMemberStateOptions> = {},
  ): Promise<StoreHost> {
    const vendor = await startFakeVendor(async (call, count) => {
      if (call.path === SSO_PATH) await host.signIn.pass();
      return wellBehaved(call, count);
    });
    const host = new StoreHost(vendor, store);
    const handler = cheetahMemberState({
      baseUrl: vendor.url,
      clientId: 'client-id',
      clientSecret: 'client-secret-value',
      timeoutMs: 60_000,
      memberTtl: 60,
      now: () => host.time,
      ...options,
    });
    const server = host.#app(handler).listen(0, '127.0.0.1');
    // A busy machine must not end a connection between two requests.
    server.keepAliveTimeout = 0;
    await once(server, 'listening');
    host.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    host.close = async () => {
      for (const barrier of [host.signIn, host.loaded, host.pages]) barrier.open();
      server.closeAllConnections();
      server.close();
      await vendor.close();
    };
    return host;
  }

  close: () => Promise<void> = () => Promise.resolve();

  /** Whose sign-ins the vendor was asked for, in order. */
  get signIns(): string[] {
    return this.vendor.requests
      .filter(({ path }) => path === SSO_PATH)
      .map(({ fields }) => fields['integration_id'] ?? '');
  }

  #app(handler: CheetahMemberState): Express {
    const app = express();
    app.set('env', 'test');
    app.use(this.store === undefined ? cookieSession({ keys: ['test'] }) : this.#storedSession(this.store));
    app.use(async (req, _res, next) => {
      const id = sessionOf(req)['userId'];
      if (typeof id === 'string') Object.assign(req, { user: { id, email: `${id}@example.com`, firstName: id } });
      if ('wait' in req.query) await this.loaded.pass();
      if (req.path === '/page') await this.pages.pass();
      next();
    });
    app.get('/page', handler, (_req, res) => void res.json(res.locals['stellar_member_state'] ?? {}));
    app.get('/then', handler, (_req, res) => {
      res.redirect('/page');
    });
    app.get('/cheetah.json', handler.json);
    app.get('/session', (req, res) => {
      const { cookie: _cookie, ...values } = sessionOf(req);
      res.json(values);
    });
    app.post('/set', express.json(), (req, res) => {
      Object.assign(sessionOf(req), req.body);
      res.json({});
    });
    app.post('/login', express.json(), (req, res, next) => {
      const { cheetah } = sessionOf(req);
      const login = (error?: unknown): void => {
        Object.assign(sessionOf(req), req.body, cheetah === undefined ? {} : { cheetah });
        if (error === undefined || error === null) res.json({});
        else next(error);
      };
      if (this.store === undefined) login();
      else req.session.regenerate(login);
    });
    app.post('/logout', (req, res) => {
      if (!('careless' in req.query)) handler.clear(req);
      if (this.store !== undefined) return void req.session.destroy(() => void res.json({}));
      Object.assign(req, { session: null });
      res.json({});
    });
    return app;
  }

  #storedSession(store: session.Store): ReturnType<typeof session> {
    const set = store.set.bind(store);
    store.set = (sid, data, callback): void => {
      this.writes += 1;
      if (this.writeMs === 0) set(sid, data, callback);
      else setTimeout(set, this.writeMs, sid, data, callback);
    };
    return session({ secret: 'test', resave: false, saveUninitialized: false, store });
  }
}
