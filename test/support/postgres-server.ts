// A Postgres of the test's own, on a Unix socket in a folder that goes with it. It needs nothing installed: it is WebAssembly.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';

const ROOT = resolve(__dirname, '../..');

/** A running server. */
export interface PostgresServer {
  /** Connections to it: one, since the server takes no more. */
  readonly pool: pg.Pool;
  stop(): Promise<void>;
}

/** Starts a server with nothing in it. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'partner-sso-postgres-'));
  const script = ['--import', 'tsx', 'test/stores/postgres-process.ts', join(folder, '.s.PGSQL.5432')];
  const server = spawn(process.execPath, script, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  await new Promise<void>((ready, reject) => {
    server.once('error', reject);
    server.once('exit', () => {
      reject(new Error('Postgres ended at once.'));
    });
    server.stdout.once('data', () => {
      ready();
    });
  });
  const pool = new pg.Pool({ host: folder, user: 'postgres', database: 'postgres', max: 1 });
  return {
    pool,
    async stop() {
      await pool.end();
      server.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
