// A sandbox's options as text to paste: a config module, and environment variables.
import { inspect } from 'node:util';
import type { Sandbox } from '../sandbox/index.js';
import { variableOf } from './environment.js';
import { VENDORS, type Vendor } from './settings.js';

/** Options of all vendors, each with texts, lists of texts, and such options within another. */
export type PastedOptions = Readonly<Record<Vendor, object>>;

/** The options with PayNearMe's OAuth 2.0 client in the place of its secret key. */
export function withOauth({ options, credentials }: Pick<Sandbox, 'options' | 'credentials'>): PastedOptions {
  const { secretKey: _signing, ...paynearme } = options.paynearme;
  return { ...options, paynearme: { ...paynearme, oauth: credentials.paynearme.oauth } };
}

/** The source of a `partner-sso.config.mjs`. */
export function configModule(options: PastedOptions): string {
  return `export default ${inspect(options, { depth: null, breakLength: 100, maxStringLength: null })};`;
}

/** `NAME=value`, a line each, for the options that have a variable. */
export function variableLines(options: PastedOptions): string {
  return VENDORS.flatMap((vendor) => linesOf(vendor, options[vendor])).join('\n');
}

function linesOf(vendor: Vendor, options: object, within = ''): string[] {
  return Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    const option = within + name;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return linesOf(vendor, value, `${option}.`);
    }
    const variable = variableOf(vendor, option);
    return variable === undefined ? [] : [`${variable}=${String(value)}`];
  });
}
