// The one error class: codes, statuses, and what is told of them.
import { inspect } from 'node:util';
import { PartnerSsoError, outcomeOf } from '../../lib/handoff/errors.js';
import type { PartnerSsoErrorCode } from '../../lib/handoff/errors.js';

/** The table of the contract. */
const CODES: readonly (readonly [PartnerSsoErrorCode, number, boolean, string])[] = [
  ['config_invalid', 500, false, 'failed'],
  ['user_missing', 401, false, 'refused'],
  ['user_incomplete', 422, false, 'refused'],
  ['email_unverified', 403, false, 'refused'],
  ['not_allowed', 403, false, 'refused'],
  ['request_invalid', 400, false, 'refused'],
  ['prefetch_refused', 503, true, 'refused'],
  ['cross_site_refused', 403, false, 'refused'],
  ['session_missing', 500, false, 'failed'],
  ['vendor_rejected', 502, false, 'failed'],
  ['vendor_unreachable', 502, true, 'failed'],
  ['vendor_failed', 502, true, 'failed'],
  ['vendor_invalid_response', 502, false, 'failed'],
  ['vendor_untrusted_url', 502, false, 'failed'],
  ['vendor_timeout', 504, true, 'failed'],
  ['vendor_unavailable', 503, true, 'failed'],
];

/** Where a message sends its reader, for a code. */
const linkOf = (code: string): string => `See https://unpkg.com/express-partner-sso/docs/errors.md#${code}`;

test.each(CODES)('%s: status %i, retryable %p, outcome %s', (code, status, retryable, outcome) => {
  const error = new PartnerSsoError(code, 'tiny', 'It did not work.');
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ code, status, statusCode: status, retryable, expose: status < 500, vendor: 'tiny' });
  const retryAfter = code === 'vendor_unavailable' && { 'Retry-After': '10' };
  expect(error.headers).toEqual({ 'Cache-Control': 'no-store', ...retryAfter });
  expect([error.name, error.message, error.vendorErrors, error.problems]).toEqual([
    'PartnerSsoError',
    `It did not work. ${linkOf(code)}`,
    [],
    [],
  ]);
  expect(error.retryAfter).toBeUndefined();
  expect('cause' in error).toBe(false);
  expect(outcomeOf(error)).toBe(outcome);
});

test('carries what it is given', () => {
  const cause = new Error('before');
  const error = new PartnerSsoError('vendor_unavailable', 'tiny', 'Later.', {
    cause,
    retryAfter: 9,
    vendorErrors: ['no'],
  });
  expect(error.cause).toBe(cause);
  expect(error.headers).toEqual({ 'Cache-Control': 'no-store', 'Retry-After': '9' });
  expect(error.retryAfter).toBe(9);
  expect(error.vendorErrors).toEqual(['no']);
  expect(inspect(error)).toContain('PartnerSsoError: Later.');
});

test('the link stands on a line of its own below a list', () => {
  expect(new PartnerSsoError('config_invalid', 'tiny', 'Two:\n  - a\n  - b').message).toBe(
    `Two:\n  - a\n  - b\n${linkOf('config_invalid')}`,
  );
});

test('a cause of undefined is a cause', () => {
  expect('cause' in new PartnerSsoError('vendor_failed', 'tiny', 'x', { cause: undefined })).toBe(true);
});

test.each([new Error('host'), undefined, null, 'route', { code: 'user_missing' }])(
  '%p of the host counts as failed',
  (error) => {
    expect(outcomeOf(error)).toBe('failed');
  },
);

test('an object of the host whose getters throw is a failure like any other', () => {
  const hostile = Object.defineProperty({}, 'status', {
    get() {
      throw new Error('no status here');
    },
  });
  expect(outcomeOf(hostile)).toBe('failed');
});
