// Where a vendor's words are cut, and what of them just stays.
import { scrub } from '../../lib/http/scrub.js';

const one = (word: string, ...secrets: string[]): string | undefined => scrub([word], secrets)[0];
/** Words of this length in all, which look like nothing else. */
const prose = (length: number): string => 'no way '.repeat(length).slice(0, length);

test('a word of 200 characters stays whole, one of 201 is cut and says so', () => {
  expect(one(prose(200))).toBe(prose(200));
  expect(one(prose(201))).toBe(`${prose(200)}…`);
});

test('characters are counted, not units: 200 faces stay whole', () => {
  expect(one('😀'.repeat(200))).toBe('😀'.repeat(200));
});

test('five words stay, and they are the first five', () => {
  expect(scrub(['a', 'b', 'c', 'd', 'e', 'f'], [])).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('what is left out does not count among the five', () => {
  expect(scrub([5, '', 'a', ' ', 'b', null, 'c', 'd', 'e'], [])).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('without words there is nothing, whatever the secrets are', () => {
  expect(scrub([], ['hunter2'])).toEqual([]);
});

test('a secret of four characters is one, in every place', () => {
  expect(one('ab wxyz, wxyz.', 'wxyz')).toBe('ab [redacted], [redacted].');
});

test('the secrets are all taken out', () => {
  expect(one('hunter2 and swordfish', 'hunter2', 'swordfish')).toBe('[redacted] and [redacted]');
});

test('a word in which a secret is escaped in some other way goes whole', () => {
  expect(scrub(['key \\u0068unter2 is wrong', 'try again'], ['hunter2'])).toEqual(['[redacted]', 'try again']);
  expect(one('key &#104;unter2 is wrong', 'swordfish', 'hunter2')).toBe('[redacted]');
});

describe('what is read of a long word', () => {
  // Of what cannot be printed, a whole run becomes one space, so that the end of a long word can be seen.
  const head = '\u200b'.repeat(900);
  const middle = 'a '.repeat(49);

  test('is a thousand characters; they stay whole', () => {
    expect(one(`${head}${middle}bc`)).toBe(` ${middle}bc`);
  });

  test('ends between words: half of a secret at its end goes with the rest of its word', () => {
    expect(one(`${head}${middle}bcd`)).toBe(` ${middle}[redacted]`);
    expect(one(`${head}${middle}hunter2 and more`, 'hunter2')).toBe(` ${middle}[redacted]`);
  });
});

describe('an address', () => {
  test.each(['@', '%40', '\\u0040', '&#64;', '&#x40;', '&commat;', '&COMMAT;', '&#X40;'])(
    'is taken out with %s in it, and its neighbours stay',
    (at) => {
      expect(one(`user jane${at}example.com, here`)).toBe('user [redacted], here');
    },
  );

  test.each(['jane at example.com', '@ example', 'a @ b', '100%', 'R&D; x'])('is not what %s is', (words) => {
    expect(one(words)).toBe(words);
  });
});

describe('what looks like a token', () => {
  test('has 24 letters at least', () => {
    expect(one(`id ${'aB3'.repeat(8)} x`)).toBe('id [redacted] x');
    expect(one(`id ${'aB3'.repeat(8).slice(1)} x`)).toBe(`id ${'aB3'.repeat(8).slice(1)} x`);
  });

  test.each(['+', '/', '_', '=', '.', '~', '%', '-'])('may hold %s', (letter) => {
    expect(one(`id abcdefghijkl${letter}abcdefghijkl x`)).toBe('id [redacted] x');
  });
});

test.each([
  ['a run of controls', '\r\n\0\u001b'],
  ['a mark that turns the direction', '\u202e'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
  ['half of a character', '\ud800'],
])('%s becomes one space', (_name, text) => {
  expect(one(`a${text}b`)).toBe('a b');
});
