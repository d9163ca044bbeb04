// The one way out, against servers that fail in every way there is.
import type { Socket } from 'node:net';
import { inspect } from 'node:util';
import { Agent } from 'undici';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { createHttpClient } from '../../lib/http/client.js';
import { Deadline } from '../../lib/http/deadline.js';
import { closedUrl, startHttp, startNet, startRaw, stopAll } from '../support/partner-server.js';
import type { Partner } from '../support/partner-server.js';
import { rejection } from '../support/tiny-vendor.js';

afterEach(stopAll);

const SECRET = 'sekrit-in-the-answer';
const OK = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n`;
/** Time enough for everything that ends by itself. */
const LONG = 15_000;
/** Time for what never ends. */
const SHORT = 150;

async function post(url: string, timeoutMs = LONG, dispatcher?: Agent): Promise<unknown> {
  const client = createHttpClient('tiny', timeoutMs, dispatcher);
  return Deadline.run('tiny', timeoutMs, (deadline) =>
    client.post({ url, fields: { key: 'sekrit-in-the-request' }, encoding: 'urlencoded' }, deadline),
  );
}

async function failure(url: string, timeoutMs?: number, dispatcher?: Agent): Promise<PartnerSsoError> {
  const error = await rejection(post(url, timeoutMs, dispatcher));
  expect(error).toBeInstanceOf(PartnerSsoError);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('sekrit');
  return error as PartnerSsoError;
}

const cut = (socket: Socket): void => void socket.end();
const reset = (socket: Socket): void => void socket.resetAndDestroy();

describe('no connection', () => {
  test('a port on which nobody listens', async () => {
    const error = await failure(await closedUrl());
    expect(error).toMatchObject({ code: 'vendor_unreachable', status: 502, vendor: 'tiny', retryable: true });
    expect(error.cause).toBeInstanceOf(Error);
    expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
    expect(error.message).toMatch(/^tiny could not be reached at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. See /);
  });

  test('a name that cannot be resolved', async () => {
    const lookup = (_host: string, _options: object, callback: (error: Error) => void): void => {
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
    };
    const dispatcher = new Agent({ connect: { lookup: lookup as never } });
    const error = await failure('http://partner.invalid/call', LONG, dispatcher);
    expect(error).toMatchObject({ code: 'vendor_unreachable', cause: { code: 'ENOTFOUND' } });
    // The proxy may be what cannot be found.
    expect(error.message).toContain('at partner.invalid, through the given `dispatcher` (ENOTFOUND).');
    await dispatcher.close();
  });

  test('a name that the real resolver does not know', async () => {
    // A machine without a resolver may let the question hang.
    expect(['vendor_unreachable', 'vendor_timeout']).toContain(
      (await failure('http://partner.invalid/call', 3000)).code,
    );
  });

  test('a server that speaks no TLS', async () => {
    const partner = await startNet((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const error = await failure(partner.url.replace('http:', 'https:'));
    expect(error.code).toBe('vendor_unreachable');
    await partner.close();
  });
});

/** What it does; how it is made; what it is told as. */
const BROKEN: readonly (readonly [string, () => Promise<Partner>, readonly string[]])[] = [
  ['closes at once', () => startNet((socket) => void socket.destroy()), ['vendor_unreachable']],
  ['resets at once', () => startNet(reset), ['vendor_unreachable']],
  ['closes after the request', () => startRaw('', cut), ['vendor_unreachable']],
  ['resets after the request', () => startRaw('', reset), ['vendor_unreachable']],
  [
    'closes within the headers',
    () => startRaw(`HTTP/1.1 200 OK\r\nX-A: ${SECRET}`, cut),
    ['vendor_unreachable', 'vendor_invalid_response'],
  ],
  [
    'cuts the body short',
    () => startRaw(`${OK}Content-Length: 100\r\n\r\n{"a":"${SECRET}`, cut),
    ['vendor_invalid_response'],
  ],
  [
    'resets within the body',
    () => startRaw(`${OK}Content-Length: 100\r\n\r\n{"a":"${SECRET}`, reset),
    ['vendor_invalid_response'],
  ],
  [
    'cuts a chunk short',
    () => startRaw(`${OK}Transfer-Encoding: chunked\r\n\r\nff\r\n{"a":"${SECRET}`, cut),
    ['vendor_invalid_response'],
  ],
  [
    'sends a chunk that is none',
    () => startRaw(`${OK}Transfer-Encoding: chunked\r\n\r\n${SECRET}\r\n`, cut),
    ['vendor_invalid_response'],
  ],
  [
    'goes on about 100 Continue',
    () => startRaw('HTTP/1.1 100 Continue\r\n\r\n'),
    ['vendor_unreachable', 'vendor_invalid_response'],
  ],
  ['speaks no HTTP', () => startRaw(`SSH-2.0-${SECRET}\r\n`, cut), ['vendor_invalid_response']],
  ['sends a broken header', () => startRaw(`HTTP/1.1 200 OK\r\n${SECRET}\r\n\r\n{}`, cut), ['vendor_invalid_response']],
  [
    'sends headers without end',
    () => startRaw(`${OK}X-A: ${SECRET.repeat(5000)}\r\n\r\n{}`, cut),
    ['vendor_invalid_response'],
  ],
];

test.each(BROKEN)('a server that %s', async (_what, start, codes) => {
  const partner = await start();
  const error = await failure(partner.url);
  expect(codes).toContain(error.code);
  expect(error.status).toBe(502);
  expect(error.message).toContain(` ${new URL(partner.url).host} (`);
  await partner.close();
});

describe('no end', () => {
  test('an endless body is given up at 1 MiB', async () => {
    let sent = 0;
    const partner = await startHttp((_req, res) => {
      const more = (): void => {
        while (!res.destroyed && res.write(SECRET.repeat(500))) sent += 10_000;
      };
      res.on('drain', more);
      more();
    });
    const error = await failure(partner.url);
    expect(error.code).toBe('vendor_invalid_response');
    // What lies in the buffers of both sides comes on top.
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    await partner.close();
  });

  test('a body that announces too much is refused as well', async () => {
    const partner = await startHttp((_req, res) => res.end(`{"a":"${'x'.repeat(1024 * 1024)}"}`));
    expect((await failure(partner.url)).code).toBe('vendor_invalid_response');
    await partner.close();
  });

  const SILENT: readonly (readonly [string, () => Promise<Partner>])[] = [
    ['says nothing', () => startNet((socket) => void socket.resume())],
    ['sends headers, then nothing', () => startRaw(`${OK}Content-Length: 100\r\n\r\n`)],
    ['sends half of the headers', () => startRaw('HTTP/1.1 200 OK\r\nX-A:')],
    ['sends half of the body', () => startRaw(`${OK}Content-Length: 100\r\n\r\n{"a":"${SECRET}`)],
    ['sends a body without length, and does not close', () => startRaw(`${OK}\r\n{"a":1}`)],
    ['drips', () => startNet(drip)],
  ];

  test.each(SILENT)('a server that %s is waited for until the deadline, and let go', async (_what, start) => {
    const partner = await start();
    const ended = new Promise<void>((resolve) => {
      partner.server.once('connection', (socket: Socket) =>
        socket.once('close', () => {
          resolve();
        }),
      );
    });
    const error = await failure(partner.url, SHORT);
    expect(error).toMatchObject({ code: 'vendor_timeout', status: 504, retryable: true });
    expect(error.message).toContain(` at ${new URL(partner.url).host} within `);
    expect(error.message).toContain('timeoutMs');
    // The connection is given up with the deadline, not kept for later.
    await ended;
    await partner.close();
  });
});

/** One byte of a right answer at a time: each is within any limit on silence, all of them are not within the deadline. */
function drip(socket: Socket): void {
  const bytes = `${OK}Content-Length: 1000\r\n\r\n{"a":"${'x'.repeat(990)}"}`;
  let sent = 0;
  const timer = setInterval(() => socket.write(bytes[sent++] ?? ' '), 5);
  socket.on('close', () => {
    clearInterval(timer);
  });
}

test('after a failure the next call goes through', async () => {
  let calls = 0;
  const partner = await startHttp((req, res) => {
    calls += 1;
    if (calls === 1) req.socket.destroy();
    else res.end('{"a":1}');
  });
  const client = createHttpClient('tiny', LONG);
  const call = (): Promise<unknown> =>
    Deadline.run('tiny', LONG, (deadline) =>
      client.post({ url: partner.url, fields: {}, encoding: 'multipart' }, deadline),
    );
  expect(await rejection(call())).toMatchObject({ code: 'vendor_unreachable' });
  expect(await call()).toMatchObject({ status: 200, json: { a: 1 } });
  expect(calls).toBe(2);
  await partner.close();
});

test('a deadline that is over before the call makes none', async () => {
  const handler = jest.fn();
  const partner = await startHttp(handler);
  const client = createHttpClient('tiny', LONG);
  const late = Deadline.run('tiny', 10, async (deadline) => {
    await new Promise((resolve) => deadline.whenOver(resolve));
    return client.post({ url: partner.url, fields: {}, encoding: 'urlencoded' }, deadline);
  });
  expect(await rejection(late)).toMatchObject({ code: 'vendor_timeout' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(handler).not.toHaveBeenCalled();
  await partner.close();
});
