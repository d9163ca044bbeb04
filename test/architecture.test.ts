// The house keeps its walls: who may import whom, and how big a file may be.
import { join } from 'node:path';
import { cycleIn, loadedBy, parseSource, readSources } from './support/imports.js';
import type { Source } from './support/imports.js';

const ROOT = join(__dirname, '../lib');
const LIB = readSources(ROOT);
const MOST_LINES = 180;

/** The folder of a file: `handoff`, `sandbox`, or `vendors/devhub` for a vendor's. */
const folderOf = (path: string): string => /^(?:vendors\/[^/]+|[^/]+(?=\/))/.exec(path)?.[0] ?? '';
const SIGNERS = /^(?:jose|oauth-1\.0a|undici)(?:\/|$)/;

interface Wall {
  readonly rule: string;
  /** Whether this import by this file breaks the rule. `file` is there for one of our own. */
  readonly broken: (from: string, file: string | undefined, specifier: string) => boolean;
}

/** Section 1 of the design, "Never". Types count too: who knows a type knows the module. */
const WALLS: readonly Wall[] = [
  {
    rule: 'a vendor imports another vendor',
    broken: (from, file = '') =>
      from.startsWith('vendors/') && file.startsWith('vendors/') && folderOf(from) !== folderOf(file),
  },
  {
    rule: 'handoff or http imports a vendor',
    broken: (from, file = '') => /^(?:handoff|http)$/.test(folderOf(from)) && file.startsWith('vendors/'),
  },
  {
    rule: 'anything outside sandbox and cli imports the sandbox',
    broken: (from, file = '') => !/^(?:sandbox|cli)$/.test(folderOf(from)) && folderOf(file) === 'sandbox',
  },
  {
    rule: 'the sandbox imports a signer',
    broken: (from, file = '', specifier) =>
      folderOf(from) === 'sandbox' && (/^(?:vendors|http)\//.test(file) || SIGNERS.test(specifier)),
  },
];

function breaches({ broken }: Wall, sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ file, specifier }) => broken(path, file, specifier))
      .map(({ specifier }) => `${path} → ${specifier}`),
  );
}

test('there is a house to look at', () => {
  expect(LIB.length).toBeGreaterThan(40);
  expect(new Set(LIB.map(({ path }) => folderOf(path)))).toEqual(
    new Set([
      ...['', 'handoff', 'http', 'sandbox', 'vendors/chargebackstop', 'vendors/devhub', 'vendors/cheetah'],
      ...['vendors/paynearme', ...(LIB.some(({ path }) => path.startsWith('cli/')) ? ['cli'] : [])],
    ]),
  );
});

test.each(WALLS.map((wall) => [wall.rule, wall] as const))('never: %s', (_rule, wall) => {
  expect(breaches(wall, LIB)).toEqual([]);
});

test('never: the sandbox imports a signer by a way round', () => {
  const own = LIB.filter(({ path }) => folderOf(path) === 'sandbox').map(({ path }) => path);
  const loaded = own.flatMap((path) => [...loadedBy(path, LIB)]);
  expect(loaded.filter((name) => SIGNERS.test(name) || /^(?:vendors|http)\//.test(name))).toEqual([]);
});

test('never: a file under lib reads process.env, but for cli', () => {
  const readers = LIB.filter(({ readsEnvironment }) => readsEnvironment).map(({ path }) => path);
  expect(readers.filter((path) => folderOf(path) !== 'cli')).toEqual([]);
});

test('no import goes round in a circle, types aside', () => {
  expect(cycleIn(LIB)).toBeUndefined();
});

test('every import of our own leads to a file of ours', () => {
  const known = new Set(LIB.map(({ path }) => path));
  const lost = LIB.flatMap(({ path, imports }) =>
    imports
      .filter(({ file }) => file !== undefined && !known.has(file))
      .map(({ specifier }) => `${path} → ${specifier}`),
  );
  expect(lost).toEqual([]);
});

describe.each(LIB.map((source) => [source.path, source] as const))('%s', (_path, { text }) => {
  test('begins with a comment that says what it is for', () => {
    expect(text.replace(/^#!.*\n/, '')).toMatch(/^(?:\/\*\*? *\n? *\*? *|\/\/ *)[A-Z"“`'][^\n]{9,}/);
  });
  test(`has at most ${String(MOST_LINES)} lines`, () => {
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  });
  test('has named exports only', () => {
    expect(text).not.toMatch(/^export default\b|^export = /m);
  });
});

test.each([
  ['chargebackstop', /^(?:undici|oauth-1\.0a|express|http\/)/],
  ['devhub', /^(?:undici|jose|express|http\/)/],
  ['cheetah', /^(?:jose|oauth-1\.0a|express)/],
  ['paynearme', /^(?:jose|oauth-1\.0a|express)/],
])('the subpath %s loads only what it needs', (vendor, foreign) => {
  const loaded = [...loadedBy(`vendors/${vendor}/index.ts`, LIB)];
  expect(loaded.length).toBeGreaterThan(8);
  expect(
    loaded.filter((name) => foreign.test(name) || (name.startsWith('vendors/') && !name.includes(vendor))),
  ).toEqual([]);
});

describe('these tests would notice', () => {
  const made = (path: string, text: string): Source => parseSource(ROOT, path, text);

  test.each([
    [0, 'vendors/devhub/x.ts', "import { a } from '../cheetah/api.js';"],
    [0, 'vendors/devhub/x.ts', "import type { A } from '../cheetah/api.js';"],
    [0, 'vendors/devhub/x.ts', "export * from '../cheetah/api.js';"],
    [1, 'handoff/x.ts', "const a = import('../vendors/cheetah/api.js');"],
    [1, 'http/x.ts', "let a: import('../vendors/cheetah/api.js').CheetahApi;"],
    [2, 'router.ts', "import '../lib/sandbox/index.js';"],
    [2, 'vendors/devhub/x.ts', "const a = require('../../sandbox/index.js');"],
    [3, 'sandbox/x.ts', "import { sign } from '../vendors/paynearme/signature.js';"],
    [3, 'sandbox/cheetah/x.ts', "import { scrub } from '../../http/scrub.js';"],
    [3, 'sandbox/x.ts', "import { jwtVerify } from 'jose';"],
    [3, 'sandbox/x.ts', "const { fetch } = await import('undici');"],
    [3, 'sandbox/x.ts', "import OAuth from 'oauth-1.0a';"],
  ])('wall %i: %s with %s', (wall, path, text) => {
    expect(breaches(WALLS[wall] as Wall, [made(path, text)])).toHaveLength(1);
  });

  test.each(["process.env['A']", "process['env']", 'const { env } = process', "import { env } from 'node:process'"])(
    'the environment in: %s',
    (text) => {
      expect(made('x.ts', `${text};`).readsEnvironment).toBe(true);
    },
  );

  test('a circle, but not one of types', () => {
    const a = made('a.ts', "import { b } from './b.js';");
    expect(cycleIn([a, made('b.ts', "import { c } from './c.js';"), made('c.ts', "export * from './a.js';")])).toEqual([
      ...['a.ts', 'b.ts', 'c.ts', 'a.ts'],
    ]);
    expect(cycleIn([a, made('b.ts', "import type { A } from './a.js';")])).toBeUndefined();
  });
});
