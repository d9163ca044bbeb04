// A vendor's words, fit to be logged.
import { scrub } from '../../lib/http/scrub.js';

const one = (word: string, ...secrets: string[]): string | undefined => scrub([word], secrets)[0];

describe('secrets', () => {
  const SECRETS = [
    'hunter2',
    'p@ss w/rd&=+',
    'ключ-ключ',
    "o'hara!(*)~",
    'a'.repeat(64),
    '100%true',
    '.*+?^${}()|[]\\',
    '$&$1',
  ];
  const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
    raw: (secret) => secret,
    'percent-encoded': encodeURIComponent,
    'percent-encoded in lower case': (secret) =>
      encodeURIComponent(secret).replace(/%../g, (escape) => escape.toLowerCase()),
    'form-encoded': (secret) => new URLSearchParams({ '': secret }).toString().slice(1),
    base64: (secret) => Buffer.from(secret).toString('base64'),
    base64url: (secret) => Buffer.from(secret).toString('base64url'),
    hexadecimal: (secret) => Buffer.from(secret).toString('hex'),
    'hexadecimal in capitals': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  };
  describe.each(Object.entries(ENCODINGS))('%s', (_name, encode) => {
    test.each(SECRETS)('%s is taken out', (secret) => {
      const coded = encode(secret);
      const clean = one(`key ${coded} or ${coded}: no`, secret) ?? '';
      expect(clean).toContain('[redacted]');
      expect(clean).not.toContain(coded);
      expect(clean).toMatch(/^key .* no$/);
    });
  });

  test('one that begins like another does not leave the rest of the other', () => {
    expect(one('key abcd-efgh', 'abcd', 'abcd-efgh')).toBe('key [redacted]');
    expect(one('key abcd-efgh', 'abcd-efgh', 'abcd')).toBe('key [redacted]');
  });

  test('half a character in a secret breaks nothing', () => {
    expect(one('key of \ud800abcd', '\ud800abcd')).toBe('key of [redacted]');
  });

  test('one of up to three characters is no secret: taking it out would garble the rest', () => {
    expect(one('a bad day', 'a', '', 'bad')).toBe('a bad day');
  });
});

test.each([
  'jane@example.com',
  'JANE.Roe+tag@Example.CO.UK',
  'jane%40example.com',
  "o'hara@example.ie",
  '<jane@example.com>',
  '"jane@example.com"',
  'mailto:jane@example.com',
  'jane@localhost',
])('the address %s is taken out', (address) => {
  const clean = one(`unknown: ${address}, sorry`);
  expect(clean).toContain('[redacted]');
  expect(clean).not.toMatch(/jane|example|localhost|hara@/i);
  expect(clean).toMatch(/sorry$/);
});

test.each([
  'eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  '0123456789abcdef0123456789abcdef',
  'c2VjcmV0LXRva2VuLXZhbHVlLWhlcmU=',
  'sk_live_51H8aQ2eZvKYlo2C0123456',
  'Bearer_abcdefghijklmnopqrstuvwxyz',
])('what looks like a token is taken out: %s', (token) => {
  expect(one(`token ${token} expired`)).toBe('token [redacted] expired');
});

test.each([
  'invalid_client',
  'Parameter agent_role is missing',
  'The site S2155373459 is not enabled for SSO.',
  'Ошибка 日本 é',
])('plain words stay: %s', (words) => {
  expect(one(words, 'hunter2')).toBe(words);
});

test('control characters become spaces', () => {
  expect(one('a\r\nSet-Cookie: b\0c\u001b[31md\u0085e')).toBe('a Set-Cookie: b c [31md e');
  expect(one('a\tb')).toBe('a b');
});

test('lines cannot be forged by other means', () => {
  expect(one('a\u2028b\u2029c')).not.toMatch(/[\u2028\u2029]/);
});

test('at most five words, each of at most 200 characters', () => {
  const words = scrub(
    Array.from({ length: 9 }, (_, index) => `${String(index)} ${'no '.repeat(200)}`),
    [],
  );
  expect(words).toHaveLength(5);
  for (const word of words) {
    expect(Array.from(word).length).toBeLessThanOrEqual(201);
    expect(Array.from(word).length).toBeGreaterThan(150);
    expect(word.endsWith('…')).toBe(true);
  }
});

test('a cut does not halve a character', () => {
  expect(one(`${'😀 '.repeat(66)}a😀 😀 😀`)?.isWellFormed()).toBe(true);
  expect(one(`a${'😀'.repeat(200)}`)?.isWellFormed()).toBe(true);
});

test('what lies over the cut is scrubbed before it is cut', () => {
  const clean = one(`${'no '.repeat(64)} hunter2-hunter2`, 'hunter2-hunter2') ?? '';
  expect(clean).not.toContain('hunter');
  expect(one(`${'no '.repeat(64)}jane@example.com`)).not.toContain('jane');
});

test('what is no text, or blank, is left out', () => {
  expect(scrub([undefined, null, 5, true, {}, ['hunter2'], '', '  ', '\n', 'said'], ['hunter2'])).toEqual(['said']);
});

// A vendor's answer may be 1 MiB long, and all other requests wait while it is scrubbed.
test.each([
  ['one long run', 'x'.repeat(60_000)],
  ['many runs', 'ab@'.repeat(20_000)],
  ['percent signs', '%4'.repeat(30_000)],
  ['spaces', ' a'.repeat(30_000)],
])(
  '%s of 60 kB is no trouble',
  (_title, word) => {
    const started = performance.now();
    scrub([word], ['hunter2']);
    // Some milliseconds where time grows with length, and many seconds where it grows with its square.
    expect(performance.now() - started).toBeLessThan(1500);
  },
  60_000,
);
