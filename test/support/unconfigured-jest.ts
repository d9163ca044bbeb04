/** Runs a test in a host's unconfigured Jest, where the built package is installed as npm would install it. */

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/**
 * What Jest says about a test file, of which it has to make a `done` line.
 *
 * @param test - the CommonJS source of the file
 */
export async function runInUnconfiguredJest(
  test: string,
): Promise<{ readonly passed: boolean; readonly said: string }> {
  const host = mkdtempSync(join(tmpdir(), 'jest-host-'));
  try {
    const modules = join(host, 'node_modules');
    const installed = join(modules, 'express-partner-sso');
    mkdirSync(installed, { recursive: true });
    for (const part of ['package.json', 'dist']) cpSync(join(ROOT, part), join(installed, part), { recursive: true });
    for (const name of ['jose', 'oauth-1.0a', 'undici', 'express']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    }
    writeFileSync(join(host, 'package.json'), '{ "private": true }');
    writeFileSync(join(host, 'host.test.js'), test);
    return await new Promise((resolve) => {
      const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
      execFile(
        process.execPath,
        [jest, '--ci', '--runInBand', '--watchman=false'],
        { cwd: host },
        (error, out, said) => {
          resolve({ passed: error === null, said: out + said });
        },
      );
    });
  } finally {
    rmSync(host, { recursive: true });
  }
}
