// Checks what `startSandbox` is given, all at once, before a port is taken.
import { unknownName } from '../handoff/nearest.js';
import type { StartSandboxOptions } from './index.js';

/** Says what is wrong with a value, or nothing. Never repeats the value: it may be a secret. */
type Check = (value: unknown) => string | undefined;
type Leaf = string | number | readonly string[] | ((...given: never[]) => unknown);
/** A check for every name; the compiler refuses a table that lacks one. */
type Shape<Given> = {
  readonly [Name in keyof Given]-?: NonNullable<Given[Name]> extends Leaf ? Check : Shape<NonNullable<Given[Name]>>;
};
type AnyShape = Readonly<Record<string, unknown>>;

const must =
  (words: string, holds: (value: unknown) => boolean): Check =>
  (value) =>
    holds(value) ? undefined : `must be ${words}`;

const text = must('a string that is not empty', (value) => typeof value === 'string' && value !== '');
const texts = must(
  'an array of strings',
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
);
const seconds = must('a number of seconds, 0 or more', (value) => typeof value === 'number' && value >= 0);
const isPort = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535;

/** As long as a timer can wait. */
const isDelay = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value < 2 ** 31;

const SHAPE: Shape<StartSandboxOptions> = {
  port: must('a whole number from 0 (any free port) to 65535', isPort),
  slowMs: must('milliseconds from 0 to 2,147,483,647', isDelay),
  now: must('a function', (value) => typeof value === 'function'),
  credentials: {
    chargebackstop: { partnerId: text, ssoKey: text, members: texts },
    devhub: { consumerKey: text, consumerSecret: text, siteIds: texts },
    cheetah: { clientId: text, clientSecret: text, tokenTtl: seconds },
    paynearme: {
      ...{ siteIdentifier: text, secretKey: text, roles: texts, orders: texts, portalLogins: texts },
      oauth: { clientId: text, clientSecret: text },
      oauthTokenTtl: seconds,
    },
  },
};

/**
 * Checks every option, and every name in `credentials`.
 *
 * @throws TypeError that lists everything that is wrong
 */
export function checkSandboxOptions(options: StartSandboxOptions): void {
  const problems = problemsIn(options, SHAPE, '');
  if (problems.length === 0) return;
  const [only, more] = problems;
  if (more === undefined) throw new TypeError(`startSandbox: ${String(only)}`);
  const list = problems.map((problem) => `\n  - ${problem}`).join('');
  throw new TypeError(`startSandbox: ${String(problems.length)} options are wrong.${list}`);
}

function problemsIn(given: object, shape: AnyShape, where: string): string[] {
  const known = Object.keys(shape);
  return Object.entries(given).flatMap(([name, value]: [string, unknown]) => {
    const rule = known.includes(name) ? shape[name] : undefined;
    if (rule === undefined) {
      const { shown, hint } = unknownName(name, known);
      return [`\`${where}${shown}\` is not known. ${hint}`];
    }
    // A name with `undefined` counts as left out.
    if (value === undefined) return [];
    if (typeof rule === 'function') {
      const problem = (rule as Check)(value);
      return problem === undefined ? [] : [`\`${where}${name}\` ${problem}.`];
    }
    if (typeof value !== 'object' || value === null) return [`\`${where}${name}\` must be an object.`];
    return problemsIn(value, rule as AnyShape, `${where}${name}.`);
  });
}
