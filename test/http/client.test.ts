// The one way out, against servers that do as they should: what goes over the wire, and what comes back.
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Agent } from 'undici';
import { createHttpClient } from '../../lib/http/client.js';
import type { Answer, FormRequest } from '../../lib/http/client.js';
import { Deadline } from '../../lib/http/deadline.js';
import { startHttp, stopAll } from '../support/partner-server.js';

afterEach(stopAll);

interface Call {
  readonly req: IncomingMessage;
  readonly body: string;
}

/** Posts to a server that answers with `status`, `headers` and `body`, and tells what it got. */
async function exchange(
  answer: { status?: number; headers?: Record<string, string>; body?: string | Buffer },
  request: Partial<FormRequest> = {},
  dispatcher?: Agent,
): Promise<{ answer: Answer; calls: Call[] }> {
  const calls: Call[] = [];
  const partner = await startHttp((req, res) => {
    void text(req).then((body) => {
      calls.push({ req, body });
      res.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
    });
  });
  const client = createHttpClient('tiny', 5000, dispatcher);
  const got = await Deadline.run('tiny', 5000, (deadline) =>
    client.post({ url: partner.url, fields: { a: '1' }, encoding: 'urlencoded', ...request }, deadline),
  );
  await partner.close();
  return { answer: got, calls };
}

const NASTY = { 'a b': 'x&y=z+%20', ä: '日本 😀', nl: '1\r\n2', '': 'no name', quote: '"\'' };

test('a form goes out url-encoded, once', async () => {
  const { calls } = await exchange({ body: '{}' }, { fields: NASTY });
  expect(calls).toHaveLength(1);
  const { req, body } = calls[0] as Call;
  expect(req.method).toBe('POST');
  expect(req.url).toBe('/call');
  expect(req.headers).toMatchObject({
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  });
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual(NASTY);
});

test('a form goes out as multipart', async () => {
  const fields = { grant_type: 'client_credentials', first_name: 'Zoë "Z" ;', b: 'x=y&z' };
  const { calls } = await exchange({ body: '{}' }, { fields, encoding: 'multipart' });
  const { req, body } = calls[0] as Call;
  const type = req.headers['content-type'] ?? '';
  expect(type).toMatch(/^multipart\/form-data; boundary=/);

  const parsed = await new Response(body, { headers: { 'content-type': type } }).formData();
  expect(Object.fromEntries(parsed)).toEqual(fields);
});

test('headers of the call are sent, and replace our own', async () => {
  const headers = { accept: 'application/vnd.stellar-v1+json', authorization: 'Bearer abc' };
  const { calls } = await exchange({ body: '{}' }, { headers });
  expect(calls[0]?.req.headers).toMatchObject(headers);
  expect(calls[0]?.req.headers.cookie).toBeUndefined();
});

test.each([
  ['an object', '{"a":{"b":["ä"]}}', { a: { b: ['ä'] } }],
  ['an empty object', '{}', {}],
  ['white space around it', ' \r\n{"a":1}\n', { a: 1 }],
  ['an array', '[{"a":1}]', undefined],
  ['null', 'null', undefined],
  ['text', '"ok"', undefined],
  ['a number', '1', undefined],
  ['true', 'true', undefined],
  ['nothing', '', undefined],
  ['HTML', '<!doctype html><p>Maintenance</p>', undefined],
  ['half of it', '{"a":', undefined],
  ['two of them', '{}{}', undefined],
  ['JSONP', 'cb({})', undefined],
])('%s, with any status', async (_title, body, json) => {
  for (const status of [200, 404, 500]) {
    const { answer } = await exchange({ status, body });
    expect(answer).toEqual({ status, json, retryAfter: undefined });
  }
});

test('the type that the answer claims does not matter', async () => {
  const { answer } = await exchange({ headers: { 'Content-Type': 'text/html' }, body: '{"a":1}' });
  expect(answer.json).toEqual({ a: 1 });
});

test('204 and an empty 200 are answers without an object', async () => {
  expect((await exchange({ status: 204 })).answer).toEqual({ status: 204, json: undefined, retryAfter: undefined });
  expect((await exchange({ headers: { 'Content-Length': '0' } })).answer.json).toBeUndefined();
});

test.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
  const followed = jest.fn();
  const elsewhere = await startHttp((_req, res) => {
    followed();
    res.end('{"access_token":"x"}');
  });
  const { answer } = await exchange({ status, headers: { Location: elsewhere.url }, body: '{"moved":true}' });
  expect(answer.status).toBe(status);
  expect(followed).not.toHaveBeenCalled();
  await elsewhere.close();
});

test('Retry-After comes back as it was sent', async () => {
  const { answer } = await exchange({ status: 503, headers: { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' } });
  expect(answer.retryAfter).toBe('Wed, 21 Oct 2026 07:28:00 GMT');
});

test('a byte of many that is no UTF-8 breaks nothing', async () => {
  const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xc3]), Buffer.from('"}')]);
  expect((await exchange({ body })).answer.json).toEqual({ a: '\ufffd\ufffd' });
});

test('an answer of almost 1 MiB is read whole', async () => {
  const a = 'x'.repeat(1024 * 1024 - 10);
  expect((await exchange({ body: JSON.stringify({ a }) })).answer.json).toEqual({ a });
});

test("the host's own dispatcher is the way out, and stays open", async () => {
  const dispatcher = new Agent();
  const dispatch = jest.spyOn(dispatcher, 'dispatch');
  expect((await exchange({ body: '{}' }, {}, dispatcher)).answer.status).toBe(200);
  expect(dispatch).toHaveBeenCalledTimes(1);
  expect(dispatcher.closed || dispatcher.destroyed).toBe(false);
  await dispatcher.close();
});
