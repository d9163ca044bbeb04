// docs/cli.md says what the program does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../lib/cli/commands.js';
import { VARIABLES } from '../../lib/cli/environment.js';

const read = (path: string): string => readFileSync(join(__dirname, '../..', path), 'utf8');
const CLI = read('docs/cli.md');

test('every variable is in the table, with the option that it becomes', () => {
  const rows = [...CLI.matchAll(/^\| `([A-Z_]+)` +\| (.*?) +\|$/gm)].map(([, name, becomes]) => [name, becomes]);
  const expected = Object.entries(VARIABLES).map(([name, { vendor, option }]) => [
    name,
    option === undefined ? 'the example app alone' : `the option \`${vendor}.${option}\``,
  ]);
  expect(rows).toEqual(expected);
});

test('every command is in the table', () => {
  for (const name of Object.keys(COMMANDS)) expect(CLI).toMatch(new RegExp(`^\\| \\[\`${name}\`\\]`, 'm'));
});
