// The text of an attempt, and where two texts begin to differ.
import type { SandboxAttempt } from '../../lib/sandbox/index.js';
import { findDifference } from '../../lib/sandbox/inspector/difference.js';
import { attemptAsText } from '../../lib/sandbox/inspector/text.js';
import { NAMES } from '../injection/names.js';

const ATTEMPT: SandboxAttempt = {
  id: 42,
  at: 1_700_000_000_000,
  vendor: 'devhub',
  verdict: 'refused',
  reason: 'signature does not match: spaces were signed as `+`',
  claimedUser: { id: '7', email: 'jane@example.com' },
  request: {
    method: 'GET',
    path: '/devhub/sso/v2/widget.js',
    fields: { email: 'jane@example.com' },
    headers: { host: '127.0.0.1:8080' },
  },
  steps: [
    { title: 'Parameters', detail: 'email: jane@example.com\nid: 7' },
    { title: 'Base string', detail: 'a%2520b', comparison: { received: 'a%2Bb', expected: 'a%2520b' } },
    { title: 'Signature', detail: '', comparison: { expected: 'abc' } },
  ],
  answer: { status: 401, meaning: 'No links.' },
  tookMs: 1.5,
  sinceBeforeMs: 4000,
};

test('says all that the page says', () => {
  expect(attemptAsText(ATTEMPT)).toBe(`Attempt 42: refused, DevHub Site Builder
  2023-11-14 22:13:20 UTC
  User: jane@example.com, id 7 (as the request says)
  Reason: signature does not match: spaces were signed as \`+\`

Request
  GET /devhub/sso/v2/widget.js
  email: jane@example.com

Headers
  host: 127.0.0.1:8080

1. Parameters
  email: jane@example.com
  id: 7

2. Base string
  expected: a%2520b
  received: a%2Bb
  The first difference is at character 4: the sender has “%2B”, expected is “%2520”.

3. Signature
  expected: abc
  received: (not known)
  Only the beginnings are shown, because a whole signature is as good as a sign-in.

Answer
  HTTP 401. No links.

Timing
  Came in: 2023-11-14 22:13:20 UTC
  Check took: 1.5 ms
  Attempt before, same user and vendor: 4 seconds earlier
`);
});

test('an accepted attempt of nobody, with nothing in it', () => {
  const { reason: _reason, claimedUser: _user, sinceBeforeMs: _since, ...rest } = ATTEMPT;
  const text = attemptAsText({
    ...rest,
    verdict: 'accepted',
    request: { method: 'GET', path: '/', fields: {}, headers: {} },
    steps: [],
  });
  expect(text).toContain(
    'Attempt 42: accepted, DevHub Site Builder\n  2023-11-14 22:13:20 UTC\n\nRequest\n  GET /\n  (none)',
  );
  expect(text).toContain('Attempt before, same vendor, user not known: none');
});

test.each(NAMES)('a value steers no terminal and passes for no line of ours: $label', ({ text }) => {
  const plain = attemptAsText(ATTEMPT).split('\n');
  const written = attemptAsText({
    ...ATTEMPT,
    reason: text,
    claimedUser: { name: text },
    request: { ...ATTEMPT.request, fields: { [text]: text } },
    steps: ATTEMPT.steps.map((step) => ({
      ...step,
      detail: text,
      comparison: { received: text, expected: `${text}x` },
    })),
  });
  expect(written).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
  const headings = (lines: readonly string[]): string[] => lines.filter((line) => /^\S/.test(line));
  expect(headings(written.split('\n'))).toEqual(headings(plain));
});

test.each([
  ['one escape more', 'a%252520b', 'a%2520b', 'a', '%252520', '%2520', 'b'],
  ['an escape of something else', 'a%2Bb', 'a%20b', 'a', '%2B', '%20', 'b'],
  ['something left out', 'ac', 'abc', 'a', '', 'b', 'c'],
  ['something more', 'abcc', 'abc', 'abc', 'c', '', ''],
  ['another end', 'abx', 'aby', 'ab', 'x', 'y', ''],
  ['half of a pair', 'a\u{1f600}b', 'a\u{1f601}b', 'a', '\u{1f600}', '\u{1f601}', 'b'],
  ['the other half of a pair', 'a\u{1f600}b', 'a\u{1fa00}b', 'a', '\u{1f600}', '\u{1fa00}', 'b'],
  ['everything', 'a', 'b', '', 'a', 'b', ''],
])('the difference is %s', (_what, received, expected, before, theirs, ours, after) => {
  expect(findDifference(received, expected)).toMatchObject({
    received: { before, differs: theirs, after },
    expected: { before, differs: ours, after },
  });
});

test('the same texts do not differ; the place is that of the first character that does', () => {
  expect(findDifference('a%20b', 'a%20b')).toBeUndefined();
  expect(findDifference('a%20b', 'a%2520b')?.at).toBe(4);
});
