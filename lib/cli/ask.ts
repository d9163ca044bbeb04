// Asks the person at the terminal. Questions go to stderr, so that stdout holds the result alone.
import { Writable } from 'node:stream';
import { createInterface, type Interface } from 'node:readline/promises';
import { UsageError } from './command.js';

/** How a question is asked. */
export interface AskOptions {
  /** What is typed is not shown. */
  readonly hidden?: boolean;
  /** The answer has many lines, and ends with Ctrl+D. */
  readonly lines?: boolean;
}

/** @throws UsageError where Ctrl+C, or Ctrl+D in place of a line, ends it */
export async function ask(question: string, { hidden = false, lines = false }: AskOptions = {}): Promise<string> {
  const { stdin: input, stderr } = process;
  // Before the question is seen: from then on each key is the answer's, Ctrl+C too.
  const terminal = createInterface({ input, output: hidden ? nowhere() : stderr, terminal: true });
  try {
    if (!lines && !hidden) return await terminal.question(question, { signal: whenClosed(terminal) });
    stderr.write(question);
    return await (lines ? linesOf(terminal) : terminal.question('', { signal: whenClosed(terminal) }));
  } catch {
    if (lines) stderr.write('\n');
    throw new UsageError('Nothing was answered, so nothing was done.');
  } finally {
    terminal.close();
    if (hidden) stderr.write('\n');
  }
}

async function linesOf(terminal: Interface): Promise<string> {
  const stop = new AbortController();
  terminal.once('SIGINT', () => {
    stop.abort();
    terminal.close();
  });
  let text = '';
  for await (const line of terminal) text += `${line}\n`;
  stop.signal.throwIfAborted();
  return text;
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

const nowhere = (): Writable =>
  new Writable({
    write(_part, _encoding, done) {
      done();
    },
  });
