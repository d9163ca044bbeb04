// Settings: what the factories themselves say of the options, variables that nobody knows, and what only a request decides.
import { PartnerSsoError, type ConfigProblem } from '../../handoff/errors.js';
import { unknownName } from '../../handoff/nearest.js';
import { partnerSso, type PartnerSsoOptions } from '../../router.js';
import { VARIABLES } from '../environment.js';
import { PLACES, valueOf } from '../places.js';
import { VENDORS, type RawOptions, type Vendor } from '../settings.js';
import { ok, unknown, warning, wrong, type Check } from './check.js';
import { isAsked } from './credentials.js';
import type { Subject } from './subject.js';

/** Checks the options as `partnerSso()` does, which the app calls with them. */
export function checkSettings(subject: Subject): Check[] {
  const problems = problemsWith(subject);
  const misspelt = (vendor: Vendor): boolean =>
    subject.settings.unknownVariables.some((name) => name.startsWith(`${vendor.toUpperCase()}_`));
  const sound = subject.vendors.filter(
    (vendor) => !misspelt(vendor) && !problems.some(({ option }) => isOf(vendor, option)),
  );
  return [
    ...(subject.vendors.length === 0 ? [NOTHING] : problems.map((problem) => problemCheck(subject, problem))),
    ...sound.map((vendor) => ok(`${vendor}.settings`, 'All required settings are given, and none is misspelt')),
    ...subject.settings.unknownVariables.flatMap((name) => variableCheck(subject, name)),
    ...subject.vendors.flatMap((vendor) => functionsCheck(subject, vendor)),
    ...forTests(subject),
  ];
}

const NOTHING = wrong(
  'settings.none',
  'No vendor is configured',
  'Give the settings of at least one: docs/cli.md has the table.',
);

function problemsWith({ settings, vendors, optionsOf }: Subject): readonly ConfigProblem[] {
  const given = vendors.map((vendor): [string, unknown] => [vendor, settings.vendors[vendor] && optionsOf(vendor)]);
  try {
    const options = { ...settings.common, ...Object.fromEntries(given) };
    quietly(() => partnerSso(options as PartnerSsoOptions));
    return [];
  } catch (error) {
    if (error instanceof PartnerSsoError && error.problems.length > 0) return error.problems;
    // A getter of the app's. Its own words may hold anything.
    return [
      { option: 'options', message: 'cannot be read: reading one of them throws. See the module that gives them.' },
    ];
  }
}

/** The factories warn of short keys and of plain http. Here that is a line of the report. */
export function quietly<T>(work: () => T): T {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}

const isOf = (vendor: Vendor, option: string): boolean => option === vendor || option.startsWith(`${vendor}.`);

function problemCheck({ settings, named }: Subject, { option, message: told }: ConfigProblem): Check {
  const vendor = VENDORS.find((name) => isOf(name, option));
  const own = vendor === undefined ? option : option.slice(vendor.length + 1);
  const name = vendor === undefined || own === '' ? `\`${option}\`` : named(vendor, own);
  const message = vendor === undefined ? told : inVariables(told, settings.nameOf(vendor, own), vendor, settings);
  const id = vendor === undefined ? `settings.${option}` : option;
  // "must be …" is what to do; else the first sentence is what is wrong, and the rest what to do.
  if (message.startsWith('must ')) return wrong(`${id}.invalid`, `${name} is not what it has to be`, `It ${message}`);
  const [, fault = message, rest = ''] = /^(.*?)[.](?: (.*))?$/s.exec(message) ?? [];
  const isMissing = fault.startsWith('is missing');
  const kind = isMissing ? 'missing' : fault === 'is not an option' ? 'unknown' : 'invalid';
  const fix = isMissing ? `Set ${name}.` : 'Correct its value.';
  return wrong(`${id}.${kind}`, `${name} ${fault}`, rest === '' ? fix : rest);
}

/** What a factory says of options, said of variables where the settings come from them. */
function inVariables(message: string, variable: string, vendor: Vendor, { nameOf }: Subject['settings']): string {
  const words = message.replace(/`([\w.]+)`/g, (quoted, option: string) => {
    const name = nameOf(vendor, option);
    return Object.hasOwn(VARIABLES, name) ? `\`${name}\`` : quoted;
  });
  if (VARIABLES[variable]?.list === undefined) return words;
  return words.replace(/an array of (.*)\['([^']+)'\]/, 'a list of $1`$2`, with commas between them');
}

function variableCheck({ settings }: Subject, name: string): Check[] {
  const vendor = VENDORS.find((each) => name.startsWith(`${each.toUpperCase()}_`));
  if (vendor === undefined) return [];
  const shown = /^[A-Z0-9_]{1,60}$/.test(name) ? name : `${name.slice(0, vendor.length + 1)}…`;
  const known = Object.keys(VARIABLES).filter((each) => VARIABLES[each]?.vendor === vendor);
  // Without the vendor's name, which all of them begin with.
  const prefix = `${vendor.toUpperCase()}_`;
  const { hint } = unknownName(
    name.slice(prefix.length),
    known.map((each) => each.slice(prefix.length)),
    prefix,
  );
  const title = `\`${shown}\` is no variable that is read from ${settings.source}`;
  return [warning(`${vendor}.${shown}.unknown`, title, hint)];
}

/** Options that may be a function of the request. */
const PER_REQUEST: Readonly<Record<Vendor, readonly string[]>> = {
  chargebackstop: [],
  devhub: ['siteIds', 'site'],
  cheetah: ['fields'],
  paynearme: ['agentRole', 'agentEmail', 'agentName', 'orderIdentifier', 'parameters'],
};

function functionsCheck({ optionsOf, named }: Subject, vendor: Vendor): Check[] {
  const options = optionsOf(vendor);
  const credentials = PLACES.filter(
    (place) => place.vendor === vendor && !isAsked(place, valueOf(options, place.option)),
  );
  const names = [...credentials.map(({ option }) => option), ...PER_REQUEST[vendor]]
    .filter((option) => typeof valueOf(options, option) === 'function')
    .map((option) => named(vendor, option));
  if (names.length === 0) return [];
  const title = `${names.join(', ')}: not checkable without a request`;
  return [
    unknown(`${vendor}.functions`, title, { detail: 'The app decides it by code of its own, for each request.' }),
  ];
}

const TEST_OPTIONS: Readonly<Record<string, string>> = {
  now: 'is the clock for tests',
  randomNonce: 'makes nonces for tests',
  allowInsecure: 'lets tokens travel over plain http',
};

function forTests({ settings, vendors, optionsOf }: Subject): Check[] {
  const owners: readonly (readonly [string, RawOptions])[] = [
    ['settings', settings.common],
    ...vendors.map((vendor) => [vendor, optionsOf(vendor)] as const),
  ];
  return owners.flatMap(([owner, options]) =>
    Object.entries(TEST_OPTIONS)
      .filter(([name]) => options[name] !== undefined && options[name] !== false)
      .map(([name, what]) =>
        warning(
          `${owner}.${name}.test`,
          `\`${owner === 'settings' ? '' : `${owner}.`}${name}\` ${what}`,
          'Leave it out in production.',
        ),
      ),
  );
}
