// A TCP port in front of a redis-server on a Unix socket; it can be shut and opened again, as a network is.

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface RedisGate {
  /** `127.0.0.1:54321`; it stays the same. */
  readonly host: string;
  readonly open: () => Promise<void>;
  /** Ends every connection and takes no new one. */
  readonly close: () => Promise<void>;
}

export async function openRedisGate(redisSocket: string): Promise<RedisGate> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const redis = connect(redisSocket);
    for (const [here, there] of [
      [client, redis],
      [redis, client],
    ] as const) {
      sockets.add(here);
      here.on('error', () => there.destroy());
      here.on('close', () => {
        sockets.delete(here);
        there.destroy();
      });
      here.pipe(there);
    }
  });

  let port = 0;
  const open = async (): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  await open();
  return {
    host: `127.0.0.1:${String(port)}`,
    open,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
