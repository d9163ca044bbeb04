// A host's own dispatcher is of the undici that the host has installed: another copy than ours, and often another version.
import { once } from 'node:events';
import { createServer, request as proxied } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as ours from 'undici';
import * as six from 'undici-6';
import * as again from 'undici-again';
import type { UndiciDispatcher } from '../../lib/handoff/common-options.js';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { createHttpClient } from '../../lib/http/client.js';
import type { Answer, FormRequest } from '../../lib/http/client.js';
import { Deadline } from '../../lib/http/deadline.js';
import { closedUrl, startHttp, startRaw, stopAll } from '../support/partner-server.js';
import { startRefusingProxy } from '../support/refusing-proxy.js';
import { rejection } from '../support/tiny-vendor.js';

type Closable = UndiciDispatcher & { close(): Promise<unknown>; destroy(): Promise<unknown> };

const open: Closable[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((dispatcher) => dispatcher.destroy()));
  await stopAll();
});

/** What speaks to its handler as undici 8 does: by the new names alone, and with no word for one that has not got them. */
function eight(): Closable {
  const agent = new ours.Agent();
  return {
    dispatch(options, handler) {
      const { onRequestStart, onResponseStart, onResponseData, onResponseEnd, onResponseError } = Object.fromEntries(
        ['onRequestStart', 'onResponseStart', 'onResponseData', 'onResponseEnd', 'onResponseError'].map((name) => [
          name,
          (...told: unknown[]) => (handler as Record<string, (...words: unknown[]) => void>)[name]?.(...told),
        ]),
      );
      const told = { onRequestStart, onResponseStart, onResponseData, onResponseEnd, onResponseError };
      return agent.dispatch(options as ours.Dispatcher.DispatchOptions, told as ours.Dispatcher.DispatchHandler);
    },
    close: () => agent.close(),
    destroy: () => agent.destroy(),
  };
}

const ONE_RETRY = { maxRetries: 1, minTimeout: 1, maxTimeout: 1, methods: ['POST' as const] };
const AGENTS: readonly (readonly [string, () => Closable])[] = [
  ['an Agent of our own copy', () => new ours.Agent()],
  ['an Agent of another copy', () => new again.Agent()],
  ['an Agent of undici 6', () => new six.Agent()],
  ['what calls as undici 8 does', eight],
];
const RETRYING: typeof AGENTS = [
  ['a RetryAgent of another copy', () => new again.RetryAgent(new again.Agent(), ONE_RETRY)],
  ['a RetryAgent of undici 6', () => new six.RetryAgent(new six.Agent(), ONE_RETRY)],
];

const FORM = { fields: { name: 'Zoë & "Z"', note: 'a\r\nb' } };

function post(request: Partial<FormRequest> & { url: string }, make: () => Closable, ms = 15_000): Promise<Answer> {
  const dispatcher = make();
  open.push(dispatcher);
  const client = createHttpClient('tiny', ms, dispatcher);
  return Deadline.run('tiny', ms, (deadline) => client.post({ ...FORM, encoding: 'urlencoded', ...request }, deadline));
}

async function failure(url: string, make: () => Closable, ms?: number): Promise<PartnerSsoError> {
  const error = await rejection(post({ url }, make, ms));
  expect(error).toBeInstanceOf(PartnerSsoError);
  return error as PartnerSsoError;
}

describe.each([...AGENTS, ...RETRYING])('%s', (_what, make) => {
  test.each(['urlencoded', 'multipart'] as const)('sends a form (%s), and brings the answer', async (encoding) => {
    const partner = await startHttp((req, res) => {
      void text(req).then(async (body) => {
        const sent = new Response(body, { headers: { 'content-type': req.headers['content-type'] ?? '' } });
        const fields = Object.fromEntries(await sent.formData());
        res.writeHead(418, { 'Retry-After': '7' }).write('{"fields":');
        res.end(`${JSON.stringify({ ...fields, method: req.method })}}`);
      });
    });
    expect(await post({ url: partner.url, encoding }, make)).toEqual({
      status: 418,
      retryAfter: '7',
      json: { fields: { ...FORM.fields, method: 'POST' } },
    });
  });

  test('tells of a port on which nobody listens', async () => {
    expect(await failure(await closedUrl(), make)).toMatchObject({
      code: 'vendor_unreachable',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  test('tells of an answer that breaks off', async () => {
    const partner = await startRaw('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"a":', (socket) => void socket.end());
    expect((await failure(partner.url, make)).code).toMatch(/^vendor_(?:invalid_response|unreachable)$/);
  });

  test('is stopped by the deadline, and by an answer that is too long', async () => {
    const silent = await startRaw('');
    const left = new Promise((resolve) => {
      silent.server.once('connection', (socket) => void once(socket, 'close').then(resolve));
    });
    expect((await failure(silent.url, make, 200)).code).toBe('vendor_timeout');
    await left;
    const long = await startHttp((_req, res) => res.end('x'.repeat(2 * 1024 * 1024)));
    expect((await failure(long.url, make)).code).toBe('vendor_invalid_response');
  });
});

describe('103 Early Hints before the answer', () => {
  const EARLY = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"a":1}';

  test.each(AGENTS)('%s goes past them', async (_what, make) => {
    const partner = await startRaw(EARLY);
    expect(await post({ url: partner.url }, make)).toMatchObject({ status: 200, json: { a: 1 } });
  });

  test.each(RETRYING)('%s takes them for the answer, so that there is none', async (_what, make) => {
    const partner = await startRaw(EARLY);
    expect(await failure(partner.url, make)).toMatchObject({ code: 'vendor_unreachable' });
  });
});

describe('a dispatcher that is wrapped', () => {
  type Method = (...told: unknown[]) => unknown;
  const around = (wrap: (handler: object) => object, make: () => Closable): Closable => {
    const inner = make();
    return {
      dispatch: (options, handler) => inner.dispatch(options, wrap(handler)),
      close: () => inner.close(),
      destroy: () => inner.destroy(),
    };
  };
  const WRAPS: readonly (readonly [string, (handler: object) => object])[] = [
    ['by a prototype', (handler) => Object.create(handler) as object],
    ['by a proxy', (handler) => new Proxy(handler, {})],
    [
      'by its methods alone, with chunks that are no buffers',
      (handler) =>
        Object.fromEntries(
          Object.entries(handler as Record<string, Method>).map(([name, method]) => [
            name,
            (...told: unknown[]) =>
              method(
                ...told.map((one) => (Buffer.isBuffer(one) && name.endsWith('Data') ? Uint8Array.from(one) : one)),
              ),
          ]),
        ),
    ],
  ];

  test.each(WRAPS.flatMap(([how, wrap]) => AGENTS.map(([what, make]) => [how, what, wrap, make] as const)))(
    '%s around %s brings the answer, and stops in time',
    async (_how, _what, wrap, make) => {
      const partner = await startHttp((_req, res) => res.end('{"a":1}'));
      expect(await post({ url: partner.url }, () => around(wrap, make))).toMatchObject({ status: 200, json: { a: 1 } });
      const silent = await startRaw('');
      const left = new Promise((resolve) => {
        silent.server.once('connection', (socket) => void once(socket, 'close').then(resolve));
      });
      expect((await failure(silent.url, () => around(wrap, make), 200)).code).toBe('vendor_timeout');
      await left;
    },
  );
});

test('a dispatcher that throws, and tells of an error later, ends nothing but the call', async () => {
  const rude: UndiciDispatcher = {
    dispatch(_options, handler) {
      setImmediate(() => {
        (handler as { onResponseError: (controller: unknown, error: Error) => void }).onResponseError(
          {},
          new Error('x'),
        );
      });
      throw new TypeError('no');
    },
  };
  const unhandled = jest.fn();
  process.once('unhandledRejection', unhandled);
  const client = createHttpClient('tiny', 5000, rude);
  const call = Deadline.run('tiny', 5000, (deadline) =>
    client.post({ url: 'https://tiny.example', ...FORM, encoding: 'urlencoded' }, deadline),
  );
  expect(await rejection(call)).toMatchObject({ code: 'vendor_unreachable' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(unhandled).not.toHaveBeenCalled();
  process.removeListener('unhandledRejection', unhandled);
});

test.each([
  [407, 'https://tiny.example/call'],
  [403, 'https://tiny.example/call'],
  [407, 'http://127.0.0.1:9/call'],
])('a proxy that answers %i for %s is told as such, by each undici', async (status, url) => {
  const proxy = await startRefusingProxy(status);
  for (const ProxyAgent of [ours.ProxyAgent, again.ProxyAgent, six.ProxyAgent]) {
    const error = await failure(url, () => new ProxyAgent(proxy.uri));
    expect(error.code).toBe('vendor_unreachable');
    expect(error.message).toContain(`, through the given \`dispatcher\` (the proxy answered ${String(status)}).`);
  }
  await Promise.all(open.splice(0).map((dispatcher) => dispatcher.destroy()));
  proxy.close();
});

test.each([
  ['of our own copy', ours.ProxyAgent],
  ['of another copy', again.ProxyAgent],
  ['of undici 6', six.ProxyAgent],
])('a ProxyAgent %s leads the call through its proxy', async (_what, ProxyAgent) => {
  const partner = await startHttp((req, res) => {
    void text(req).then(() => res.end('{"a":1}'));
  });
  const asked: string[] = [];
  const proxy = createServer((req, res) => {
    asked.push(String(req.url));
    req.pipe(proxied(String(req.url), { method: 'POST', headers: req.headers }, (answer) => answer.pipe(res)));
  });
  proxy.on('connect', (req, socket) => {
    asked.push(String(req.url));
    const [hostname, port] = String(req.url).split(':');
    void import('node:net').then(({ connect }) => {
      const way = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        socket.pipe(way).pipe(socket);
      });
      way.on('error', () => socket.destroy());
      socket.on('error', () => way.destroy());
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const uri = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
  for (const encoding of ['urlencoded', 'multipart'] as const) {
    expect(await post({ url: partner.url, encoding }, () => new ProxyAgent(uri))).toMatchObject({ json: { a: 1 } });
  }
  expect(asked.length).toBeGreaterThan(0);
  await Promise.all(open.splice(0).map((dispatcher) => dispatcher.destroy()));
  proxy.close();
});
