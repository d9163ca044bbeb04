// A breaker that is told how long to wait, and calls that end when it has opened already.

import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { Breaker } from '../../lib/http/breaker.js';

const failing = (code: 'vendor_failed' | 'vendor_unavailable', retryAfter?: number) => (): Promise<never> =>
  Promise.reject(new PartnerSsoError(code, 'tiny', 'no', retryAfter === undefined ? {} : { retryAfter }));

let now: number;
let breaker: Breaker;

beforeEach(() => {
  now = 0;
  breaker = new Breaker({ vendor: 'tiny', now: () => now, random: () => 1 });
});

test('a vendor that says how long it wants to be left alone is taken at its word, at once', async () => {
  await expect(breaker.run(failing('vendor_unavailable', 30))).rejects.toMatchObject({ code: 'vendor_unavailable' });
  now = 29_999;
  await expect(breaker.run(() => Promise.resolve('called'))).rejects.toMatchObject({ headers: { 'Retry-After': '1' } });
  now = 30_000;
  await expect(breaker.run(() => Promise.resolve('called'))).resolves.toBe('called');
  expect(breaker.state).toBe('closed');
});

test('one that does not say is tried again, up to the threshold', async () => {
  for (let call = 0; call < 4; call += 1) await breaker.run(failing('vendor_unavailable')).catch(() => undefined);
  expect(breaker.state).toBe('closed');
  await breaker.run(failing('vendor_unavailable')).catch(() => undefined);
  expect(breaker.state).toBe('open');
});

test('it heeds five minutes at most', async () => {
  await breaker.run(failing('vendor_unavailable', 3600)).catch(() => undefined);
  now = 300_000;
  expect(breaker.state).toBe('half-open');
});

test('a call from before the outage that succeeds late does not close it, and one that fails late does not prolong it', async () => {
  let succeed: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const late = breaker.run(() => new Promise<string>((resolve) => (succeed = resolve)));
  const lateFailure = breaker.run(() => new Promise<never>((_resolve, reject) => (fail = reject)));
  for (let call = 0; call < 5; call += 1) await breaker.run(failing('vendor_failed')).catch(() => undefined);
  succeed('late');
  await late;
  expect(breaker.state).toBe('open');
  now = 4_999;
  fail(new PartnerSsoError('vendor_failed', 'tiny', 'no'));
  await lateFailure.catch(() => undefined);
  now = 5_000;
  expect(breaker.state).toBe('half-open');
});
