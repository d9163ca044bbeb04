// What a command is made of, so that help, parsing and running are written once.
import type { Io } from './io.js';

/** An option of a command. */
export interface CommandOption {
  readonly type: 'boolean' | 'string';
  /** A letter that means the same. */
  readonly short?: string;
  /** What stands for the value in the help, like `file`. */
  readonly value?: string;
  /** What it does, for the help. */
  readonly text: string;
}

/** How a command was called. */
export interface Call {
  readonly positionals: readonly string[];
  /** A text option that was given. */
  readonly text: (name: string) => string | undefined;
  /** Whether a switch is on. */
  readonly on: (name: string) => boolean;
  /** `--json`: one JSON document on stdout, and nothing else there. */
  readonly json: boolean;
}

/** A command of the CLI. */
export interface Command {
  /** What may follow the name, a line each, like `<vendor> [<url>]`. */
  readonly usage: readonly string[];
  /** Paragraphs for the help, after the options. */
  readonly notes: readonly string[];
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Does it, and returns the exit code: 0 all is well, 1 something was found, 2 it was called wrongly. */
  readonly run: (call: Call, io: Io) => Promise<number>;
}

/** Exit codes, the same for all commands. */
export const EXIT = { good: 0, found: 1, usage: 2 } as const;

/** The command cannot run as it was called; the message says how to call it. Ends the process with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options of every command that looks at the app's configuration. */
export const CONFIG_OPTIONS = {
  config: { type: 'string', value: 'file', text: 'read the options of partnerSso() from this module' },
  env: { type: 'boolean', text: 'read environment variables (docs/cli.md has the table)' },
  'env-file': { type: 'string', value: 'file', text: 'read them from this file, as `node --env-file` does' },
} as const satisfies Record<string, CommandOption>;
