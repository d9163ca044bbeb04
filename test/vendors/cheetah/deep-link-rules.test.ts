/** Which deep links are taken from a URL, and to which pages of a session one is told. */

import type { Request } from 'express';
import { ToldLinks, isParamsHash, paramsHashOf } from '../../../lib/vendors/cheetah/deep-link.js';

const inUrl = (originalUrl: string): string | undefined => paramsHashOf({ originalUrl } as unknown as Request);

test.each([
  ['/rewards?stl_params_hash=abc', 'abc'],
  ['/rewards?a=1&stl_params_hash=abc&b=2', 'abc'],
  ['/rewards?stl_params_hash=a+b/c==', 'a+b/c=='],
  ['/rewards?stl_params_hash=a%2Bb%2Fc%3D%3D', 'a+b/c=='],
  ['/rewards?a=1+2&stl_params_hash=a+b+c', 'a+b+c'],
  ['/rewards?stl_params_hash=abc#stl_params_hash=def', 'abc'],
  ['/rewards?stl_params_hash=a?b', 'a?b'],
])('%s has the link %s', (url, link) => {
  expect(inUrl(url)).toBe(link);
});

test.each([
  '/rewards',
  '/rewards?',
  '/rewards?stl_params_hash',
  '/rewards?stl_params_hash=',
  '/rewards?other=abc',
  '/rewards/stl_params_hash=abc',
  '/rewards?stl_params_hash=abc&stl_params_hash=def',
  '/rewards?stl_params_hash=abc&stl_params_hash=abc',
  '/rewards?stl_params_hash[]=abc',
  '/rewards?stl_params_hash=a%0Ab',
])('%s has none', (url) => {
  expect(inUrl(url)).toBeUndefined();
});

test('a link has 1,024 characters at most', () => {
  expect(isParamsHash('x'.repeat(1024))).toBe(true);
  expect(isParamsHash('x'.repeat(1025))).toBe(false);
});

test.each([undefined, null, 5, true, {}, ['abc'], '', 'a\0b', 'a\ud800'])('%p is no link', (value) => {
  expect(isParamsHash(value)).toBe(false);
});

describe('telling a link', () => {
  let time = 0;
  const links = (): ToldLinks => new ToldLinks(() => time);
  beforeEach(() => {
    time = 1_700_000_000_000;
  });

  test('one that waits in the session is told to one page, whichever comes first', () => {
    const told = links();
    expect(told.take('s1', undefined, 'abc')).toBe('abc');
    expect(told.take('s1', undefined, 'abc')).toBeUndefined();
  });

  test('another link of the session, and the same one of another session, are told', () => {
    const told = links();
    told.take('s1', undefined, 'abc');
    expect(told.take('s1', undefined, 'def')).toBe('def');
    expect(told.take('s2', undefined, 'abc')).toBe('abc');
  });

  test('one in the query of a page is told to it each time, and then to no other', () => {
    const told = links();
    expect(told.take('s1', 'abc', undefined)).toBe('abc');
    expect(told.take('s1', 'abc', undefined)).toBe('abc');
    expect(told.take('s1', undefined, 'abc')).toBeUndefined();
    expect(told.take('s1', 'abc', 'def')).toBe('abc');
  });

  test('one that has come anew is told anew', () => {
    const told = links();
    told.take('s1', undefined, 'abc');
    told.forget('s2', 'abc');
    told.forget(undefined, 'abc');
    expect(told.take('s1', undefined, 'abc')).toBeUndefined();
    told.forget('s1', 'abc');
    expect(told.take('s1', undefined, 'abc')).toBe('abc');
  });

  test('a minute later no copy of the session is behind any more', () => {
    const told = links();
    told.take('s1', undefined, 'abc');
    time += 59_999;
    expect(told.take('s1', undefined, 'abc')).toBeUndefined();
    time += 1;
    expect(told.take('s1', undefined, 'abc')).toBe('abc');
  });

  test('without an id of the session there is nothing to remember it by', () => {
    const told = links();
    expect(told.take(undefined, undefined, 'abc')).toBe('abc');
    expect(told.take(undefined, undefined, 'abc')).toBe('abc');
    expect(told.take('s1', undefined, undefined)).toBeUndefined();
  });
});
