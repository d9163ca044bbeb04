// Which URLs a partner may have.
import { hasOnlyUrlCharacters, isLoopback, trimSlashes, urlProblem } from '../../lib/handoff/url.js';

test.each([
  'https://partner.example',
  'https://partner.example/',
  'https://partner.example/a/b.js',
  'https://partner.example:8443/a',
  'HTTPS://Partner.Example/A',
  'https://xn--bcher-kva.example',
  'https://10.0.0.1/a',
  'https://[2001:db8::1]/a',
  'https://partner.example/a%20b/~x;y=z',
  'http://localhost',
  'http://localhost:3000/a',
  'http://LOCALHOST:3000',
  'http://127.0.0.1:3000',
  'http://127.1.2.3',
  'http://[::1]:3000/a',
])('%s is right', (url) => {
  expect(urlProblem(url)).toBeUndefined();
});

test.each([
  // no absolute URL of the web
  ...[
    '',
    '/',
    'partner.example',
    'partner.example/a',
    '//partner.example',
    'https:',
    'https:/',
    'https://',
    'https:///',
  ],
  ...['https:partner.example', 'https:/partner.example', 'https:///partner.example', 'ftp://partner.example'],
  ...['javascript:alert(1)', 'javascript://partner.example/%0aalert(1)', 'data:text/html,x', 'file:///etc/passwd'],
  ...['ws://localhost', 'httpss://partner.example', 'https//partner.example', 'blob:https://partner.example/x'],
  // no host, or none that parses
  ...['https://?', 'https://#', 'https://:443', 'https://partner.example:99999', 'https://partner.example:x'],
  ...['https://[::1', 'https://[zz]', 'https://a%2fb', 'https://1.2.3.4.5.6', 'https://256.256.256.256', 'https://%00'],
  // characters that a parser forgives
  ...[' https://partner.example', 'https://partner.example ', 'https://partner.example\n', 'ht\ntps://partner.example'],
  ...[
    'https://part\tner.example',
    'https://partner.example/a b',
    'https:\\\\partner.example',
    'https://partner.example\\@evil.example',
  ],
  ...['https://pärtner.example', 'https://partner.example/ä', 'https://partner。example', 'https://partner.example/\0'],
  ...[
    'https://partner.example/"',
    'https://partner.example/<x>',
    'https://partner.example/`',
    'https://partner.example/{x}',
  ],
  ...[
    'https://partner.example/|',
    'https://partner.example/^',
    'https://partner.example/\u202e',
    'https://partner.example/\ud800',
  ],
  // user names and passwords
  ...['https://user@partner.example', 'https://user:pass@partner.example', 'https://:pass@partner.example'],
  ...[
    'https://partner.example@evil.example',
    'https://partner.example%40evil.example@x.example',
    'http://localhost@evil.example',
  ],
  // more than a base
  ...[
    'https://partner.example?',
    'https://partner.example/?a=b',
    'https://partner.example/#',
    'https://partner.example/a#b',
  ],
  // http elsewhere than here
  ...[
    'http://partner.example',
    'HTTP://partner.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
  ],
  ...[
    'http://evil-localhost',
    'http://128.0.0.1',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://[::2]',
    'http://1270.0.0.1',
  ],
  ...['http://[2001:db8::1]', 'http://localhost.', 'http://127.0.0.1.nip.io'],
])('%j is wrong, and not repeated', (url) => {
  const problem = urlProblem(url);
  expect(problem).toEqual(expect.any(String));
  expect(problem).not.toMatch(/partner|evil|alert|pass@/);
});

test.each([undefined, null, 5, {}, [], ['https://partner.example'], new URL('https://partner.example'), true])(
  '%p is no URL',
  (value) => {
    expect(urlProblem(value)).toEqual(expect.any(String));
  },
);

test('allowInsecure lets http through, and nothing else', () => {
  expect(urlProblem('http://partner.example', { allowInsecure: true })).toBeUndefined();
  for (const url of [
    'ftp://partner.example',
    'http://u:p@partner.example',
    'http://partner.example?a',
    'http://a b',
    '//x',
  ]) {
    expect(urlProblem(url, { allowInsecure: true })).toEqual(expect.any(String));
  }
  expect(urlProblem('http://partner.example')).toContain('allowInsecure');
});

test('a query and a fragment pass where they may', () => {
  expect(urlProblem('https://partner.example/a?b=c#d', { bare: false })).toBeUndefined();
  expect(urlProblem('http://partner.example/a?b=c', { bare: false })).toEqual(expect.any(String));
  expect(urlProblem('https://partner.example/?a=b', {})).toMatch(/query/);
});

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.255.0.9', true],
  ['[::1]', true],
  ['127.0.0.1.example.com', false],
  ['xlocalhost', false],
  ['localhost.example', false],
  ['128.0.0.1', false],
  ['0.0.0.0', false],
  ['[::]', false],
  ['', false],
])('%s on loopback: %p', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

test('what a parser turns into loopback is loopback, and only that', () => {
  // A browser and Node alike read these as 127.0.0.1.
  for (const url of ['http://127.1', 'http://0x7f.1', 'http://2130706433']) expect(urlProblem(url)).toBeUndefined();
});

test.each(["AZaz09-._~:/?#[]@!$&'()*+,;=%"])('%s are the characters of a URL', (text) => {
  expect(hasOnlyUrlCharacters(text)).toBe(true);
  const others = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code)).filter((c) => !text.includes(c));
  expect(others.filter((c) => !/[A-Za-z0-9]/.test(c) && hasOnlyUrlCharacters(`a${c}`))).toEqual([]);
  expect(hasOnlyUrlCharacters('')).toBe(false);
});

test('slashes at the end are trimmed, and no others', () => {
  expect(['https://x', 'https://x/', 'https://x//', 'https://x/a/'].map(trimSlashes)).toEqual([
    'https://x',
    'https://x',
    'https://x',
    'https://x/a',
  ]);
});
