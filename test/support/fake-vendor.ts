// A vendor made by hand, for answers that the sandbox never gives: a server on a free port that says what a test tells it to.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The fields of the form, in either encoding; a repeated one is joined by `|`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What goes back; an object as body is sent as JSON. `'hang'` never answers, `'drop'` cuts the connection. */
export type Reply =
  | 'hang'
  | 'drop'
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };

/** Makes the answer to one request; `count` is 1 for the first request to this path. */
export type Answering = (request: Received, count: number) => Reply | Promise<Reply>;

export interface FakeVendor {
  readonly url: string;
  readonly requests: Received[];
  /** How often this path was asked for. */
  count(path: string): number;
  /** May be changed as the test goes on. */
  answering: Answering;
  close(): Promise<void>;
}

async function fieldsOf(type: string, body: Buffer): Promise<Record<string, string>> {
  if (!/^(?:multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) return {};

  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => [
      name,
      form
        .getAll(name)
        .map((value) => (typeof value === 'string' ? value : '(a file)'))
        .join('|'),
    ]),
  );
}

/** Starts a vendor. */
export async function startFakeVendor(answering: Answering): Promise<FakeVendor> {
  const requests: Received[] = [];
  const count = (path: string): number => requests.filter((request) => request.path === path).length;
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    const answer = async (): Promise<void> => {
      const body = Buffer.concat(chunks);
      const path = req.url ?? '';
      const fields = await fieldsOf(req.headers['content-type'] ?? '', body);
      const request = { method: req.method ?? '', path, headers: req.headers, body: body.toString('utf8'), fields };
      requests.push(request);
      const reply = await vendor.answering(request, count(path));
      if (reply === 'hang') return;
      if (reply === 'drop') return void req.socket.destroy();
      const { status = 200, headers = {}, body: out = '' } = reply;
      res.writeHead(status, { 'content-type': 'application/json', ...headers });
      res.end(typeof out === 'string' ? out : JSON.stringify(out));
    };
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      answer().catch((error: unknown) => {
        res.writeHead(500);
        res.end(String(error));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const vendor: FakeVendor = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    count,
    answering,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return vendor;
}

/** A promise that a test settles by itself, in place of waiting for a while. */
export function gate(): { readonly open: () => void; readonly passed: Promise<void> } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

/** Waits until something holds; there is no time limit but the test's own. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
