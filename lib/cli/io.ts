// What a command sees of the world: where it prints, whom it asks, what surrounds it. Tests give one of their own.
import { Writable } from 'node:stream';
import { createInterface, type Interface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { UsageError } from './command.js';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a piece of text looks on a terminal; elsewhere it stays as it is. */
export type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** How a question is asked. */
export interface AskOptions {
  readonly hidden?: boolean;
  readonly lines?: boolean;
}

/** What a command sees of the world. */
export interface Io {
  readonly cwd: string;
  readonly env: Environment;
  /** Milliseconds, like `Date.now`. */
  readonly now: () => number;
  /** Prints a line of the result. */
  readonly out: (text?: string) => void;
  /** Prints a line beside the result: errors, and what only a person at the screen needs. */
  readonly err: (text?: string) => void;
  /** Colours text on a terminal. */
  readonly look: (look: Look, text: string) => string;
  /**
   * Asks the person at the terminal; undefined where there is none. A hidden answer is not shown while it is typed; one of many lines
   * ends with Ctrl+D.
   */
  readonly ask: ((question: string, options?: AskOptions) => Promise<string>) | undefined;
  /** Everything that is piped in; empty at a terminal. */
  readonly piped: () => Promise<string>;
  /** Resolves when the command is told to end, by Ctrl+C or by the system. */
  readonly ended: () => Promise<void>;
}

/** The world of a real process. Colours only on a terminal, and never where `NO_COLOR` or `--no-color` forbids them. */
export function processIo(noColor: boolean): Io {
  const { stdin, stdout, stderr, env } = process;
  // Kept, since the command line sends what the app's module prints elsewhere.
  const print = stdout.write.bind(stdout);
  const colours = stdout.isTTY && !noColor && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return {
    cwd: process.cwd(),
    env,
    now: Date.now,
    out: (text = '') => void print(`${text}\n`),
    err: (text = '') => void stderr.write(`${text}\n`),
    look: (look, text) => (colours ? styleText(look, text) : text),
    ask: stdin.isTTY && stderr.isTTY ? ask : undefined,
    piped: async () => {
      if (stdin.isTTY) return '';
      stdin.setEncoding('utf8');
      let text = '';
      for await (const part of stdin) text += String(part);
      return text;
    },
    ended: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) {
          process.once(signal, () => {
            resolve();
          });
        }
      }),
  };
}

/** Questions go to stderr, so that stdout holds the result alone. */
async function ask(question: string, { hidden = false, lines = false }: AskOptions = {}): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({
    write(_part, _encoding, done) {
      done();
    },
  });
  const output = hidden ? nowhere : process.stderr;
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  try {
    if (!lines) return await terminal.question('', { signal: whenClosed(terminal) });
    let text = '';
    for await (const line of terminal) text += `${line}\n`;
    return text;
  } catch {
    throw new UsageError('Nothing was answered, so nothing was done.');
  } finally {
    terminal.close();
    if (hidden) process.stderr.write('\n');
  }
}

/** Ctrl+C and Ctrl+D close the question. */
function whenClosed(terminal: Interface): AbortSignal {
  const closed = new AbortController();
  terminal.once('SIGINT', () => {
    closed.abort();
  });
  terminal.once('close', () => {
    closed.abort();
  });
  return closed.signal;
}
