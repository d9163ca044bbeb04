// Answers that a vendor may give: documented ones with anything in a field, any JSON, any bytes, any status, any header.

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { anyText } from './arbitraries.js';
import type { Thought } from './vendor-double.js';

const statuses = fc.oneof(
  { weight: 6, arbitrary: fc.constant(200) },
  { weight: 3, arbitrary: fc.constantFrom(201, 204, 301, 302, 307, 400, 401, 403, 404, 422, 429, 500, 502, 503, 504) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
);

/** A `Retry-After` as it should be, nearly, and not at all. */
export const retryAfter: Arbitrary<string> = fc.oneof(
  fc.integer().map(String),
  fc.double().map(String),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    '99999999999999999999',
    '0x10',
    'Infinity',
    'Mon',
    'Sat, 31 Feb 2026 25:00:00 GMT',
  ),
  fc.date({ noInvalidDate: false }).map((date) => date.toString()),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.stringMatching(/^[ -~]{0,20}$/),
);

const headers = fc.record(
  {
    'retry-after': retryAfter,
    'content-type': fc.constantFrom('application/json', 'text/html', ''),
    'x-any': retryAfter,
  },
  { requiredKeys: [] },
);

/** JSON that throws where it is taken for a text or a number. */
const UNPRINTABLE: readonly unknown[] = [
  { toString: 0 },
  { toString: 0, valueOf: 0 },
  [{ toString: 0 }],
  { toJSON: 0, constructor: 0 },
];

/** A member of an answer: most often what is documented, else anything that JSON can say. */
const like = (...documented: readonly unknown[]): Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<unknown>(...documented) },
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: anyText },
    { weight: 1, arbitrary: fc.constantFrom(...UNPRINTABLE) },
  );

const documented = fc.record(
  {
    access_token: like('token-1', 'abc~', 'a b', ''),
    token_type: like('bearer', 'Bearer', 'mac'),
    expires_in: like(7200, '7200', 0, -1, 1e308, null, '1e3'),
    refresh_token: like('refresh-1'),
    member_id: like(1, 'm-1'),
    status: like('ok', 'error'),
    sso_url: like('https://portal.example.com/sso', 'https://elsewhere.example/', 'javascript:0'),
    error: like('invalid_client', 'expired_token', ['x']),
    errors: like([], [{ description: 'no' }], ['no'], [null], [[]], {}),
    name: like('x'),
    message: like('y'),
  },
  { requiredKeys: [] },
);

const bodies: Arbitrary<string | Buffer> = fc.oneof(
  { weight: 5, arbitrary: documented.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.uint8Array().map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: anyText.map((text) => text.toWellFormed()) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'null', '[]', '{}', '0', '"x"', '{"__proto__":{"status":"ok"}}', '\ufeff{}'),
  },
);

export const thoughts: Arbitrary<Thought> = fc.record({ status: statuses, body: bodies, headers });
