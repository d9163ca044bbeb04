// Mutation tests of what signs, calls and guards: `npm run mutation -- [folder or file under lib/ …] [--force]`. Prints what survived, and
// the scores. Results are kept from run to run, and only what changed is tried again; --force tries everything.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { AREAS } from './mutation-areas.mjs';

const given = process.argv.slice(2);
const options = given.filter((one) => one.startsWith('-'));
const asked = given.filter((one) => !one.startsWith('-')).map((path) => path.replace(/^lib\/|\/$/g, ''));

const KILLED = ['Killed', 'Timeout'];
const ALIVE = ['Survived', 'NoCoverage'];
const isWithin = (path, folder) => path === folder || path.startsWith(`${folder}/`);

/** What there is to run: an area, or one folder or file of it. A folder above several areas takes a run for each. */
const runs = (asked.length > 0 ? asked : ['.']).flatMap((path) => {
  const found = AREAS.filter((area) => path === '.' || isWithin(area.path, path) || isWithin(path, area.path));
  if (found.length === 0) throw new Error(`lib/${path} is in none of ${AREAS.map((area) => area.path).join(', ')}`);
  return found.map((area) => ({ area, path: isWithin(path, area.path) ? path : area.path }));
});

for (const { area, path } of runs) {
  const env = { ...process.env, MUTATE: path, MUTATE_AREA: area.path };
  const { status } = spawnSync('npx', ['stryker', 'run', ...options], { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
  for (const { file, location, mutatorName, replacement, status: end } of mutantsOf(area)) {
    if (!isWithin(file, `lib/${path}`) || !ALIVE.includes(end)) continue;
    const { line, column } = location.start;
    console.log(`${end} ${file}:${line}:${column} ${mutatorName}: ${(replacement ?? '').replace(/\s+/g, ' ')}`);
  }
}

const ran = AREAS.filter((area) => existsSync(area.report));
const vendors = ran.filter((area) => area.path.startsWith('vendors/'));
console.table([
  ...ran.map((area) => row(area.path, mutantsOf(area))),
  ...(vendors.length > 1 ? [row('vendors', vendors.flatMap(mutantsOf))] : []),
]);

function mutantsOf(area) {
  const { files } = JSON.parse(readFileSync(area.report, 'utf8'));
  return Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ file, ...mutant })));
}

function row(path, mutants) {
  const killed = mutants.filter(({ status }) => KILLED.includes(status)).length;
  const alive = mutants.filter(({ status }) => ALIVE.includes(status)).length;
  return { folder: `lib/${path}`, killed, alive, score: `${((100 * killed) / (killed + alive)).toFixed(1)} %` };
}
