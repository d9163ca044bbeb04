// What each failure on the way is told as, and what of it is repeated. The connection fails as undici and Node say that it failed.
import { MockAgent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import type { PartnerSsoError } from '../../lib/handoff/errors.js';
import { createHttpClient } from '../../lib/http/client.js';
import { Deadline } from '../../lib/http/deadline.js';
import { startHttp, stopAll } from '../support/partner-server.js';
import { rejection } from '../support/tiny-vendor.js';

afterEach(stopAll);

const form = { fields: { a: '1' }, encoding: 'urlencoded' } as const;

/** What a call is told as whose connection fails with `error`. */
async function failureOf(error: Error): Promise<PartnerSsoError> {
  const agent = new MockAgent();
  agent.disableNetConnect();
  agent.get('https://tiny.example').intercept({ path: '/call', method: 'POST' }).replyWithError(error);
  const client = createHttpClient('tiny', 5000, agent);
  const call = Deadline.run('tiny', 5000, (deadline) =>
    client.post({ url: 'https://tiny.example/call', ...form }, deadline),
  );
  return (await rejection(call)) as PartnerSsoError;
}

const withCode = (code: string, more: object = {}): Error =>
  Object.assign(new Error('connect to 10.0.0.7 with key hunter2'), { code, ...more });

test.each([
  ['UND_ERR_CONNECT_TIMEOUT', 'vendor_timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'vendor_timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'vendor_timeout'],
  ['ETIMEDOUT', 'vendor_timeout'],
  ['ECONNREFUSED', 'vendor_unreachable'],
  ['ECONNRESET', 'vendor_unreachable'],
  ['ENOTFOUND', 'vendor_unreachable'],
  ['CERT_HAS_EXPIRED', 'vendor_unreachable'],
  ['UND_ERR_SOCKET', 'vendor_unreachable'],
  ['MY_HPE_PROXY_DOWN', 'vendor_unreachable'],
  ['HPE_INVALID_CONSTANT', 'vendor_invalid_response'],
  ['UND_ERR_HEADERS_OVERFLOW', 'vendor_invalid_response'],
])('%s is %s', async (code, expected) => {
  const error = await failureOf(withCode(code));
  expect(error).toMatchObject({ code: expected, vendor: 'tiny' });
  expect(error.message).toContain(`(${code})`);
  expect(error.message).not.toMatch(/hunter2|10\.0\.0\.7/);
});

test('an error without a code is told by its name', async () => {
  const error = await failureOf(Object.assign(new Error('hunter2'), { name: 'HTTPParserError' }));
  expect(error.code).toBe('vendor_invalid_response');
  expect(error.message).toContain('(HTTPParserError)');
});

test('the cause says what was tried and why it failed, and nothing else', async () => {
  const { cause } = await failureOf(withCode('ECONNREFUSED', { syscall: 'connect', address: '10.0.0.7' }));
  expect(cause).toBeInstanceOf(Error);
  expect(cause).toMatchObject({ message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' });
  expect(cause).not.toHaveProperty('address');
  const unnamed = await failureOf(withCode('UND_ERR_SOCKET', { name: 'SocketError' }));
  expect(unnamed.cause).toMatchObject({ message: 'SocketError UND_ERR_SOCKET' });
});

test("each factory has connections of its own: the process' common dispatcher is not used", async () => {
  const common = getGlobalDispatcher();
  const closed = new MockAgent();
  closed.disableNetConnect();
  setGlobalDispatcher(closed);
  try {
    const partner = await startHttp((_req, res) => res.end('{}'));
    const client = createHttpClient('tiny', 5000);
    const call = (): Promise<unknown> =>
      Deadline.run('tiny', 5000, (deadline) => client.post({ url: partner.url, ...form }, deadline));
    expect(await call()).toMatchObject({ status: 200 });
    expect(await call()).toMatchObject({ status: 200 });
    await partner.close();
  } finally {
    setGlobalDispatcher(common);
  }
});

test.each([
  [1024 * 1024, 'read whole'],
  [1024 * 1024 + 1, 'refused'],
])('an answer of %i bytes is %s', async (size, fate) => {
  const json = `{"a":"${'x'.repeat(size - 8)}"}`;
  const partner = await startHttp((_req, res) => res.end(json));
  const client = createHttpClient('tiny', 5000);
  const answer = Deadline.run('tiny', 5000, (deadline) => client.post({ url: partner.url, ...form }, deadline));
  if (fate === 'refused') expect(await rejection(answer)).toMatchObject({ code: 'vendor_invalid_response' });
  else expect((await answer).json).toHaveProperty('a');
  await partner.close();
});
