// `npm run release:check` on a small package of its own: all is green, and each step is seen red.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tidy } from '../support/tidy.js';
import { FAULTS } from './faults.js';
import { tinyPackage } from './tiny-package.js';

// Each starts git, node and npm, which take their time on a busy machine.
jest.setTimeout(300_000);

const HERE = [
  ...['clean', 'version', 'tag', 'origin', 'lockfile', 'install-scripts', 'lint', 'types', 'build', 'check:package'],
  ...['knip', 'test:consumers', 'tests', 'reproducible', 'installed', 'still-clean', 'kept'],
];

test('a package that is in order passes every step, and its tarball is left for who publishes it', async () => {
  const tiny = tidy(tinyPackage());
  tiny.git('tag', 'v1.2.3');
  const { code, said } = await tiny.check(['--tag', 'v1.2.3', '--keep', 'dist/out', '--only', HERE.join()]);
  expect(said.match(/^(?:FAILED|UNKNOWN).*/gm)).toBeNull();
  const list = said.slice(said.lastIndexOf('ok      clean'));
  expect([...list.matchAll(/^(?:ok|skipped) +([\w:-]+): /gm)].map(([, name]) => name)).toEqual(HERE);
  expect(said).toContain('the tests ran');
  expect(said).toContain('ok      lint: is a part of .ci/run');
  expect(said).toContain('skipped test:consumers: package.json has no such script');
  expect(said).toContain('ok      installed: 1 entries load both ways, 1 commands answer');
  expect(existsSync(join(tiny.folder, 'dist/out/tiny-thing-1.2.3.tgz'))).toBe(true);
  expect(code).toBe(0);
});

test.each(FAULTS)('$step fails for $title', async ({ step, spoil, says, args = [], env = {} }) => {
  const tiny = tidy(tinyPackage());
  spoil(tiny);
  const { code, said } = await tiny.check([...args, '--only', step], env);
  expect(said).toMatch(new RegExp(`^FAILED  ${step}: `, 'm'));
  expect(said).toContain(says);
  expect(said).toContain('Not ready: 1 failed.');
  expect(code).toBe(1);
});

test('each step that can be seen without a registry is seen red', () => {
  const unseen = HERE.filter((step) => !FAULTS.some((fault) => fault.step === step));
  // These are scripts as lint and types are, and a copy of a file.
  expect(unseen).toEqual(['build', 'knip', 'test:consumers', 'kept']);
});

test('a wrong call is told apart from a wrong release', async () => {
  const tiny = tidy(tinyPackage());
  for (const args of [
    ['--only', 'everything'],
    ['--tags', 'v1'],
  ]) {
    const { code, said } = await tiny.check(args);
    expect(said).toContain('--only <steps>');
    expect(code).toBe(2);
  }
});
