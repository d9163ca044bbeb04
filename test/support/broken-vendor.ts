// A Cheetah on a real socket that is well but for one path, and that counts the connections which are left open.

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Stands in every broken answer, and must never be seen again. */
export const BODY_CANARY = 'VENDOR-BODY-CANARY';
/** The integration token of the calls that go well. */
export const TOKEN_CANARY = 'INTEGRATION-TOKEN-CANARY';
/** What a redirect leads to. */
export const ELSEWHERE = '/elsewhere';

/** One way to be broken. `said` is the request's own body, for a vendor that repeats what it was told. */
export type Fault = (res: ServerResponse, said: string) => void;

const LENGTH = 1000;
const HEAD = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Said: ${BODY_CANARY}\r\n`;
const HALF = `${HEAD}Content-Length: ${String(LENGTH)}\r\n\r\n{"access_token":"${BODY_CANARY}`;

/** Writes bytes past the HTTP server, and does `after` when they are on their way. */
const raw =
  (bytes: string, after: (socket: Socket) => unknown = () => undefined): Fault =>
  ({ socket }) => {
    if (socket === null) return;
    if (bytes === '') after(socket);
    else
      socket.write(bytes, () => {
        after(socket);
      });
  };

/** No answer at all. */
export const silence: Fault = raw('');
/** Headers, then silence. */
export const headersOnly: Fault = raw(`${HEAD}Content-Length: ${String(LENGTH)}\r\n\r\n`);
/** The body ends before its announced length. */
export const cutShort: Fault = raw(HALF, (socket) => socket.end());
/** The connection is reset in place of an answer. */
export const reset: Fault = raw('', (socket) => socket.resetAndDestroy());
/** The connection is reset within the body. */
export const resetInBody: Fault = raw(HALF, (socket) => socket.resetAndDestroy());
/** The connection is closed in place of an answer. */
export const closed: Fault = raw('', (socket) => socket.end());
/** Something that is no HTTP. */
export const noHttp: Fault = raw(`SSH-2.0-${BODY_CANARY}\r\n`, (socket) => socket.end());

/** One byte of a right answer at a time: no limit on silence is ever reached, and the end is not either. */
export const drip: Fault = ({ socket }) => {
  let bytes = `${HALF}${'x'.repeat(LENGTH)}`;
  const timer = setInterval(() => {
    socket?.write(bytes.slice(0, 1));
    bytes = bytes.slice(1);
  }, 20).unref();
  socket?.once('close', () => {
    clearInterval(timer);
  });
};

/** A body that goes on for as long as somebody reads it. */
export const endless: Fault = (res) => {
  res.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!res.destroyed && res.write(BODY_CANARY.repeat(500)));
  };
  res.on('drain', more);
  more();
};

/** A whole answer. */
export const answer =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Fault =>
  (res) => {
    res.writeHead(status, { 'content-type': 'application/json', 'x-said': BODY_CANARY, ...headers });
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

/** An error that repeats the request, secrets and all. */
export const complaint =
  (status: number, headers: Readonly<Record<string, string>> = {}): Fault =>
  (res, said) => {
    answer(status, { error: BODY_CANARY, error_description: said, name: said, message: said }, headers)(res, said);
  };

export interface BrokenVendor {
  readonly url: string;
  readonly port: number;
  /** The paths that were asked for, in order. */
  readonly asked: string[];
  /** Bytes that the broken path has sent, or handed to the system to be sent. */
  readonly sent: () => number;
  /** Connections that are open, not counting those that only wait for a next request. */
  readonly busy: () => number;
  /** Nothing here keeps the process alive any more. */
  readonly unref: () => void;
  readonly close: () => Promise<void>;
}

/** The answer of a path that is well; each token is another. */
const well = (path: string | undefined, count: number): object =>
  path === '/oauth/token'
    ? { access_token: `${TOKEN_CANARY}-${String(count)}`, token_type: 'bearer', expires_in: 7200 }
    : { member_id: 1, access_token: 'member-1', refresh_token: 'refresh-1' };

/** Starts a vendor whose `brokenPath` does what `fault` says. */
export async function startBrokenVendor(brokenPath: string, fault: Fault): Promise<BrokenVendor> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  let broken: Socket | undefined;
  const handle = (req: IncomingMessage, res: ServerResponse, said: string): void => {
    asked.push(req.url ?? '');
    if (req.url === brokenPath) {
      broken = req.socket;
      fault(res, said);
    } else answer(200, well(req.url, asked.length))(res, said);
  };
  const server = createServer((req, res) => {
    let said = '';
    req.setEncoding('latin1').on('data', (chunk: string) => (said += chunk));
    req.on('end', () => {
      handle(req, res, said);
    });
  });
  server.on('connection', (socket: Socket) => {
    open.add(socket.on('error', () => undefined).once('close', () => open.delete(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    port,
    asked,
    sent: () => broken?.bytesWritten ?? 0,
    busy: () => {
      server.closeIdleConnections();
      return open.size;
    },
    unref: () => {
      server.unref();
      for (const socket of open) socket.unref();
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
