// Servers on this machine that play a partner, well or badly; each test closes them and so shows that nothing holds on to them.
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server as HttpServer } from 'node:http';
import { createServer as createNetServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A running server. */
export interface Partner {
  readonly url: string;
  readonly server: Server;
  /** Waits until every connection has ended. It hangs, and the test fails, where someone holds on to one. */
  readonly close: () => Promise<void>;
}

const running = new Set<Server>();

/** An HTTP server. Connections end after each answer, so that none is kept by the client's pool alone. */
export async function startHttp(handler: RequestListener): Promise<Partner> {
  const server: HttpServer = createHttpServer((req, res) => {
    res.setHeader('Connection', 'close');
    handler(req, res);
  });
  return started(server);
}

/** A TCP server, for what no HTTP server would do. */
export async function startNet(onConnection: (socket: Socket) => void): Promise<Partner> {
  return started(
    createNetServer((socket) => {
      socket.on('error', () => undefined);
      // Someone has to read, or the end of the other side goes unnoticed.
      socket.resume();
      onConnection(socket);
    }),
  );
}

/** A TCP server that writes `bytes` to each request, and does `after` then. */
export function startRaw(bytes: string, after: (socket: Socket) => void = () => undefined): Promise<Partner> {
  return startNet((socket) => {
    socket.once('data', () => {
      socket.write(bytes, () => {
        after(socket);
      });
    });
  });
}

/** A URL on which nobody listens. */
export async function closedUrl(): Promise<string> {
  const { url, close } = await startNet(() => undefined);
  await close();
  return url;
}

/** Stops what a failed test has left running. */
export async function stopAll(): Promise<void> {
  for (const server of running) {
    if ('closeAllConnections' in server) (server as HttpServer).closeAllConnections();
    server.close();
  }
  running.clear();
  return Promise.resolve();
}

async function started(server: Server): Promise<Partner> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.add(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/call`,
    server,
    close: () =>
      new Promise((resolve, reject) => {
        running.delete(server);
        server.close((error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
      }),
  };
}
