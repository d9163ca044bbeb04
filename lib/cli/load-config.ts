// Imports the module that exports the options of partnerSso().
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { UsageError } from './command.js';
import type { RawOptions } from './settings.js';
import { within } from './within.js';

/** An app that waits longer for its settings is not one to be examined by hand. */
const LONGEST_MS = 30_000;

/**
 * The options: the default export, or the one named `options`.
 *
 * @throws UsageError where the module is not there, throws, or exports something else
 */
export async function loadConfig(path: string, name: string): Promise<RawOptions> {
  const module = await importModule(path, name);
  const options = await unwrap(module);
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) return options as RawOptions;
  throw new UsageError(
    `${name} exports no options. It must have a default export, or one named \`options\`, with what partnerSso() takes.`,
  );
}

/** TypeScript compiled to CommonJS has the default export a level deeper. */
function unwrap(module: Readonly<Record<string, unknown>>): unknown {
  const outer = module['default'] ?? module['options'];
  return isCompiled(outer) ? unwrap(outer) : outer;
}

function isCompiled(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && '__esModule' in value;
}

async function importModule(path: string, name: string): Promise<Readonly<Record<string, unknown>>> {
  const url = pathToFileURL(path).href;
  try {
    const loading = import(url) as Promise<Readonly<Record<string, unknown>>>;
    const loaded = await within(LONGEST_MS, () => loading);
    if ('value' in loaded) return loaded.value;
  } catch (error) {
    const { code } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION') return importByTsx(path, name, NOT_READ);
    // Node takes types away, and no more: an enum needs to be compiled.
    if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') return importByTsx(path, name, NOT_TYPES_ALONE);
    if (!existsSync(path)) throw new UsageError(`${name} is not there.`);
    const failed = `cannot be loaded: ${whyNot(error)}`;
    // Node wants the whole name of a file that is imported; who compiles or uses tsx often leaves its ending out.
    if (code === 'ERR_MODULE_NOT_FOUND' && /\.[cm]?ts$/.test(path)) return importByTsx(path, name, failed);
    throw new UsageError(`${name} ${failed}`);
  }
  throw tooLong(name);
}

const NOT_READ = `is TypeScript, which Node ${process.versions.node} does not read. Use Node 22.18 or later, or install tsx in the app.`;
const NOT_TYPES_ALONE =
  'holds TypeScript that Node cannot read by taking types away, such as an enum. Install tsx in the app, or write it otherwise.';

/** What Node does not read, the app's own tsx does; where there is none, `without` says what to do. */
async function importByTsx(path: string, name: string, without: string): Promise<Readonly<Record<string, unknown>>> {
  const api = tsxOf(path);
  if (api === undefined) throw new UsageError(`${name} ${without}`);
  const { href } = pathToFileURL(path);
  try {
    const loaded = await within(LONGEST_MS, async () => {
      const { tsImport } = (await import(pathToFileURL(api).href)) as {
        tsImport: (url: string, parent: string) => Promise<Readonly<Record<string, unknown>>>;
      };
      return tsImport(href, href);
    });
    if ('value' in loaded) return loaded.value;
  } catch (error) {
    throw new UsageError(`${name} cannot be loaded: ${whyNot(error)}`);
  }
  throw tooLong(name);
}

/** The app's own tsx. The form for CommonJS, which is found so, looks for its own files in a wrong place (tsx 4.23). */
function tsxOf(path: string): string | undefined {
  try {
    return createRequire(path)
      .resolve('tsx/esm/api')
      .replace(/\.cjs$/, '.mjs');
  } catch {
    return undefined;
  }
}

const tooLong = (name: string): UsageError =>
  new UsageError(`${name} is not loaded after ${String(LONGEST_MS / 1000)} seconds: what does it await?`);

/** The kind of the error and its place. Its words, and an excerpt of the source, may hold a key; Node's own of a missing module do not. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return 'it throws something that is no Error';
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_MODULE_NOT_FOUND') return error.message.split('\n', 1)[0] as string;
  const place = /(?:^|at |\()(?:file:\/\/)?(\/[^\n()]*?:\d+)(?::\d+)?\)?$/m.exec(error.stack ?? '')?.[1];
  return `${error.name}${place === undefined ? '' : ` at ${place}`}`;
}
