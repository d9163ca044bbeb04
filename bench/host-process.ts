// Starts a process with the apps of a benchmark.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process that serves, and its addresses by name. */
export interface HostProcess<Name extends string> {
  readonly urls: Readonly<Record<Name, string>>;
  readonly close: () => void;
}

/** Starts `bench/hosts/<name>.ts`, with these words as its arguments. */
export async function startHost<Name extends string>(
  name: string,
  words: readonly string[] = [],
): Promise<HostProcess<Name>> {
  const child = fork(fileURLToPath(new URL(`hosts/${name}.ts`, import.meta.url)), [...words], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const urls = await new Promise<HostProcess<Name>['urls']>((resolve, reject) => {
    child.once('message', (message) => {
      resolve(message as HostProcess<Name>['urls']);
    });
    child.once('exit', (code) => {
      reject(new Error(`bench/hosts/${name}.ts ended with ${String(code)}`));
    });
  });
  return { urls, close: () => void child.kill() };
}
