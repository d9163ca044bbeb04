// Checks the options of a factory, all at once, before it serves a request.

import { PartnerSsoError } from './errors.js';
import type { ConfigProblem } from './errors.js';
import { nearest } from './nearest.js';
import { secretProblem } from './secret.js';
import { hasControls, isEmail } from './text.js';
import { hasOnlyUrlCharacters, urlProblem } from './url.js';

/** Says what is wrong with a value, completing "`option` …", or nothing. */
export type Check = (value: unknown, options: Readonly<Record<string, unknown>>) => string | undefined;

/** What is asked of one option. */
export interface Rule {
  readonly check: Check;
  /** For an option that must be given: where to get it. */
  readonly missing?: string;
}

/** A rule for every option: the compiler refuses a table that lacks one, or has one too many. */
export type Rules<Options> = { readonly [Name in keyof Required<Options>]: Rule };

/** An option that must be given; `missing` tells where its value is to be found. */
export const required = (check: Check, missing: string): Rule => ({ check, missing });

/** An option that may be left out. */
export const optional = (check: Check): Rule => ({ check });

/**
 * Checks every option against its rule.
 *
 * @returns the options as they are now: what the host does to its object later changes nothing
 * @param vendor - whose factory it is, for the error
 * @param across - further checks that look at several options together, of which each may be wrong by itself
 * @throws PartnerSsoError `config_invalid`, with all `problems`
 */
export function checkOptions<Options extends object>(
  vendor: string,
  options: Options | undefined,
  rules: Rules<Options>,
  across: (options: Partial<Options>) => readonly ConfigProblem[] = () => [],
): Readonly<Options> {
  const given = readOnce(options ?? {}, rules);
  const problems = [
    ...unknownOptions(options ?? {}, Object.keys(rules)),
    ...wrongOptions(given, rules),
    ...across(given),
  ];
  if (problems.length > 0) throw configInvalid(vendor, problems);
  return given as Options;
}

/** The options that were given, own or inherited. What is checked is what is used, whatever a getter says the next time. */
function readOnce<Options extends object>(options: Partial<Options>, rules: Rules<Options>): Partial<Options> {
  const given = Object.keys(rules).map((name): [string, unknown] => [
    name,
    (options as Readonly<Record<string, unknown>>)[name],
  ]);
  const present = given.filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    present.map(([name, value]) => [name, Array.isArray(value) ? [...(value as unknown[])] : value]),
  ) as Partial<Options>;
}

/**
 * Everything that is wrong with each option by itself.
 *
 * @param context - the options that a check may look at besides, where they are not those that are checked
 */
export function problemsOf<Options extends object>(
  options: Partial<Options>,
  rules: Rules<Options>,
  context: object = options,
): ConfigProblem[] {
  return [...unknownOptions(options, Object.keys(rules)), ...wrongOptions(options, rules, context)];
}

/** The error that lists every problem of a configuration. */
export function configInvalid(vendor: string, problems: readonly ConfigProblem[]): PartnerSsoError {
  const list = problems.map(({ option, message }) => `\n  - \`${option}\` ${message}`).join('');
  const count = problems.length === 1 ? 'one option is' : `${String(problems.length)} options are`;
  return new PartnerSsoError('config_invalid', vendor, `${vendor}: ${count} wrong.${list}`, { problems });
}

function unknownOptions(given: object, known: readonly string[]): ConfigProblem[] {
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => {
      // A name that is no plain word may be a secret that stands on the wrong side of the colon.
      const option = /^\w{1,32}$/.test(name) ? name : `${name.slice(0, 3)}…`;
      const meant = nearest(name, known);
      const hint = meant === undefined ? `Known are ${known.join(', ')}` : `Did you mean \`${meant}\``;
      return { option, message: `is not an option. ${hint}${meant === undefined ? '.' : '?'}` };
    });
}

function wrongOptions<Options extends object>(
  options: Partial<Options>,
  rules: Rules<Options>,
  context: object = options,
): ConfigProblem[] {
  const given = options as Readonly<Record<string, unknown>>;
  return Object.entries<Rule>(rules).flatMap(([option, { check, missing }]) => {
    const value = given[option];
    if (value === undefined) return missing === undefined ? [] : [{ option, message: `is missing. ${missing}` }];
    const problem = check(value, context as Readonly<Record<string, unknown>>);
    return problem === undefined ? [] : [{ option, message: `${problem}.` }];
  });
}

/** Text that is not blank, with no white space around it and no control characters in it. */
export const isText: Check = (value) => {
  if (typeof value !== 'string') return `must be a string, not ${kindOf(value)}`;
  if (value.trim() === '') return 'is blank';
  if (value !== value.trim()) return 'begins or ends with white space. Trim it';
  return hasControls(value) ? 'holds control characters or half of a surrogate pair' : undefined;
};

/** One e-mail address. */
export const isEmailAddress: Check = (value) =>
  typeof value === 'string' && isEmail(value) ? undefined : 'must be one plain e-mail address';

export const isBoolean: Check = (value) =>
  typeof value === 'boolean' ? undefined : `must be true or false, not ${kindOf(value)}`;

export const isFunction: Check = (value) =>
  typeof value === 'function' ? undefined : `must be a function, not ${kindOf(value)}`;

export const isSecret: Check = (value) => (typeof value === 'function' ? undefined : secretProblem(value));

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
