// Mutation tests of what signs, calls and guards: `npm run mutation [folder …]`. Prints the scores and what survived.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const given = process.argv.slice(2);
const folders = given.length > 0 ? given : ['handoff', 'http', 'vendors'];
const KILLED = ['Killed', 'Timeout'];
const ALIVE = ['Survived', 'NoCoverage'];

const rows = folders.map((folder) => {
  const { status } = spawnSync('npx', ['stryker', 'run'], {
    stdio: 'inherit',
    env: { ...process.env, MUTATE: folder },
  });
  if (status !== 0) process.exit(status ?? 1);
  const { files } = JSON.parse(readFileSync(`test-results/mutation/${folder}.json`, 'utf8'));
  const mutants = Object.entries(files).flatMap(([file, { mutants: found }]) =>
    found.map((mutant) => ({ file, ...mutant })),
  );
  for (const { file, location, mutatorName, replacement, status: end } of mutants) {
    if (ALIVE.includes(end)) console.log(`${end} ${file}:${location.start.line} ${mutatorName}: ${replacement ?? ''}`);
  }
  const killed = mutants.filter(({ status: end }) => KILLED.includes(end)).length;
  const alive = mutants.filter(({ status: end }) => ALIVE.includes(end)).length;
  return { folder: `lib/${folder}`, killed, alive, score: `${((100 * killed) / (killed + alive)).toFixed(1)} %` };
});
console.table(rows);
