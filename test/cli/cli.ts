// Runs the command line: as the built program in a folder of its own, or in this process with a world that the test makes.
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../lib/cli/io.js';
import { run } from '../../lib/cli/run.js';

/** The program as it is published. */
export const PROGRAM = join(__dirname, '../../dist/esm/cli/main.js');

/** How a command ended. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** An empty folder, made with these files, that goes when it is closed. */
export function folderWith(files: Readonly<Record<string, string>> = {}): { path: string; close: () => Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), 'partner-sso-cli-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return {
    path,
    close: () => rm(path, { recursive: true }),
  };
}

/** The variables that a process needs, and these. */
export const environment = (env: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  ...env,
});

/** Runs the built program to its end. */
export function runProgram(
  words: readonly string[],
  { cwd, env, input = '' }: { cwd: string; env?: Readonly<Record<string, string>>; input?: string },
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...words], { cwd, env: environment(env) });
    const outcome = { out: '', err: '' };
    child.stdout.on('data', (part) => (outcome.out += String(part)));
    child.stderr.on('data', (part) => (outcome.err += String(part)));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, ...outcome });
    });
    // A program that ends at once closes its end before it has read anything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Runs a command in this process. What a person would answer comes from `answers`, one after the other. */
export async function runHere(
  words: readonly string[],
  {
    answers,
    input = '',
    ...world
  }: Partial<Io> & { readonly answers?: readonly string[]; readonly input?: string } = {},
): Promise<Outcome & { readonly asked: readonly string[] }> {
  const [out, err, asked]: string[][] = [[], [], []];
  const left = [...(answers ?? [])];
  const code = await run(words, {
    cwd: tmpdir(),
    env: {},
    now: Date.now,
    out: (text = '') => void out?.push(text),
    err: (text = '') => void err?.push(text),
    look: (_look, text) => text,
    ask:
      answers === undefined
        ? undefined
        : (question) => {
            asked?.push(question);
            return Promise.resolve(left.shift() ?? '');
          },
    piped: () => Promise.resolve(input),
    ended: () => Promise.resolve(),
    ...world,
  });
  return { code, out: (out ?? []).join('\n'), err: (err ?? []).join('\n'), asked: asked ?? [] };
}
