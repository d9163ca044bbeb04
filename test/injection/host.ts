// What the hosts of these tests share: who signs in, and a server on a free port.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { NAMES, PLAIN } from './names.js';

/** The plain name first: pages of the others are compared with its page. */
export const PEOPLE = [PLAIN, ...NAMES];

export const emailOf = (index: number): string => `user-${String(index)}@example.com`;

/** The user whose first and full name is this one. */
export function userOf(index: number): {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  fullName: string;
} {
  const { text } = PEOPLE[index] ?? PLAIN;
  return { id: `user-${String(index)}`, email: emailOf(index), firstName: text, lastName: 'Doe', fullName: text };
}

export interface Host {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves an app to this machine alone. */
export async function listen(app: Express): Promise<Host> {
  const server = createServer(app);
  // On a busy machine a client comes back later than 5 seconds, and must not find its connection being closed.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
