// The checks that options share, at start and for each request.

import { secretProblem } from './secret-value.js';
import { hasControls, isEmail, isQuoted } from './text.js';
import { hasOnlyUrlCharacters, urlProblem } from './url.js';

/** Says what is wrong with a value, completing "`option` …", or nothing. */
export type Check = (value: unknown, options: Readonly<Record<string, unknown>>) => string | undefined;

/** Text that is not blank, with no white space around it and no control characters in it. */
export const isText: Check = (value) => {
  if (typeof value !== 'string') return `must be a string, not ${kindOf(value)}`;
  if (value.trim() === '') return 'is blank';
  if (value !== value.trim()) return 'begins or ends with white space. Trim it';
  return hasControls(value) ? 'holds control characters or half of a surrogate pair' : undefined;
};

/** An identifier out of a configuration: text whose quotation marks did not come along. */
export const isId: Check = (value, options) =>
  isText(value, options) ?? (isQuoted(value as string) ? 'has quotation marks around it. Take them off' : undefined);

/** One e-mail address. */
export const isEmailAddress: Check = (value) =>
  typeof value === 'string' && isEmail(value) ? undefined : 'must be one plain e-mail address';

export const isBoolean: Check = (value) =>
  typeof value === 'boolean' ? undefined : `must be true or false, not ${kindOf(value)}`;

export const isFunction: Check = (value) =>
  typeof value === 'function' ? undefined : `must be a function, not ${kindOf(value)}`;

export const isSecret: Check = (value) => {
  if (typeof value === 'function') return undefined;
  const isValue = typeof value === 'string' || value instanceof Uint8Array;
  return isValue ? secretProblem(value) : 'must be a string, a Uint8Array, or a function that returns one';
};

/** A partner's URL; https unless the option `allowInsecure` says otherwise. */
export const isPartnerUrl: Check = (value, options) =>
  urlProblem(value, { allowInsecure: options['allowInsecure'] === true });

/** A path on a partner's host: from its root, without query or fragment. */
export const isPath: Check = (value) =>
  typeof value === 'string' && /^\/(?!\/)[^?#]*$/.test(value) && hasOnlyUrlCharacters(value)
    ? undefined
    : 'must be a path that starts with one `/`, without query or fragment';

/** A store with `get` and `set`. */
export const isTokenStore: Check = (value) => {
  const { get, set } = (value ?? {}) as { get?: unknown; set?: unknown };
  return typeof get === 'function' && typeof set === 'function'
    ? undefined
    : 'must have the methods get(key) and set(key, value, ttlMs); a Keyv instance fits';
};

/** A number from `least` to `most`, both included. */
export const isNumber =
  (least: number, most: number, unit: string): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most
      ? undefined
      : `must be a number of ${unit} from ${String(least)} to ${String(most)}`;

/** One of a few words. */
export const isOneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string) ? undefined : `must be ${words.map((word) => `'${word}'`).join(' or ')}`;

/** A value that `check` lets through, or a function that gives one for each request. */
export const perRequest =
  (check: Check): Check =>
  (value, options) =>
    typeof value === 'function' ? undefined : check(value, options);

/** What a value is, in a word, without repeating it. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
