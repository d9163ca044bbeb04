// The checks of single options, by themselves.
import {
  isBoolean,
  isFunction,
  isOneOf,
  isPath,
  isTokenStore,
  kindOf,
  perRequest,
  isText,
} from '../../lib/handoff/checks.js';
import { optional, problemsOf, required } from '../../lib/handoff/options.js';

const none = {};

test.each(['/', '/oauth/token', '/a/b.c-d_e~f', '/a%20b', '/a;b=c', '/a//b'])('the path %s is right', (path) => {
  expect(isPath(path, none)).toBeUndefined();
});

test.each([
  '',
  'oauth/token',
  '//evil.example',
  '///x',
  '/a?b',
  '/a#b',
  '/a b',
  '/a\nb',
  '/a\\b',
  'https://x/y',
  '\\x',
  '/é',
  5,
  null,
  ['/a'],
])('the path %p is wrong', (path) => {
  expect(isPath(path, none)).toMatch(/must be a path/);
});

test('a token store has get and set, of its own or of its class', () => {
  class Store {
    get(): undefined {
      return undefined;
    }
    set(): void {
      this.get();
    }
  }
  expect(isTokenStore(new Store(), none)).toBeUndefined();
  expect(isTokenStore(new Map(), none)).toBeUndefined();
  for (const value of [null, 5, 'redis://', {}, { get: () => 0 }, { get: 1, set: 2 }, new WeakSet()]) {
    expect(isTokenStore(value, none)).toMatch(/Keyv/);
  }
});

test('one of a few words, to the letter', () => {
  const isMode = isOneOf('locals', 'launch');
  expect(isMode('launch', none)).toBeUndefined();
  for (const value of ['Launch', '', 'launch ', ['launch'], null, 5]) {
    expect(isMode(value, none)).toBe("must be 'locals' or 'launch'");
  }
});

test('booleans and functions say what they got', () => {
  expect(isBoolean(true, none)).toBeUndefined();
  expect(isBoolean('true', none)).toBe('must be true or false, not a string');
  expect(isFunction(() => 0, none)).toBeUndefined();
  expect(isFunction(null, none)).toBe('must be a function, not null');
});

test.each([
  [null, 'null'],
  [undefined, 'undefined'],
  [[], 'an array'],
  [{}, 'an object'],
  ['x', 'a string'],
  [5, 'a number'],
  [5n, 'a bigint'],
  [true, 'a boolean'],
  [() => 0, 'a function'],
  [Symbol('x'), 'a symbol'],
])('%p is %s', (value, kind) => {
  expect(kindOf(value)).toBe(kind);
});

test('a per-request function is not called at construction', () => {
  const ask = jest.fn(() => 5);
  expect(perRequest(isText)(ask, none)).toBeUndefined();
  expect(ask).not.toHaveBeenCalled();
  expect(perRequest(isText)(5, none)).toMatch(/must be a string/);
});

test('undefined leaves an optional option out; null does not', () => {
  const rules = { a: required(isText, 'Ask.'), b: optional(isText) };
  expect(problemsOf<{ a: string; b?: string | undefined }>({ a: 'x', b: undefined }, rules)).toEqual([]);
  expect(problemsOf<{ a: string; b?: string }>({ a: 'x', b: null as unknown as string }, rules)).toHaveLength(1);
  expect(problemsOf<{ a: string; b?: string }>({ b: 'x' }, rules)).toEqual([
    { option: 'a', message: 'is missing. Ask.' },
  ]);
});
