// Checks the options of a factory, all at once, before it serves a request.

import { IncomingMessage } from 'node:http';
import type { Check } from './checks.js';
import { belongsElsewhere } from './elsewhere.js';
import { PartnerSsoError } from './errors.js';
import type { ConfigProblem } from './errors.js';
import { unknownName } from './nearest.js';

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
  refuseRequest(vendor, options);
  const given = readOnce(options ?? {}, rules);
  const problems = [
    ...unknownOptions(options ?? {}, Object.keys(rules), vendor),
    ...wrongOptions(given, rules),
    ...across(given),
  ];
  if (problems.length > 0) throw configInvalid(vendor, problems);
  return given as Options;
}

/**
 * Refuses a request in place of options: whoever mounts a factory itself, and not what it makes, has Express call it with one.
 *
 * @throws PartnerSsoError `config_invalid`
 */
export function refuseRequest(name: string, options: object | undefined): void {
  if (!(options instanceof IncomingMessage)) return;
  const message =
    'were not given: Express called it with a request. Call it yourself where you mount it, as in `app.use(made({ … }))`.';
  throw new PartnerSsoError('config_invalid', name, `${name}: the options ${message}`);
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
 * @param vendor - whose options they are, where a name may have been meant for another vendor
 * @param context - the options that a check may look at besides, where they are not those that are checked
 */
export function problemsOf<Options extends object>(
  options: Partial<Options>,
  rules: Rules<Options>,
  { vendor = '', context = options }: { readonly vendor?: string; readonly context?: object } = {},
): ConfigProblem[] {
  return [...unknownOptions(options, Object.keys(rules), vendor), ...wrongOptions(options, rules, context)];
}

/** The error that lists every problem of a configuration. */
export function configInvalid(vendor: string, problems: readonly ConfigProblem[]): PartnerSsoError {
  const list = problems.map(({ option, message }) => `\n  - \`${option}\` ${message}`).join('');
  const count = problems.length === 1 ? 'one option is' : `${String(problems.length)} options are`;
  return new PartnerSsoError('config_invalid', vendor, `${vendor}: ${count} wrong.${list}`, { problems });
}

function unknownOptions(given: object, known: readonly string[], vendor: string): ConfigProblem[] {
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const { shown, hint } = unknownName(name, known);
      return { option: shown, message: belongsElsewhere(vendor, name) ?? `is not an option. ${hint}` };
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
