// A proxy that lets nothing through: it answers every call, and every tunnel, with one status.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts it on a free port of this machine. */
export async function startRefusingProxy(status: number): Promise<{ uri: string; close: () => void }> {
  const proxy = createServer((_req, res) => res.writeHead(status).end());
  proxy.on('connect', (_req, socket) => socket.end(`HTTP/1.1 ${String(status)} No\r\n\r\n`));
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const uri = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
  return { uri, close: () => void proxy.close() };
}
