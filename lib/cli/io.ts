// What a command sees of the world: where it prints, whom it asks, what surrounds it. Tests give one of their own.
import { styleText } from 'node:util';
import { ask, type AskOptions } from './ask.js';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a piece of text looks on a terminal; elsewhere it stays as it is. */
export type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

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

/** The world of a real process. */
export function processIo(noColor: boolean): Io {
  const { stdin, stdout, stderr, env } = process;
  // Kept, since the command line sends what the app's module prints elsewhere.
  const print = stdout.write.bind(stdout);
  const colours = !noColor && wantsColours(env, stdout.isTTY);
  return {
    cwd: process.cwd(),
    env,
    now: Date.now,
    out: (text = '') => void print(`${text}\n`),
    err: (text = '') => void stderr.write(`${text}\n`),
    look: (look, text) => (colours ? styleText(look, text, { validateStream: false }) : text),
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

/** `FORCE_COLOR` goes before `NO_COLOR`, as with Node itself; without both, a terminal decides. */
function wantsColours({ FORCE_COLOR, NO_COLOR, TERM }: Environment, isTerminal: boolean): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal && !NO_COLOR && TERM !== 'dumb';
}
