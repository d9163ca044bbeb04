// Runs the built program on a terminal of its own, made by `script` of util-linux.
import { spawn, spawnSync } from 'node:child_process';
import { tidy } from '../support/tidy.js';
import { environment, PROGRAM } from './cli.js';

/** Where there is no such `script`, as on macOS, tests that need a terminal are skipped. */
export const onTerminal: jest.It = isThere() ? test : test.skip;

function isThere(): boolean {
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' }) as { stdout: string | null };
  return stdout?.includes('util-linux') === true;
}

export const CTRL_C = '\x03';
export const CTRL_D = '\x04';
export const ENTER = '\r';

interface Session {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the person types, each once this was printed after what came before. */
  readonly typing?: readonly (readonly [printed: string, typed: string])[];
}

/** Types at the program, and returns its end and everything that the screen was sent. */
export function typeAt(
  words: readonly string[],
  { cwd, env, typing = [] }: Session,
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const command = [process.execPath, PROGRAM, ...words].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd,
    env: environment({ TERM: 'xterm', SHELL: '/bin/sh', ...env }),
  });
  tidy({ close: () => Promise.resolve(child.kill('SIGKILL')) });
  const left = [...typing];
  let [screen, read] = ['', 0];
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    screen += part;
    for (let next = left[0]; next !== undefined; next = left[0]) {
      const at = screen.indexOf(next[0], read);
      if (at < 0) return;
      read = at + next[0].length;
      left.shift();
      child.stdin.write(next[1]);
    }
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, screen });
    });
  });
}
