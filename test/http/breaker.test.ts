// The breaker: what counts, what opens it, and what is told while it is open.
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { Bench, failed } from '../support/breaker-bench.js';
import { rejection } from '../support/tiny-vendor.js';

test('hands on what a call gives, and what it throws', async () => {
  const { breaker } = new Bench();
  expect(await breaker.run(() => Promise.resolve('x'))).toBe('x');
  const error = failed();
  expect(await rejection(breaker.run(() => Promise.reject(error)))).toBe(error);
});

test('opens at the fifth failure in a row, and lets no call through then', async () => {
  const bench = new Bench();
  for (let index = 0; index < 4; index += 1) await bench.fail();
  expect(bench.breaker.state).toBe('closed');
  await bench.fail();
  expect(bench.breaker.state).toBe('open');
  const error = await bench.fail();
  expect(error).toBeInstanceOf(PartnerSsoError);
  expect(error).toMatchObject({
    code: 'vendor_unavailable',
    status: 503,
    vendor: 'tiny',
    retryable: true,
    retryAfter: 5,
  });
  expect(bench.calls).toBe(5);
});

test('a success in between begins the count anew', async () => {
  const bench = new Bench();
  for (let round = 0; round < 3; round += 1) {
    for (let index = 0; index < 4; index += 1) await bench.fail();
    await bench.succeed();
  }
  expect(bench.breaker.state).toBe('closed');
});

test.each([
  'vendor_unreachable',
  'vendor_failed',
  'vendor_timeout',
  'vendor_unavailable',
  'vendor_invalid_response',
] as const)('%s counts', async (code) => {
  const bench = new Bench({ threshold: 2 });
  await bench.fail(failed(code));
  await bench.fail(failed(code));
  expect(bench.breaker.state).toBe('open');
});

test.each([
  ...[
    new Error('the database is down'),
    undefined,
    null,
    'word',
    Object.assign(new Error('x'), { code: 'vendor_failed' }),
  ],
  ...[failed('config_invalid'), failed('request_invalid'), failed('user_incomplete')],
])('%p of the host does not count, and does not end the count', async (error) => {
  const bench = new Bench({ threshold: 2 });
  await bench.fail();
  for (let index = 0; index < 9; index += 1) expect(await bench.fail(error)).toBe(error);
  expect(bench.breaker.state).toBe('closed');
  await bench.fail();
  expect(bench.breaker.state).toBe('open');
});

test('a vendor that rejects is well: the count begins anew', async () => {
  const bench = new Bench({ threshold: 2 });
  for (let index = 0; index < 5; index += 1) {
    await bench.fail();
    await bench.fail(failed('vendor_rejected'));
  }
  expect(bench.breaker.state).toBe('closed');
});

test('calls that were under way when it opened neither lengthen nor count', async () => {
  const bench = new Bench();
  let end: (error: Error) => void = () => undefined;
  const slow = Array.from({ length: 9 }, () =>
    rejection(
      bench.breaker.run(
        () =>
          new Promise((_resolve, reject) => {
            const before = end;
            end = (error) => {
              before(error);
              reject(error);
            };
          }),
      ),
    ),
  );
  await bench.open();
  end(failed());
  await Promise.all(slow);
  bench.time += 5000;
  expect(bench.breaker.state).toBe('half-open');
});
