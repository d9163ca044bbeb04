// A package as small as can be in a git repository of its own, ready to be released, and the release check run in it.
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SCRIPT = join(__dirname, '../../scripts/release-check.mjs');

export type Manifest = Record<string, unknown> & { scripts: Record<string, string> };

export interface TinyPackage {
  readonly folder: string;
  read(path: string): string;
  write(path: string, text: string): void;
  /** Changes package.json, and the head of the lockfile along with it. */
  change(edit: (manifest: Manifest) => void): void;
  git(...args: string[]): string;
  commit(): void;
  /** What the check says, and its exit code. */
  check(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<{ code: number; said: string }>;
  close(): Promise<void>;
}

const MANIFEST: Manifest = {
  name: 'tiny-thing',
  version: '1.2.3',
  type: 'module',
  license: 'MIT',
  repository: { type: 'git', url: 'git+https://git.example/owner/tiny-thing.git' },
  files: ['dist'],
  bin: { 'tiny-thing': './dist/cli.js' },
  exports: { '.': './dist/index.js', './package.json': './package.json' },
  scripts: {
    lint: 'node -e 0',
    types: 'node -e 0',
    build: 'node build.mjs',
    'check:package': 'node -e 0',
    knip: 'node -e 0',
  },
};
const BUILD = `import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('dist', { recursive: true });
writeFileSync('dist/index.js', 'export const one = 1;\\n');
writeFileSync('dist/cli.js', '#!/usr/bin/env node\\n');
chmodSync('dist/cli.js', 0o755);
`;
const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.3] - 2026-01-31

### Added

- One.

## [1.2.2] - 2026-01-01

- Nothing.

[1.2.3]: https://git.example/compare
`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export function tinyPackage(): TinyPackage {
  const folder = mkdtempSync(join(tmpdir(), 'tiny-package-'));
  const git = (...args: string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=test', '-c', 'user.email=test@git.example', '-c', 'commit.gpgsign=false', ...args],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const save = (manifest: Manifest): void => {
    const { name, version, license, bin, dependencies } = manifest;
    write('package.json', json(manifest));
    write(
      'package-lock.json',
      json({ name, version, lockfileVersion: 3, packages: { '': { name, version, license, bin, dependencies } } }),
    );
  };

  save(MANIFEST);
  write('build.mjs', BUILD);
  write('CHANGELOG.md', CHANGELOG);
  write('.gitignore', 'dist/\nnode_modules/\n');
  write('.ci/run', 'node -e "console.log(\'the tests ran\')"\n(npm run lint && true) >/dev/null &\nwait\n');
  git('init', '--quiet', '--initial-branch=main');

  const commit = (): void => {
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message=a step');
  };
  commit();

  return {
    ...{ folder, read, write, git, commit },
    change(edit) {
      const manifest = JSON.parse(read('package.json')) as Manifest;
      edit(manifest);
      save(manifest);
    },
    check: (args, env = {}) =>
      new Promise((resolve) => {
        const all = { ...process.env, npm_config_fetch_retries: '0', GITHUB_REPOSITORY: undefined, ...env };
        execFile(process.execPath, [SCRIPT, ...args], { cwd: folder, env: all }, (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr });
        });
      }),
    close: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}
