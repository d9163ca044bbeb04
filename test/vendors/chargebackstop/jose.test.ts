/** Which jose signs in the CommonJS build: the installed one wherever it can be read, the copy elsewhere, both to the same bytes. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInUnconfiguredJest } from '../../support/unconfigured-jest.js';
import { jwtVectors } from '../../support/vector-files.js';

const ROOT = join(__dirname, '../../..');
const COPY = join(ROOT, 'dist/cjs/vendors/chargebackstop/jose-copy.js');
const shape = jwtVectors.find(({ id }) => id === 'chargebackstop-shape-ascii');

/** Signs the vector as a CommonJS host, and tells which files of jose have been loaded for it. */
const SIGN = `
  async function sign() {
    const { chargebackstopSso } = require('express-partner-sso');
    const options = { partnerId: 'ptnr_1', ssoKey: 'YOUR_PRIVATE_PARTNER_SSO_KEY', expiresIn: false };
    const url = await chargebackstopSso({ ...options, now: () => 1_700_000_000_000 }).createUrl({ id: 1, email: 'casey@example.com' });
    const loaded = Object.keys(require.cache).map((file) => file.replace(/\\\\/g, '/'));
    return {
      token: new URL(url).searchParams.get('token'),
      installed: loaded.some((file) => file.includes('/node_modules/jose/dist/')),
      copy: loaded.some((file) => file.endsWith('/jose-copy.js')),
    };
  }`;

function inNode(...flags: string[]): unknown {
  const code = `${SIGN} sign().then((result) => process.stdout.write(JSON.stringify(result)));`;
  const said = execFileSync(process.execPath, [...flags, '-e', code], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
  return JSON.parse(said);
}

test('a CommonJS host in production signs with the jose that is installed, and never loads the copy', () => {
  expect(inNode()).toEqual({ token: shape?.compact, installed: true, copy: false });
});

test('where Node is told to read no ES modules by require, the copy signs the same', () => {
  expect(inNode('--no-experimental-require-module')).toEqual({ token: shape?.compact, installed: false, copy: true });
});

test("a host's unconfigured Jest signs the same, with the copy where it cannot read ES modules", async () => {
  const { passed, said } = await runInUnconfiguredJest(`${SIGN}
    let readable = true;
    try { require('jose'); } catch { readable = false; }
    jest.resetModules();
    test('signs', async () => {
      expect(await sign()).toMatchObject({ token: '${shape?.compact ?? ''}', copy: !readable });
    });`);
  expect(said).toContain('1 passed');
  expect(passed).toBe(true);
}, 60_000);

test('an error that says nothing of ES modules is not hidden behind the copy', () => {
  const code = `${SIGN}
    const { _resolveFilename: real } = require('node:module');
    require('node:module')._resolveFilename = function (name, ...rest) {
      if (name === 'jose') throw Object.assign(new Error('no jose here'), { code: 'MODULE_NOT_FOUND' });
      return real.call(this, name, ...rest);
    };
    sign().catch((error) => process.stdout.write(error.message));`;
  expect(execFileSync(process.execPath, ['-e', code], { cwd: ROOT, encoding: 'utf8' })).toContain('no jose here');
});

test('the copy is of the version that is installed, and carries its licence', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/jose/package.json'), 'utf8')) as {
    version: string;
  };
  const copy = readFileSync(COPY, 'utf8');
  expect(copy).toMatch(`Part of jose ${version} (`);
  expect(copy).toContain(readFileSync(join(ROOT, 'node_modules/jose/LICENSE.md'), 'utf8').trim());
});
