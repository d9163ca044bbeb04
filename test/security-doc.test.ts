// docs/security.md is held to its word: the tests that it names are there, and each threat has one.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const PAGE = 'docs/security.md';
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Folders whose tests are all there for a threat. */
const FOLDERS = ['doors', 'injection', 'leaks', 'properties', 'refusals'];

/** What stands under a heading, up to the next one of its level. */
function section(text: string, heading: string): string {
  const [, rest = ''] = `\n${text}`.split(`\n## ${heading}\n`);
  return rest.split('\n## ')[0] ?? '';
}

/** The rows of all tables, without their heads, as cells. */
function rowsIn(text: string): string[][] {
  const tables = [...text.matchAll(/^\|(?: *:?-+:? *\|)+\n((?:\|.*\n?)+)/gm)];
  const lines = tables.flatMap(([, rows = '']) => rows.trimEnd().split('\n'));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What is named as a test. */
const testsIn = (text: string): string[] => [...text.matchAll(/`(test\/[^`]*)`/g)].map(([, path = '']) => path);

/** Whether it is a file of tests; a folder would be there whatever is in it. */
const isTest = (path: string): boolean => path.endsWith('.test.ts') && existsSync(join(ROOT, path));

/** Rows that name no test. */
const withoutTest = (rows: string[][]): string[][] => rows.filter((cells) => testsIn(cells.at(-1) ?? '').length === 0);

test('every test that the page names is there', () => {
  const named = testsIn(read(PAGE));
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((path) => !isTest(path))).toEqual([]);
});

test.each([
  ['What is protected', 8],
  ['Threats and answers', 35],
])('every row of «%s» names one', (heading, least) => {
  const rows = rowsIn(section(read(PAGE), heading));
  expect(rows.length).toBeGreaterThanOrEqual(least);
  expect(withoutTest(rows)).toEqual([]);
  for (const cells of rows) {
    expect(cells).toHaveLength(3);
    expect(cells).not.toContain('');
  }
});

test.each(FOLDERS)('every test in test/%s stands on the page', (folder) => {
  const tests = readdirSync(join(__dirname, folder)).filter((name) => name.endsWith('.test.ts'));
  expect(tests.length).toBeGreaterThan(4);
  const named = new Set(testsIn(read(PAGE)));
  expect(tests.filter((name) => !named.has(`test/${folder}/${name}`))).toEqual([]);
});

describe('these tests would notice', () => {
  test('a row without a test, and one whose test is not there', () => {
    const head = '| threat | answer | test |\n| ------ | --- | ---- |\n';
    const rows = rowsIn(
      `${head}| a | b | \`test/router.test.ts\` |\n| c | d | none |\n\ntext\n${head}| e | f | \`test/x\` |`,
    );
    expect(rows.map(([threat]) => threat)).toEqual(['a', 'c', 'e']);
    expect(withoutTest(rows)).toEqual([['c', 'd', 'none']]);
    expect(['test/router.test.ts', 'test/x.test.ts', 'test/leaks', 'test/leaks/'].filter(isTest)).toEqual([
      'test/router.test.ts',
    ]);
  });

  test('a section ends where the next one begins', () => {
    expect(section('## A\n1\n### B\n2\n## C\n3', 'A')).toBe('1\n### B\n2');
  });
});
