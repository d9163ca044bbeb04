// Where the commands find the app's settings: the module that the app itself uses, or environment variables.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadEnvFile } from './env-file.js';
import { UsageError, type Call } from './command.js';
import { optionsFromEnvironment, unknownVariables, variableOf } from './environment.js';
import type { Environment, Io } from './io.js';
import { loadConfig } from './load-config.js';

/** The four vendors, in the order in which they are told of. */
export const VENDORS = ['chargebackstop', 'devhub', 'cheetah', 'paynearme'] as const;
export type Vendor = (typeof VENDORS)[number];

/** Options as they were given, not checked. */
export type RawOptions = Record<string, unknown>;
export type VendorOptions = Readonly<Partial<Record<Vendor, RawOptions>>>;

/** The app's settings, as found. */
export interface Settings {
  /** In words: `partner-sso.config.js`, or `environment variables`. */
  readonly source: string;
  /** The options of each vendor that is configured. */
  readonly vendors: VendorOptions;
  /** Options beside the vendors' own, such as `timeoutMs`. */
  readonly common: Readonly<RawOptions>;
  /** What an option is called where the settings come from: the option, or a variable. */
  readonly nameOf: (vendor: Vendor, option: string) => string;
  /** Environment variables with a vendor's prefix that nobody knows. */
  readonly unknownVariables: readonly string[];
}

/** Looked for in this order where neither a module nor the environment is asked for. */
export const CONFIG_FILES = ['ts', 'mts', 'js', 'mjs', 'cjs'].map((ending) => `partner-sso.config.${ending}`);

/**
 * Finds the settings: `--config`, `--env-file` or `--env` where one is given, else `partner-sso.config.*` in the current folder, else the
 * environment.
 *
 * @throws UsageError where there are none, or they cannot be read
 */
export async function findSettings(call: Call, { cwd, env }: Io): Promise<Settings> {
  const [config, envFile, fromEnv] = [call.text('config'), call.text('env-file'), call.on('env')];
  if (fromEnv && (config !== undefined || envFile !== undefined)) {
    throw new UsageError('Give --env alone, or --config, --env-file or both.');
  }
  if (envFile !== undefined) {
    const variables = loadEnvFile(resolve(cwd, envFile));
    if (config === undefined) return fromVariables(variables, envFile);
    // The module reads them as it does in the app, which is started with the same file; what is set already stays.
    for (const [name, value] of Object.entries(variables)) process.env[name] ??= value;
  }
  if (fromEnv) return fromVariables(env, 'environment variables');
  const found = config ?? CONFIG_FILES.find((name) => existsSync(join(cwd, name)));
  if (found !== undefined) return fromModule(resolve(cwd, found), found);
  return fromVariables(env, 'environment variables');
}

function fromVariables(env: Environment, source: string): Settings {
  const vendors = optionsFromEnvironment(env);
  const unknown = unknownVariables(env);
  if (Object.keys(vendors).length === 0 && unknown.length === 0) {
    throw new UsageError(
      `No vendor is configured in ${source}. Give --config with the module that exports the options of partnerSso() ` +
        `(looked for here: partner-sso.config.{ts,mts,js,mjs,cjs}), or set the variables of docs/cli.md, say by --env-file .env.`,
    );
  }
  const nameOf = (vendor: Vendor, option: string): string => variableOf(vendor, option) ?? `${vendor}.${option}`;
  return { source, vendors, common: {}, nameOf, unknownVariables: unknown };
}

async function fromModule(path: string, source: string): Promise<Settings> {
  const { chargebackstop, devhub, cheetah, paynearme, ...common } = await loadConfig(path, source);
  const vendors = Object.fromEntries(
    Object.entries({ chargebackstop, devhub, cheetah, paynearme }).filter(([, options]) => options !== undefined),
  ) as VendorOptions;
  if (Object.keys(vendors).length === 0) {
    throw new UsageError(`${source} configures no vendor. It must export the options of partnerSso().`);
  }
  return { source, vendors, common, nameOf: (vendor, option) => `${vendor}.${option}`, unknownVariables: [] };
}
