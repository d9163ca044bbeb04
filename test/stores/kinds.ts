// The session stores that the suite runs on, each started once for a file and emptied for every test.

import connectPgSimple from 'connect-pg-simple';
import { RedisStore } from 'connect-redis';
import session from 'express-session';
import { createClient } from 'redis';
import { startPostgres } from '../support/postgres-server.js';
import { startRedis } from '../support/redis-server.js';

/** A store that runs. */
export interface RunningStore {
  /** A store with nothing in it; undefined where the session is the cookie itself. */
  readonly fresh: () => Promise<session.Store | undefined>;
  readonly stop: () => Promise<void>;
}

/** Where sessions are kept. */
export interface StoreKind {
  readonly name: string;
  /** Whether sessions have ids, under which every request finds them. */
  readonly hasIds: boolean;
  readonly start: () => Promise<RunningStore>;
}

/** express-session's own. */
export const MEMORY: StoreKind = {
  name: 'the memory store',
  hasIds: true,
  start: () =>
    Promise.resolve({ fresh: () => Promise.resolve(new session.MemoryStore()), stop: () => Promise.resolve() }),
};

/** cookie-session, which keeps the session at the browser. */
export const COOKIE: StoreKind = {
  name: 'cookie-session',
  hasIds: false,
  start: () => Promise.resolve({ fresh: () => Promise.resolve(undefined), stop: () => Promise.resolve() }),
};

/** connect-redis on a redis-server. */
export const REDIS: StoreKind = {
  name: 'Redis',
  hasIds: true,
  async start() {
    const server = await startRedis();
    const client = createClient({ socket: { path: server.socket, tls: false } });
    await client.connect();
    return {
      async fresh() {
        await client.flushAll();
        return new RedisStore({ client });
      },
      async stop() {
        await client.close();
        await server.stop();
      },
    };
  },
};

/** connect-pg-simple on a Postgres. */
export const POSTGRES: StoreKind = {
  name: 'Postgres',
  hasIds: true,
  async start() {
    const server = await startPostgres();
    const PostgresStore = connectPgSimple(session);
    return {
      async fresh() {
        await server.pool.query('drop table if exists session');
        return new PostgresStore({ pool: server.pool, createTableIfMissing: true, pruneSessionInterval: false });
      },
      stop: () => server.stop(),
    };
  },
};
