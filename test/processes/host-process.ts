// Runs test/processes/host.ts as a process of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

export interface HostProcess {
  readonly url: string;
  /** How it ended, or undefined while it runs. */
  readonly end: () => string | undefined;
  /** Everything it wrote to its standard error. */
  readonly errors: () => string;
  /** Ends it at once, as a crash does. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts a host on a free port, and resolves when it listens. */
export async function startHostProcess(redisSocket: string, vendorUrl: string): Promise<HostProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/processes/host.ts'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'test', REDIS_SOCKET: redisSocket, VENDOR_URL: vendorUrl },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [printed, errors] = ['', ''];
  let end: string | undefined;
  const ended = once(child, 'close').then(([code, signal]) => {
    end = `it ended with ${String(signal ?? code)}`;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const port = await new Promise<string>((ready, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const [, found] = /^port (\d+)\n/.exec(printed) ?? [];
      if (found !== undefined) ready(found);
    });
    void ended.then(() => {
      reject(new Error(`The host did not start:\n${errors}`));
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    end: () => end,
    errors: () => errors,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
