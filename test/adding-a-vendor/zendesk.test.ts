// docs/adding-a-vendor.md leads to a vendor that works: followed to the letter in a copy of the package.

import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, allBlocks } from '../docs/blocks.js';
import { follow, patched } from './copy.js';
import type { Copy } from './copy.js';

// The compiler, the linter and Jest look at a whole copy; on a busy machine that takes its time.
jest.setTimeout(600_000);

const PAGE = 'docs/adding-a-vendor.md';
const BLOCKS = allBlocks().filter(({ document }) => document === PAGE);
const WRITTEN = BLOCKS.flatMap(({ file, language }) => (file !== undefined && language === 'ts' ? [file] : []));

let copy: Copy;

beforeAll(() => {
  copy = follow(BLOCKS);
});

afterAll(async () => {
  await copy.close();
});

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly all: string;
}

/** Runs a tool in the copy. */
function tool(path: string, ...args: readonly string[]): Said {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const program = join(ROOT, 'node_modules', path);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: copy.folder,
    encoding: 'utf8',
    env,
  });
  return { status, stdout, all: `${stdout}\n${stderr}` };
}

/** What a tool says, where it is not content. */
function complaint(path: string, ...args: readonly string[]): string | undefined {
  const { status, all } = tool(path, ...args);
  return status === 0 ? undefined : all;
}

test('every block of the page names the file that it is', () => {
  expect(BLOCKS.map(({ file, place }) => file ?? place)).toEqual([
    'lib/vendors/zendesk/token.ts',
    'lib/vendors/zendesk/index.ts',
    'lib/index.ts',
    'lib/router.ts',
    'test/vendors/zendesk/redirect.test.ts',
  ]);
});

test('it compiles, as strictly as the rest', () => {
  expect(complaint('typescript/bin/tsc', '-p', 'tsconfig.json')).toBeUndefined();
});

test('the test of the page passes: the user gets in as themselves, and nobody else does', () => {
  const file = WRITTEN.find((name) => name.endsWith('.test.ts')) ?? '';
  expect(existsSync(join(copy.folder, file))).toBe(true);
  expect(complaint('jest/bin/jest.js', '--runInBand', '--runTestsByPath', file)).toBeUndefined();
});

test('the linter lets it through, and its walls stand: a vendor that imports another one is told', () => {
  const over = 'lib/vendors/zendesk/over-the-wall.ts';
  writeFileSync(join(copy.folder, over), "// Wrong.\nexport { HEADER } from '../chargebackstop/token.js';\n");
  const files = [...WRITTEN, 'lib/index.ts', 'lib/router.ts', over];
  const { stdout, all } = tool('eslint/bin/eslint.js', '--format', 'json', ...files);
  if (!stdout.startsWith('[')) throw new Error(all);
  const told = (JSON.parse(stdout) as readonly { filePath: string; messages: { message: string }[] }[]).flatMap(
    ({ filePath, messages }) => messages.map(({ message }) => [relative(copy.folder, filePath), message]),
  );
  expect(told).toEqual([[over, expect.stringContaining('A vendor knows no other vendor and no sandbox.')]]);
});

test('it is formatted as the rest', () => {
  const config = join(ROOT, '.prettierrc.json');
  const files = [...WRITTEN, 'lib/index.ts', 'lib/router.ts'];
  expect(
    complaint('prettier/bin/prettier.cjs', '--check', '--config', config, '--ignore-path', '', ...files),
  ).toBeUndefined();
});

describe('these tests would notice', () => {
  test('a diff whose lines are not there', () => {
    expect(patched('a\nb\n', '@@\n a\n+c\n', 'x.md:1')).toBe('a\nc\nb\n');
    expect(patched('a\nb\n', '@@\n-a\n+c\n', 'x.md:1')).toBe('c\nb\n');
    expect(() => patched('a\nb\n', '@@\n z\n+c\n', 'x.md:1')).toThrow(/x\.md:1/);
  });
});
