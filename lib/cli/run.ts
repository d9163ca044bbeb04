// Finds the command, reads its options, runs it, and turns what goes wrong into a message and an exit code.
import { parseArgs } from 'node:util';
import { PartnerSsoError } from '../handoff/errors.js';
import { unknownName } from '../handoff/nearest.js';
import { EXIT, UsageError, type Call, type Command, type CommandOption } from './command.js';
import { COMMANDS } from './commands.js';
import { commandHelp, generalHelp } from './help.js';
import type { Io } from './io.js';
import { version } from './version.js';

/** Options of every command. */
const GENERAL_OPTIONS = {
  json: { type: 'boolean', text: 'print one JSON document, and nothing else, to stdout' },
  'no-color': {
    type: 'boolean',
    text: 'no colours (also NO_COLOR=1, and wherever stdout is no terminal, unless FORCE_COLOR=1)',
  },
  help: { type: 'boolean', short: 'h', text: 'print this help' },
} as const satisfies Record<string, CommandOption>;

/** Runs what the words after `express-partner-sso` ask for, and returns the exit code. */
export async function run(words: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(words, io);
  } catch (error) {
    if (error instanceof UsageError || error instanceof PartnerSsoError) {
      io.err(error.message);
      return EXIT.usage;
    }
    io.err(unexpected(error));
    return EXIT.usage;
  }
}

/** What is not ours, in our words: a stack or a message of the app's own module may hold a key. */
export function unexpected(error: unknown): string {
  const { name, code } = (error instanceof Error ? error : {}) as { name?: string; code?: unknown };
  const kind = [name, code].filter((part) => typeof part === 'string' && /^\w{1,40}$/.test(part)).join(' ');
  return (
    `Something went wrong in what the settings are read from${kind === '' ? '' : ` (${kind})`}. ` +
    'Its own words are not shown here, since they may hold a key: import the module by itself to see them.'
  );
}

async function dispatch([name, ...rest]: readonly string[], io: Io): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const about = name === 'help' ? rest[0] : undefined;
    io.out(about === undefined ? generalHelp(COMMANDS) : commandHelp(about, await find(about), GENERAL_OPTIONS));
    return name === undefined ? EXIT.usage : EXIT.good;
  }
  if (name === '--version' || name === '-v') {
    io.out(version());
    return EXIT.good;
  }
  const command = await find(name);
  const call = read(name, command, rest);
  if (call.on('help')) {
    io.out(commandHelp(name, command, GENERAL_OPTIONS));
    return EXIT.good;
  }
  return command.run(call, io);
}

async function find(name: string): Promise<Command> {
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry !== undefined) return entry.load();
  const { shown, hint } = unknownName(name, Object.keys(COMMANDS));
  throw new UsageError(`${shown} is no command. ${hint}`);
}

function read(name: string, command: Command, words: readonly string[]): Call {
  const options: Readonly<Record<string, CommandOption>> = { ...command.options, ...GENERAL_OPTIONS };
  const known = Object.keys(options);
  const end = words.indexOf('--');
  const given = end < 0 ? words : words.slice(0, end);
  const unknown = given.find((word) => word.startsWith('--') && !known.includes(optionName(word)));
  if (unknown !== undefined) {
    const { shown, hint } = unknownName(optionName(unknown), known, '--');
    throw new UsageError(`${name}: ${shown} is no option. ${hint}`);
  }
  const { values, positionals } = parse(name, words, options);
  return {
    positionals,
    text: (option) => (typeof values[option] === 'string' ? values[option] : undefined),
    on: (option) => values[option] === true,
    json: values['json'] === true,
  };
}

function parse(
  name: string,
  words: readonly string[],
  options: Readonly<Record<string, CommandOption>>,
): { values: Readonly<Record<string, unknown>>; positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`);
  }
}

const optionName = (word: string): string => word.replace(/^--/, '').split('=', 1)[0] as string;
