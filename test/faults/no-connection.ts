// Four ways not to get a connection. Both calls go to one base URL, so one of them alone is led astray by an undici dispatcher.

import { createServer } from 'node:net';
import type { AddressInfo, LookupFunction, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import { selfSigned } from './self-signed.js';

/** A place to which no call gets through. */
export interface Astray {
  readonly origin: string;
  readonly lookup?: LookupFunction;
  /** Connections that are still open there. */
  readonly open: () => number;
  readonly close: () => Promise<void>;
}

/** Sends the calls to `path` astray, and all others where they want to go. */
export function leadAstray(path: string, { origin, lookup }: Astray, timeoutMs: number): Dispatcher {
  const agent = new Agent({ connect: { timeout: timeoutMs, ...(lookup && { lookup }) } });
  return agent.compose(astrayOn(path, origin));
}

function astrayOn(path: string, origin: string): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options.path === path ? { ...options, origin } : options, handler);
}

/** What is wrong; how it is made; the code. */
export const NO_CONNECTION: readonly (readonly [what: string, start: () => Promise<Astray>, code: string])[] = [
  ['refuses the connection', refused, 'vendor_unreachable'],
  ['has a name that does not resolve', unresolvable, 'vendor_unreachable'],
  ['speaks no TLS', plain, 'vendor_unreachable'],
  ['has a certificate that nobody vouches for', untrusted, 'vendor_unreachable'],
  ['accepts, and never begins with TLS', mute, 'vendor_timeout'],
];

async function refused(): Promise<Astray> {
  const place = await listening(createServer());
  await place.close();
  return { ...place, origin: place.origin.replace('https:', 'http:'), close: () => Promise.resolve() };
}

/** The real resolver may not be asked in a closed network; this is what it says. */
function unresolvable(): Promise<Astray> {
  const lookup: LookupFunction = (host, _options, callback) => {
    callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), '', 0);
  };
  return Promise.resolve({ origin: 'http://partner.invalid', lookup, open: () => 0, close: () => Promise.resolve() });
}

function untrusted(): Promise<Astray> {
  return listening(createTlsServer(selfSigned('127.0.0.1')));
}

function plain(): Promise<Astray> {
  return listening(createServer(speakPlainly));
}

function mute(): Promise<Astray> {
  return listening(createServer((socket) => socket.resume()));
}

function speakPlainly(socket: Socket): void {
  socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
}

async function listening(server: Server): Promise<Astray> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket.on('error', () => undefined).once('close', () => open.delete(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    open: () => open.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}
