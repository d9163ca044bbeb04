// A host as one process of a fleet runs it: sessions and the integration token on Redis, wired so that it outlives its Redis.

import KeyvRedis from '@keyv/redis';
import { RedisStore } from 'connect-redis';
import express from 'express';
import type { ErrorRequestHandler, Request } from 'express';
import session from 'express-session';
import Keyv from 'keyv';
import { createClient } from 'redis';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';

const { REDIS_SOCKET: path = '', VENDOR_URL: baseUrl = '' } = process.env;
// A page must not hang on a Redis that is down: commands fail at once in place of waiting for it.
const connection = { socket: { path, tls: false }, disableOfflineQueue: true } as const;

const client = createClient(connection);
// Without a listener, the first lost connection would end the process.
client.on('error', () => undefined);
await client.connect();
const tokenStore = new Keyv(new KeyvRedis(connection));
tokenStore.on('error', () => undefined);

const values = (req: Request): Record<string, unknown> => req.session as unknown as Record<string, unknown>;
let pages = 0;

const app = express();
app.get('/pages', (_req, res) => void res.json({ pages }));
app.use(session({ store: new RedisStore({ client }), secret: 'test', resave: false, saveUninitialized: false }));
app.use((req, _res, next) => {
  const id = req.get('x-user') ?? values(req)['userId'];
  if (typeof id === 'string') Object.assign(req, { user: { id, email: `${id}@example.com`, firstName: id } });
  if (req.path === '/page') pages += 1;
  next();
});
const handler = cheetahMemberState({
  baseUrl,
  clientId: 'client-id',
  clientSecret: 'client-secret-value',
  timeoutMs: 60_000,
  tokenStore,
});
app.get('/page', handler, (_req, res) => void res.json(res.locals['stellar_member_state'] ?? {}));
app.post('/set', express.json(), (req, res) => {
  Object.assign(values(req), req.body);
  res.json({});
});
const showError: ErrorRequestHandler = (error: Error, _req, res, next) => {
  if (res.headersSent) next(error);
  else res.status(500).json({ error: error.constructor.name });
};
app.use(showError);

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.stdout.write(`port ${String(address?.port)}\n`);
});
// A busy machine must not end a connection between two requests.
server.keepAliveTimeout = 0;
// It ends with whoever started it, however that one ended.
process.stdin.resume().once('end', () => process.exit(0));
