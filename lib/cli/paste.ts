// A sandbox's options as text to paste: a config module, and environment variables.
import { inspect } from 'node:util';
import type { SandboxOptions } from '../sandbox/index.js';
import { variableOf } from './environment.js';
import { VENDORS } from './settings.js';

/** The source of a `partner-sso.config.mjs`. */
export function configModule(options: SandboxOptions): string {
  return `export default ${inspect(options, { depth: null, breakLength: 100, maxStringLength: null })};`;
}

/** `NAME=value`, a line each, for the options that have a variable. */
export function variableLines(options: SandboxOptions): string {
  return VENDORS.flatMap((vendor) =>
    Object.entries(options[vendor]).flatMap(([option, value]: [string, string | readonly string[]]) => {
      const name = variableOf(vendor, option);
      return name === undefined ? [] : [`${name}=${typeof value === 'string' ? value : value.join(',')}`];
    }),
  ).join('\n');
}
