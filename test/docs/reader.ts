// What a reader of the documents has around an app: the vendors, a login provider and a Redis, told by environment variables.

import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { variableLines } from '../../lib/cli/paste.js';
import { startSandbox } from '../../lib/sandbox/index.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { hasRedis, startRedis } from '../support/redis-server.js';
import { startIssuer } from './issuer.js';

export interface Reader {
  readonly env: NodeJS.ProcessEnv;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/** Starts all of it. */
export async function startReader(): Promise<Reader> {
  const [sandbox, issuer, redis] = await Promise.all([
    startSandbox(),
    startIssuer(),
    hasRedis() ? startOnTcp() : none(),
  ]);
  const lines = variableLines(sandbox.options).split('\n');
  const { oauth } = sandbox.credentials.paynearme;
  return {
    sandbox,
    env: {
      ...Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string])),
      PAYNEARME_PORTAL_HOST: new URL(sandbox.url).host,
      PAYNEARME_OAUTH_TOKEN_URL: oauth.tokenUrl,
      PAYNEARME_OAUTH_CLIENT_ID: oauth.clientId,
      PAYNEARME_OAUTH_CLIENT_SECRET: oauth.clientSecret,
      OIDC_ISSUER: issuer.url,
      OIDC_CLIENT_ID: 'client',
      OIDC_CLIENT_SECRET: 'the secret of the client',
      SESSION_SECRET: 'a secret for this test, and long enough',
      REDIS_URL: redis.url,
    },
    async close() {
      await Promise.all([sandbox.close(), issuer.close(), redis.close()]);
    },
  };
}

interface Store {
  readonly url: string;
  close(): Promise<void>;
}

const none = (): Promise<Store> => Promise.resolve({ url: '', close: () => Promise.resolve() });

/** The test's Redis listens on a socket in a folder; its address as URLs know it is a port. */
async function startOnTcp(): Promise<Store> {
  const redis = await startRedis();
  const server = createServer((client) => {
    const store = connect(redis.socket);
    for (const end of [client, store]) end.on('error', () => [client, store].map((other) => other.destroy()));
    client.pipe(store).pipe(client);
  });
  const port = await listening(server);
  return {
    url: `redis://127.0.0.1:${String(port)}`,
    async close() {
      server.close();
      await redis.stop();
    },
  };
}

/** Listens on a free port of this machine. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
