// All that makes a release safe: `npm run release:check [-- --tag v1.2.3 --quick --only step,step --keep folder]`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { audit, installScripts, lockfile, published } from './release/dependencies.mjs';
import { failed, lineOf, verdict } from './release/outcome.mjs';
import { clean, origin, tag, version } from './release/repository.mjs';
import { OPTIONAL, REQUIRED, script, tests } from './release/scripts.mjs';
import { installed, kept, reproducible } from './release/tarball.mjs';

const HELP = `npm run release:check -- [options]

  --tag <tag>      the tag that is being released, such as v1.2.3; it has to fit
  --quick          without the tests
  --only <steps>   these alone, with commas
  --keep <folder>  leaves the tarball that was checked in the folder

Exit code: 0 where it may be released, 1 where not or where that is not known, 2 for a wrong call.`;

/** Cheap ones first. The clone is looked at once more at the end: nothing above may have changed it. */
const STEPS = {
  ...{ clean, version, tag, origin, lockfile, 'install-scripts': installScripts, published, audit },
  ...Object.fromEntries([...REQUIRED, ...OPTIONAL].map((name) => [name, script(name)])),
  ...{ tests, reproducible, installed, 'still-clean': clean, kept },
};

function wrongCall(message) {
  console.error(`${message}\n\n${HELP}\n\nSteps: ${Object.keys(STEPS).join(', ')}`);
  process.exit(2);
}

function readArguments() {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  try {
    return parseArgs({ options: { tag: text, only: text, keep: text, quick: flag, help: flag } }).values;
  } catch (error) {
    return wrongCall(error.message);
  }
}

const { tag: given, only, keep, quick, help } = readArguments();
if (help) {
  console.log(HELP);
  process.exit(0);
}
const all = Object.keys(STEPS).filter((name) => name !== 'kept' || keep !== undefined);
const names = only?.split(',') ?? all;
const strange = names.filter((name) => !Object.hasOwn(STEPS, name));
if (strange.length > 0) wrongCall(`There is no step ${strange.join(', ')}.`);

const root = process.cwd();
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'release-check-'));
const context = { root, manifest, folder, given, keep, quick, env: process.env };
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const results = names.map((name) => {
  let outcome;
  try {
    outcome = STEPS[name](context);
  } catch (error) {
    outcome = failed(error.message);
  }
  const line = lineOf(name, outcome);
  console.log(line);
  return { line, outcome };
});

// Long steps print much in between, so the whole list stands at the end once more.
console.log(`\n${results.map(({ line }) => line).join('\n')}\n`);
const outcomes = results.map(({ outcome }) => outcome);
console.log(verdict(manifest.version, outcomes, only !== undefined));
process.exitCode = outcomes.every(({ status }) => status === 'ok' || status === 'skipped') ? 0 : 1;
