// A Cheetah that fails one call in ten, in all ways there are, and keeps nothing of what it was asked.

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { oneOf } from './random.js';
import type { Random } from './random.js';

/** What it did, in numbers alone. */
export interface VendorCounts {
  signIns: number;
  tokens: number;
  failures: number;
}

export interface SoakVendor {
  readonly url: string;
  readonly counts: VendorCounts;
  /** The share of calls that fail, from 0 to 1. */
  failing: number;
  /** Makes the next sign-in bring a member of somebody else: a soak that does not notice is worth nothing. */
  confuseOnce: () => void;
  close(): Promise<void>;
}

/** Seconds that an integration token lives. */
const TOKEN_LIFETIME_S = 900;

type Fault = 'error' | 'refused' | 'hang up' | 'slow' | 'page' | 'empty';

/** The token of a member; it names the user that it was asked for. */
const memberToken = (userId: string, count: number): string => `member-${userId}-${String(count)}`;

/** Whose token it is. */
export const ownerOf = (token: string): string | undefined => /^member-(\w+)-\d+$/.exec(token)?.[1];

/** Starts it. `slowMs` is longer than anyone waits. */
export async function startSoakVendor(random: Random, slowMs: number): Promise<SoakVendor> {
  const counts: VendorCounts = { signIns: 0, tokens: 0, failures: 0 };
  let confused = false;
  const vendor = { failing: 0.1 };

  function succeed(path: string, body: string, res: ServerResponse): void {
    if (path === '/oauth/token') {
      counts.tokens += 1;
      json(res, 200, {
        access_token: `integration-${String(counts.tokens)}`,
        token_type: 'bearer',
        expires_in: TOKEN_LIFETIME_S,
      });
      return;
    }
    const asked = /name="integration_id"\r\n\r\n(\w+)/.exec(body)?.[1] ?? 'nobody';
    const id = confused ? 'somebodyelse' : asked;
    confused = false;
    counts.signIns += 1;
    json(res, 200, {
      member_id: counts.signIns,
      integration_id: id,
      access_token: memberToken(id, counts.signIns),
      refresh_token: `refresh-${id}`,
    });
  }

  function answer(req: IncomingMessage, body: string, res: ServerResponse): void {
    const path = req.url ?? '';
    if (random() >= vendor.failing) {
      succeed(path, body, res);
      return;
    }
    counts.failures += 1;
    // A token call that is refused would be a wrong client secret, which is another story.
    const refused: readonly Fault[] = path === '/oauth/token' ? [] : ['refused'];
    fail(oneOf<Fault>(random, ['error', 'hang up', 'slow', 'page', 'empty', ...refused]), res, () => {
      succeed(path, body, res);
    });
  }

  function fail(fault: Fault, res: ServerResponse, late: () => void): void {
    if (fault === 'error') json(res, 500, { error: 'oops' });
    else if (fault === 'refused') json(res, 401, { error: 'expired_token' });
    else if (fault === 'hang up') res.socket?.destroy();
    else if (fault === 'page')
      res.writeHead(200, { 'content-type': 'text/html' }).end('<html>Under construction</html>');
    else if (fault === 'empty') json(res, 200, {});
    else {
      const timer = setTimeout(late, slowMs);
      res.once('close', () => {
        clearTimeout(timer);
      });
    }
  }

  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      answer(req, Buffer.concat(chunks).toString('latin1'), res);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(vendor, {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    counts,
    confuseOnce: () => {
      confused = true;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  });
}

function json(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
