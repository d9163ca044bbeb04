// Runs a block as its reader would: as a file in an app's folder, in a process of its own.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './blocks.js';
import type { Block } from './blocks.js';
import { visit } from './visit.js';

/** `<how> -> <what has to be seen>`, as in `GET /go -> jane@example.com`. A visit ends with status 200, or `-> 404 Cannot GET`. */
const WISH = /^(.+?) -> (?:(\d{3}) )?(.+)$/;

/** A host's own Jest, without a configuration. */
const JEST = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--config', '{}', '--runTestsByPath'];

/** How a block is run, besides as an app that is visited. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  node: [],
  'node --test': ['--test'],
  jest: JEST,
  'jest with ES modules': ['--experimental-vm-modules', ...JEST],
};

/** Runs a block, and returns what was seen where it lacks what its comment says; nothing where all is well. */
export async function faultOf(
  block: Block,
  page: readonly Block[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const [, how = '', status = '200', wanted = ''] = WISH.exec(block.run ?? '') ?? [];
  if (how === '') return `«run: ${block.run ?? ''}» does not say what has to be seen: write run: GET /path -> text`;
  // Below the root, where the package finds itself by its own name, and all others.
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'test-results/docs-'));
  try {
    for (const { file, code } of page) if (file !== undefined) write(folder, file, code);
    const main = block.file ?? `app.${block.language}`;
    write(folder, main, block.code);
    const flags = ['--import', join(__dirname, 'on-port-0.mjs'), ...(main.endsWith('.ts') ? ['--import', 'tsx'] : [])];
    const command = COMMANDS[how];
    const seen =
      command === undefined
        ? await visited(start([...flags, main], folder, env), how.split('; '))
        : await ended(start([...(how.startsWith('jest') ? [] : flags), ...command, main], folder, env), status);
    return seen.startsWith(status) && seen.includes(wanted) ? undefined : seen;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(folder: string, file: string, code: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), code);
}

interface Running {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  readonly printed: () => string;
}

function start(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Running {
  const { PATH } = process.env;
  const child = spawn(process.execPath, args, { cwd, env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, printed: () => text };
}

/** Waits until the app listens, visits it, and ends it. */
async function visited({ child, printed }: Running, steps: readonly string[]): Promise<string> {
  const gone = new Promise<void>((resolve) => child.once('close', resolve));
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (message) => {
        resolve((message as { port: number }).port);
      });
      child.once('close', () => {
        reject(new Error(`it ended before it listened on 3000:\n${printed()}`));
      });
    });
    const seen = await visit(`http://127.0.0.1:${String(port)}`, steps);
    return `${seen}\n${printed()}`;
  } finally {
    child.kill();
    await gone;
  }
}

/** Waits until it ends by itself. Ending well stands for the status of an answer. */
async function ended({ child, printed }: Running, status: string): Promise<string> {
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return `${code === 0 ? status : 'it ended with'} ${String(code)}:\n${printed()}`;
}
