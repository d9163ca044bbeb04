/** What only a process of its own can show: no promise rejects unheard, Node warns of nothing, and nothing holds the process. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { CALLS, FAULTS } from './fault-table.js';
import { tidy } from '../support/tidy.js';

// A cold start compiles TypeScript; on a busy machine that may take a while.
jest.setTimeout(120_000);

test('a host that has met every fault ends by itself, with no rejection unheard and no warning of a leak', async () => {
  const script = resolve(__dirname, 'no-rejection.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  tidy({ close: () => Promise.resolve(child.kill('SIGKILL')) });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number | null];

  const pages = Object.keys(CALLS).length * FAULTS.length;
  expect({ code, out: out === '' ? err : (JSON.parse(out) as unknown) }).toEqual({
    code: 0,
    out: { pages, degraded: pages, warnings: [] },
  });
  expect(err).not.toMatch(/CANARY|client-secret-value|jane@example/i);
});
