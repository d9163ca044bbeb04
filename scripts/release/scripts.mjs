// Steps that are scripts of package.json, and the tests by way of .ci/run.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { failed, ok, skipped } from './outcome.mjs';

const CI = '.ci/run';

/** Those without which nothing is released, and those that are run where they are. */
export const REQUIRED = ['lint', 'types', 'build', 'check:package'];
export const OPTIONAL = ['knip', 'test:consumers'];

const ciOf = (root) => (existsSync(join(root, CI)) ? readFileSync(join(root, CI), 'utf8') : '');

/** The npm scripts that it runs, also those that stand in one line with others. */
const partsOf = (ci) =>
  ci
    .split('\n')
    .filter((line) => !line.trim().startsWith('#'))
    .flatMap((line) => [...line.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name));

export const script = (name) =>
  function scriptStep({ root, manifest, quick }) {
    if (manifest.scripts?.[name] === undefined) {
      return REQUIRED.includes(name)
        ? failed(`package.json has no script ${name}`, 'put it back')
        : skipped('package.json has no such script');
    }
    // What the tests' step does anyway is not done twice.
    if (!quick && partsOf(ciOf(root)).includes(name)) return ok(`is a part of ${CI}`);
    return run('npm', ['run', name], { cwd: root, live: true }).passed
      ? ok(`npm run ${name}`)
      : failed(`npm run ${name} ended in failure`, 'what it printed stands above');
  };

export function tests({ root, quick }) {
  if (quick) return skipped('--quick');
  if (!existsSync(join(root, CI))) return failed(`there is no ${CI}`, 'put it back');
  return run('bash', [CI], { cwd: root, live: true }).passed
    ? ok(CI)
    : failed(`${CI} ended in failure`, 'what it printed stands above');
}
