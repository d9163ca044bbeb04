// Serves the apps of a benchmark from a process of their own, and tells the parent where.
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

/** Listens for each app on a free port, and sends the parent the addresses by name. */
export async function serve(apps: Readonly<Record<string, Express>>): Promise<void> {
  const addresses = await Promise.all(
    Object.entries(apps).map(
      ([name, app]) =>
        new Promise<[string, string]>((resolve) => {
          const server = app.listen(0, '127.0.0.1', () => {
            resolve([name, `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`]);
          });
        }),
    ),
  );
  process.send?.(Object.fromEntries(addresses));
}
