// A redis-server of the benchmark's own, on a Unix socket.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts it; undefined where Redis is not installed. The client waits until it answers. */
export function redisServer(): { readonly socket: string; readonly close: () => void } | undefined {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'partner-sso-bench-'));
  const socket = join(folder, 'redis.sock');
  const words = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder];
  const child = spawn('redis-server', words, { stdio: 'ignore' });
  return {
    socket,
    close: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
