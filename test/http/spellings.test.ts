// A secret is found in a text however it is written there, and what only looks like it is left alone.
import { encodingsOf, holdsInAnySpelling, withoutText } from '../../lib/http/spellings.js';

const SECRET = `Q"e's&t<w>r@ ü`;

const each = (text: string, write: (letter: string, code: number) => string): string =>
  Array.from(text, (letter) => write(letter, letter.codePointAt(0) as number)).join('');
const bytes = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '%$&');
const unit = (code: number): string => code.toString(16).padStart(4, '0');

describe('the encodings that vendors use', () => {
  test.each([
    ['as it is', SECRET],
    ['percent-encoded', "Q%22e's%26t%3Cw%3Er%40%20%C3%BC"],
    ['percent-encoded with the quote too, as OAuth does', 'Q%22e%27s%26t%3Cw%3Er%40%20%C3%BC'],
    ['as a form field', 'Q%22e%27s%26t%3Cw%3Er%40+%C3%BC'],
    ['in HTML', 'Q&quot;e&#39;s&amp;t&lt;w&gt;r@ ü'],
    ['in JSON', `Q\\"e's&t<w>r@ ü`],
    ['in JSON within a script', `Q\\"e's\\u0026t\\u003cw\\u003er@ ü`],
    ['in base64', 'USJlJ3MmdDx3PnJAIMO8'],
    ['in hexadecimal', '512265277326743c773e724020c3bc'],
  ])('%s', (_name, written) => {
    expect(encodingsOf(SECRET)).toContain(written);
  });

  test('base64 stands there with its padding, without it, and with the letters for URLs', () => {
    const found = encodingsOf('??>>');
    expect(found).toEqual(expect.arrayContaining(['Pz8+Pg==', 'Pz8+Pg', 'Pz8-Pg']));
  });

  test('of the letters that only some escape, each is written as OAuth writes it', () => {
    expect(encodingsOf("a!'()*b")).toContain('a%21%27%28%29%2ab');
  });
});

describe('taking a text out', () => {
  test('takes it out of every place, in letters of either case', () => {
    expect(withoutText('Key hunter2, HUNTER2 and Hunter2hunter2.', 'hUNTER2', '*')).toBe('Key *, * and **.');
  });

  test('leaves a text without it as it is', () => {
    expect(withoutText('Nothing Here', 'hunter2', '*')).toBe('Nothing Here');
  });

  test('is not confused by letters whose lower case is longer', () => {
    expect(withoutText('İİİ hunter2 İ', 'HUNTER2', '*')).toBe('İİİ * İ');
  });
});

describe('a secret is found', () => {
  test.each<[string, string]>([
    ['raw', SECRET],
    ['in capitals', 'Q"E\'S&T<W>R@ ü'],
    ['with each byte percent-encoded', bytes(SECRET)],
    ['percent-encoded in capitals', bytes(SECRET).toUpperCase()],
    ['with a plus for its space', SECRET.replace(' ', '+')],
    ['as units of JavaScript', each(SECRET, (_letter, code) => `\\u${unit(code)}`)],
    ['as units in capitals', each(SECRET, (_letter, code) => `\\U${unit(code).toUpperCase()}`)],
    ['as units with two backslashes each', each(SECRET, (_letter, code) => `\\\\u${unit(code)}`)],
    ['with a backslash before each letter', each(SECRET, (letter) => `\\${letter}`)],
    ['as decimal references', each(SECRET, (_letter, code) => `&#${String(code)};`)],
    ['as decimal references with noughts', each(SECRET, (_letter, code) => `&#${String(code).padStart(7, '0')};`)],
    ['as hexadecimal references', each(SECRET, (_letter, code) => `&#x${code.toString(16)};`)],
    [
      'as hexadecimal references in capitals',
      each(SECRET, (_letter, code) => `&#X${code.toString(16).toUpperCase()};`),
    ],
    [
      'as hexadecimal references with noughts',
      each(SECRET, (_letter, code) => `&#x${code.toString(16).padStart(6, '0')};`),
    ],
    ['with named references', 'Q&quot;e&apos;s&amp;t&lt;w&gt;r&commat; ü'],
    ['with named references in capitals', 'Q&QUOT;e&APOS;s&AMP;t&LT;w&GT;r&COMMAT; ü'],
    ['half percent-encoded, half as references', 'Q%22e&#39;s%26t&lt;w\\u003er@+%c3%bc'],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 within JSON that escapes slashes', 'USJlJ3MmdDx3PnJAIMO8'.replace('J', '\\u004a')],
    ['in hexadecimal', Buffer.from(SECRET).toString('hex').toUpperCase()],
  ])('%s', (_name, written) => {
    expect(holdsInAnySpelling(`key (${written}) is bad`, SECRET)).toBe(true);
  });

  test.each(['%f0%9f%98%80', '&#128512;', '&#x1F600;', '\\ud83d\\ude00'])(
    'with a character beyond 16 bits as %s',
    (face) => {
      expect(holdsInAnySpelling(`key ab${face}cd`, 'ab😀cd')).toBe(true);
    },
  );

  test('with the last character that there is, which is written with seven digits', () => {
    expect(holdsInAnySpelling('key ab&#1114111;cd', 'ab\u{10ffff}cd')).toBe(true);
  });

  test('where it holds escapes itself, and the text holds it unescaped', () => {
    expect(holdsInAnySpelling('key ab/cd/ef', 'ab%2Fcd%2fef')).toBe(true);
  });

  const percent = (text: string, times: number): string => (times === 0 ? text : percent(bytes(text), times - 1));
  test.each([1, 2, 3])('escaped %i times over', (times) => {
    expect(holdsInAnySpelling(percent('hunter2', times), 'hunter2')).toBe(true);
  });

  test('but not escaped four times over: a text costs a bounded time', () => {
    expect(holdsInAnySpelling(percent('hunter2', 4), 'hunter2')).toBe(false);
  });

  test('escaped in one way upon another', () => {
    expect(holdsInAnySpelling('&amp;#x68;unter2', 'hunter2')).toBe(true);
    expect(holdsInAnySpelling('%5cu0068unter2', 'hunter2')).toBe(true);
    expect(holdsInAnySpelling('%26%2335;104;unter2 &#37;68unter2', 'hunter2')).toBe(true);
  });
});

describe('no secret is found', () => {
  test.each([
    ['a part of it', 'hunter'],
    ['with a letter too many', 'hunt-er2'],
    ['a reference without its semicolon', '&#104unter2'],
    ['a unit of three digits', '\\u068unter2'],
    ['a percent sign with one digit', '%6unter2'],
    ['an unknown name', '&hunt;unter2'],
    ['a number that is no character', '&#1114112;unter2'],
    ['a hexadecimal number that is no character', '&#x110000;unter2'],
    ['the letters of a unit without its backslash', 'u0068unter2'],
  ])('in %s', (_name, text) => {
    expect(holdsInAnySpelling(text, 'hunter2')).toBe(false);
  });

  test('where it would be one of up to three characters, in whatever spelling', () => {
    expect(holdsInAnySpelling('abc %61%62%63', 'abc')).toBe(false);
    expect(holdsInAnySpelling('abc', '%61%62%63')).toBe(false);
    expect(holdsInAnySpelling('abcd', '%61%62%63%64')).toBe(true);
  });

  test('where it is the empty text, which stands everywhere', () => {
    expect(holdsInAnySpelling('anything', '')).toBe(false);
  });
});
