// Cheetah's member in a session on Redis, and the integration token shared through Redis: two host apps, as two processes would be.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import KeyvRedis from '@keyv/redis';
import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import Keyv from 'keyv';
import { createClient } from 'redis';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import { startSandbox } from '../../lib/sandbox/index.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { hasRedis, startRedis } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';

const suite = hasRedis() ? describe : describe.skip;

suite('on Redis', () => {
  let redis: RedisServer;
  let sandbox: Sandbox;
  let client: ReturnType<typeof createClient>;
  let keyv: Keyv;
  let servers: Server[];

  beforeAll(async () => {
    redis = await startRedis();
    client = createClient({ socket: { path: redis.socket, tls: false } });
    await client.connect();
    keyv = new Keyv(new KeyvRedis({ socket: { path: redis.socket, tls: false } }));
    sandbox = await startSandbox();
    servers = [];
  });

  afterAll(async () => {
    for (const server of servers) server.close();
    await sandbox.close();
    await keyv.disconnect();
    await client.close();
    await redis.stop();
  });

  /** A host app as one process of a fleet would run it. */
  async function startHost(): Promise<string> {
    const app = express();
    app.use(
      session({ store: new RedisStore({ client }), secret: 'a secret', resave: false, saveUninitialized: false }),
    );
    app.use((req, _res, next) => {
      const id = req.headers['x-user'];
      if (typeof id === 'string') Object.assign(req, { user: { id, email: `${id}@example.com`, firstName: id } });
      next();
    });
    app.get('/', cheetahMemberState({ ...sandbox.options.cheetah, tokenStore: keyv }), (_req, res) => {
      res.json(res.locals['stellar_member_state']);
    });
    const server = app.listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  const visit = async (host: string, user: string, cookie = '') => {
    const response = await fetch(host, { headers: { 'x-user': user, cookie } });
    const state = (await response.json()) as { access_token: string; sso_error: string; short_name: string };
    return { state, cookie: response.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie };
  };

  const callsTo = (path: string) => sandbox.attempts.filter(({ request }) => request.path.endsWith(path)).length;

  test('a session moves between two apps without a second sign-in, and they share one integration token', async () => {
    const [first, second] = [await startHost(), await startHost()];

    const before = await visit(first, 'jane');
    const after = await visit(second, 'jane', before.cookie);
    const other = await visit(second, 'sam');

    expect(before.state).toMatchObject({ sso_error: '', short_name: 'jane' });
    expect(after.state.access_token).toBe(before.state.access_token);
    expect(other.state.access_token).not.toBe(before.state.access_token);
    expect(callsTo('/program/api/sso')).toBe(2);
    expect(callsTo('/oauth/token')).toBe(1);
  });

  test('another user in the same session never gets the member of the one before', async () => {
    const host = await startHost();

    const jane = await visit(host, 'jane');
    const sam = await visit(host, 'sam', jane.cookie);

    expect(sam.state).toMatchObject({ sso_error: '', short_name: 'sam' });
    expect(sam.state.access_token).not.toBe(jane.state.access_token);
  });
});
