// What an answer means.
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { invalidResponse, successOf } from '../../lib/http/answer.js';
import type { AnswerRules } from '../../lib/http/answer.js';
import type { Answer } from '../../lib/http/client.js';
import { thrown } from '../support/tiny-vendor.js';

const RULES: AnswerRules = {
  vendor: 'tiny',
  words: (json) => [json['error'], json['message']],
  isError: (json) => json['status'] === 'error',
  secrets: ['s3cr3t!'],
};
const given = (status: number, json?: object, retryAfter?: string): Answer =>
  ({ status, json, retryAfter }) as unknown as Answer;
const refusal = (answer: Answer): PartnerSsoError => thrown(() => successOf(answer, RULES)) as PartnerSsoError;

test.each([200, 201, 202, 299])('%i with an object is a success', (status) => {
  const json = { access_token: 'x' };
  expect(successOf(given(status, json), RULES)).toBe(json);
});

const CODES: readonly (readonly [number, object | undefined, string])[] = [
  [200, undefined, 'vendor_invalid_response'],
  [204, undefined, 'vendor_invalid_response'],
  [200, { status: 'error' }, 'vendor_rejected'],
  [301, undefined, 'vendor_invalid_response'],
  [302, { access_token: 'x' }, 'vendor_invalid_response'],
  [304, undefined, 'vendor_invalid_response'],
  [400, undefined, 'vendor_rejected'],
  [400, { access_token: 'x' }, 'vendor_rejected'],
  [401, { error: 'invalid_client' }, 'vendor_rejected'],
  [404, undefined, 'vendor_rejected'],
  [422, { error: 'invalid_record' }, 'vendor_rejected'],
  [429, undefined, 'vendor_unavailable'],
  [499, undefined, 'vendor_rejected'],
  [500, { status: 'error' }, 'vendor_failed'],
  [502, undefined, 'vendor_failed'],
  [503, { status: 'error' }, 'vendor_unavailable'],
  [504, undefined, 'vendor_failed'],
  [599, undefined, 'vendor_failed'],
];

test.each(CODES)('%i with %j: %s', (status, json, code) => {
  const error = refusal(given(status, json));
  expect(error).toBeInstanceOf(PartnerSsoError);
  expect(error).toMatchObject({ code, vendor: 'tiny' });
  if (code !== 'vendor_invalid_response') expect(error.message).toContain(String(status));
});

test.each([429, 500, 503, 400])("%i: the vendor's words are told, without the secrets", (status) => {
  const error = refusal(given(status, { error: 'bad s3cr3t!', message: 'jane@example.com is unknown' }));
  expect(error.vendorErrors).toEqual(['bad [redacted]', '[redacted] is unknown']);
  expect(error.message).toContain('bad [redacted]');
  expect(error.message).not.toMatch(/s3cr3t|jane/);
});

test('without words there are none', () => {
  expect(refusal(given(400, { error: { nested: 's3cr3t!' } })).vendorErrors).toEqual([]);
  expect(refusal(given(400)).vendorErrors).toEqual([]);
});

describe('Retry-After', () => {
  beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z') }));
  afterEach(() => jest.useRealTimers());

  const seconds: readonly (readonly [string | undefined, number])[] = [
    [undefined, 10],
    ['7', 7],
    ['0', 1],
    ['007', 7],
    ['3600', 3600],
    ['3601', 3600],
    ['99999999999999999999999', 3600],
    ['Thu, 01 Jan 2026 00:01:30 GMT', 90],
    ['Thu, 01 Jan 2026 00:00:00 GMT', 1],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 1],
    ['Fri, 01 Jan 2027 00:00:00 GMT', 3600],
    ['soon', 10],
    ['', 10],
    ['NaN', 10],
    ['Infinity', 10],
  ];
  test.each(seconds)('%j asks for %i seconds', (header, expected) => {
    for (const status of [429, 503]) {
      const error = refusal(given(status, undefined, header));
      expect(error.retryAfter ?? 10).toBe(expected);
      expect(error.headers).toEqual({ 'Cache-Control': 'no-store', 'Retry-After': String(expected) });
    }
  });

  test.each(['-5', '1.5', '1e3', '5s', '0x10', '5, 6'])('%j is garbage, and within bounds', (header) => {
    const retryAfter = Number(refusal(given(503, undefined, header)).headers['Retry-After']);
    expect(retryAfter).toBeGreaterThanOrEqual(1);
    expect(retryAfter).toBeLessThanOrEqual(3600);
    expect(Number.isInteger(retryAfter)).toBe(true);
  });

  test('says nothing on other statuses', () => {
    expect(refusal(given(500, undefined, '7')).headers).toEqual({ 'Cache-Control': 'no-store' });
  });
});

test('an invalid response names the vendor', () => {
  expect(invalidResponse('tiny', 'a riddle')).toMatchObject({
    code: 'vendor_invalid_response',
    message: expect.stringMatching(/^tiny answered with a riddle\. See /),
  });
});
