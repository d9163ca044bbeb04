// A server of a test's own on a free port, which ends with the test, whoever still holds a connection to it.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tidy } from './tidy.js';

/** Its address, without a trailing slash. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tidy({
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}
