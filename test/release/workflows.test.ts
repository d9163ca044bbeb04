// The workflows keep their manners: pinned, with no more rights than needed, and true to package.json.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, '.github/workflows');
const { engines, scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
};

const WORKFLOWS = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const JOBS = WORKFLOWS.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ id: `${name} ${id}`, job })),
);
const STEPS = JOBS.flatMap(({ id, job }) => job.steps.map((step) => ({ id, step })));
const RUNS = STEPS.flatMap(({ id, step: { run } }) => (run === undefined ? [] : [{ id, run }]));

/** What each job may do. A new right has to be written here, too, where it is seen. */
const RIGHTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ci.yml suite': { contents: 'read' },
  'ci.yml consumers': { contents: 'read' },
  'codeql.yml analyze': { contents: 'read', 'security-events': 'write' },
  'release.yml check': { contents: 'read' },
  'release.yml npm': { 'id-token': 'write' },
  'release.yml github': { contents: 'write' },
};

test('there are workflows for changes and for releases', () => {
  expect(WORKFLOWS.map(({ name }) => name)).toEqual(expect.arrayContaining(['ci.yml', 'release.yml']));
});

test.each(WORKFLOWS)('$name has no rights but those of its jobs, and runs that do not pile up', ({ workflow }) => {
  expect(workflow.permissions).toEqual({});
  expect(workflow.concurrency).toBeDefined();
  // They give rights and secrets to what somebody else has sent.
  expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  expect(Object.keys(workflow.on)).not.toContain('workflow_run');
});

test.each(JOBS)('$id may do what is written for it, and ends', ({ id, job }) => {
  expect(job.permissions).toEqual(RIGHTS[id]);
  expect(job['timeout-minutes']).toBeGreaterThan(0);
});

test.each(JOBS)('$id runs code of ours only where it may write nothing of ours', ({ job }) => {
  const writes = job.permissions?.['id-token'] === 'write' || job.permissions?.['contents'] === 'write';
  const ours = job.steps.some(
    ({ uses = '', run = '' }) => uses.startsWith('actions/checkout@') || /npm (?:ci|run|test)/.test(run),
  );
  expect(writes && ours).toBe(false);
});

test('npm is reached from one job alone, behind its environment', () => {
  expect(JOBS.filter(({ job }) => job.permissions?.['id-token'] !== undefined).map(({ id }) => id)).toEqual([
    'release.yml npm',
  ]);
  expect(WORKFLOWS.find(({ name }) => name === 'release.yml')?.workflow.jobs['npm']?.environment).toBe('npm');
  expect(WORKFLOWS.filter(({ text }) => text.includes('secrets.')).map(({ name }) => name)).toEqual([]);
});

test.each(WORKFLOWS)('$name pins every action by its commit, and says which version that is', ({ text }) => {
  const lines = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line));
  expect(lines.filter((line) => !/uses: [\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test('an action is of one version everywhere', () => {
  const used = WORKFLOWS.flatMap(({ text }) => [...text.matchAll(/uses: ([\w-]+\/[\w.-]+)\S*@(\S+)/g)]);
  const pins = new Set(used.map(([, action = '', commit = '']) => `${action}@${commit}`));
  const actions = [...pins].map((pin) => pin.split('@')[0]);
  expect(actions).toEqual([...new Set(actions)]);
});

test('no checkout leaves its token behind', () => {
  const checkouts = STEPS.filter(({ step: { uses = '' } }) => uses.startsWith('actions/checkout@'));
  expect(checkouts.length).toBeGreaterThan(0);
  expect(checkouts.filter(({ step }) => step.with?.['persist-credentials'] !== false)).toEqual([]);
});

test('no shell line is put together from what GitHub knows: names of branches are text from strangers', () => {
  expect(RUNS.filter(({ run }) => run.includes('${{'))).toEqual([]);
});

test('each npm script and each file that is run is there', () => {
  const named = RUNS.flatMap(({ run }) => [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name));
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  const files = RUNS.flatMap(({ run }) => [...run.matchAll(/(?:node|bash) ([\w./-]+)/g)].map(([, path = '']) => path));
  expect(files).toContain('.ci/run');
  expect(files.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('what is published is a file: npm takes release/a.tgz for a repository on GitHub, ./release/a.tgz for a file', () => {
  const lines = [...RUNS.map(({ run }) => run), readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')];
  const published = lines.flatMap((text) => [...text.matchAll(/npm publish (\S+)/g)].map(([, what = '']) => what));
  expect(published).toEqual(['./release/*.tgz', './out/*.tgz']);
});

test('every Node that is used is one that package.json allows, and the lowest of those is among them', () => {
  const [, lowest = ''] = /^>=(\d+\.\d+)\.0$/.exec(engines.node) ?? [];
  const numbers = (version: string): number =>
    Number(version.split('.')[0]) * 1000 + Number(version.split('.')[1] ?? 999);
  const used = JOBS.flatMap(({ job }) => [
    ...(job.strategy?.matrix['node'] ?? []),
    ...job.steps.map(({ with: inputs }) => inputs?.['node-version']).filter((version) => typeof version === 'string'),
  ]).filter((version) => !version.includes('${{'));
  expect(used).toContain(lowest);
  expect(used.filter((version) => numbers(version) < numbers(lowest))).toEqual([]);
  expect(numbers(readFileSync(join(ROOT, '.nvmrc'), 'utf8').trim())).toBeGreaterThanOrEqual(numbers(lowest));
});

test('Dependabot looks after npm and after the pinned actions', () => {
  const { updates } = parse(readFileSync(join(ROOT, '.github/dependabot.yml'), 'utf8')) as {
    readonly updates: readonly {
      readonly 'package-ecosystem': string;
      readonly ignore?: readonly { readonly 'dependency-name': string }[];
    }[];
  };
  expect(updates.map((update) => update['package-ecosystem']).sort()).toEqual(['github-actions', 'npm']);
  // What signs tokens is never held back.
  const held = updates.flatMap(({ ignore = [] }) => ignore.map((entry) => entry['dependency-name']));
  expect(held).toEqual(['@types/node']);
});
