// What can be wrong with a package that is to be released, and which step of the check has to say so.
import type { TinyPackage } from './tiny-package.js';

export interface Fault {
  readonly step: string;
  readonly title: string;
  readonly spoil: (tiny: TinyPackage) => void;
  readonly says: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

type Spoil = Fault['spoil'];
type Row = readonly [title: string, spoil: Spoil, says: string, more?: Pick<Fault, 'args' | 'env'>];

const nothing: Spoil = () => undefined;
const replaced =
  (path: string, from: string, to: string): Spoil =>
  (tiny) =>
    tiny.write(path, tiny.read(path).replaceAll(from, to));
const changelog = (from: string, to: string): Spoil => replaced('CHANGELOG.md', from, to);
const field =
  (name: string, value: unknown): Spoil =>
  (tiny) =>
    tiny.change((manifest) => Object.assign(manifest, { [name]: value }));
const script =
  (name: string, line: string | undefined): Spoil =>
  (tiny) =>
    tiny.change(({ scripts }) => Object.assign(scripts, { [name]: line }));
const taggedElsewhere: Spoil = (tiny) => {
  tiny.git('tag', 'v1.2.3');
  tiny.commit();
};

const FAILS = 'node -e "process.exit(3)"';
const HEAD = "writeFileSync('dist/cli.js', '#!/usr/bin/env node\\n";
const NEVER_THE_SAME = "writeFileSync('dist/at.js', String(process.hrtime.bigint()));";

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  clean: [['a changed file', (tiny) => tiny.write('build.mjs', ''), 'not committed: M build.mjs']],
  version: [
    [
      'entries under Unreleased',
      changelog('[Unreleased]\n', '[Unreleased]\n\n- Two.\n'),
      'has entries under Unreleased',
    ],
    ['an older CHANGELOG', field('version', '1.2.4'), 'CHANGELOG.md is at 1.2.3, package.json at 1.2.4'],
    ['no date', changelog(' - 2026-01-31', ''), 'has no version and date'],
    ['no such day', changelog('2026-01-31', '2026-02-31'), '2026-02-31 in CHANGELOG.md is no day'],
    ['a day to come', changelog('2026-01-31', '2999-01-31'), 'is yet to come'],
    ['nothing to tell', changelog('### Added\n\n- One.\n', ''), 'says nothing about 1.2.3'],
    ['no version', field('version', '1.2'), '"1.2" in package.json is no version'],
  ],
  tag: [
    [
      'another tag than the version',
      nothing,
      'the tag is v1.2.4, package.json says 1.2.3',
      { args: ['--tag', 'v1.2.4'] },
    ],
    ['a version that is tagged elsewhere', taggedElsewhere, 'v1.2.3 is another commit'],
  ],
  origin: [
    ['no repository', field('repository', undefined), 'repository.url=git+https://github.com/<owner>/<name>.git'],
    [
      'no repository, where GitHub says which it is',
      field('repository', undefined),
      'repository.url=git+https://github.com/other/tiny-thing.git',
      { env: { GITHUB_REPOSITORY: 'other/tiny-thing' } },
    ],
    ['an address that is not public', field('repository', 'file:///srv/tiny-thing.git'), 'is no public address'],
    [
      'the repository of somebody else',
      nothing,
      'names another repository than other/tiny-thing',
      { env: { GITHUB_REPOSITORY: 'other/tiny-thing' } },
    ],
  ],
  lockfile: [
    ['a lockfile that fell behind', replaced('package-lock.json', '1.2.3', '1.2.2'), 'differ in version'],
    ['a dependency that is not locked', field('dependencies', { 'left-out': '^1.0.0' }), 'left-out'],
  ],
  'install-scripts': [
    ['an install script', script('postinstall', 'node -e 0'), 'run at install: package.json: postinstall'],
  ],
  types: [['a script that fails', script('types', FAILS), 'npm run types ended in failure']],
  'check:package': [
    [
      'a script that is needed and gone',
      script('check:package', undefined),
      'package.json has no script check:package',
    ],
  ],
  lint: [
    [
      'a script of .ci/run, where the tests are left out',
      script('lint', FAILS),
      'npm run lint ended in failure',
      { args: ['--quick'] },
    ],
  ],
  tests: [['tests that fail', (tiny) => tiny.write('.ci/run', 'exit 1\n'), '.ci/run ended in failure']],
  reproducible: [
    [
      'a build that is never the same',
      (tiny) => tiny.write('build.mjs', tiny.read('build.mjs') + NEVER_THE_SAME),
      'it is not the same twice',
    ],
    ['a build that fails', (tiny) => tiny.write('build.mjs', 'process.exit(1)\n'), 'it cannot be built'],
  ],
  installed: [
    ['a file that is not packed', field('files', []), 'tiny-thing gives an error'],
    ['a command that fails', replaced('build.mjs', HEAD, `${HEAD}process.exit(1)`), 'tiny-thing --help fails'],
  ],
  'still-clean': [['a file left behind', (tiny) => tiny.write('x.txt', ''), 'not committed: ?? x.txt']],
};

export const FAULTS: readonly Fault[] = Object.entries(ROWS).flatMap(([step, rows]) =>
  rows.map(([title, spoil, says, more]) => ({ step, title, spoil, says, ...more })),
);
