// A real redis-server of the test's own, on a Unix socket in a folder that goes with it.

import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A running server. */
export interface RedisServer {
  /** Path of its socket, for the `socket.path` of a client. */
  readonly socket: string;
  /** Ends it at once, as a crash does; what it held is gone. */
  kill(): Promise<void>;
  /** Starts it again after `kill()`, empty, on the same socket. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether Redis is installed. Where it is not, its tests are skipped with one line, and in CI they fail. */
export function hasRedis(): boolean {
  const found = spawnSync('redis-server', ['--version']).status === 0;
  if (!found && process.env['CI'] === 'true')
    throw new Error('redis-server is not installed, and CI must not skip its tests');
  if (!found) process.stderr.write('Skipped: the Redis tests, since redis-server is not installed.\n');
  return found;
}

/** Starts a server with nothing in it. */
export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'partner-sso-redis-'));
  const socket = join(folder, 'redis.sock');
  let server = await run(folder, socket);
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  return {
    socket,
    kill: () => end('SIGKILL'),
    async restart() {
      server = await run(folder, socket);
    },
    async stop() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when it takes connections. */
async function run(folder: string, socket: string): Promise<ChildProcess> {
  const options = ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no', '--dir', folder];
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', () => {
      reject(new Error(`redis-server ended at once:\n${log}`));
    });
    server.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (/ready to accept connections/i.test(log)) resolve();
    });
  });
  return server;
}
