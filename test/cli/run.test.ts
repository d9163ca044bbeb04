// Calling the command line: help, versions, and words that it does not know.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../lib/cli/commands.js';
import { tidy } from '../support/tidy.js';
import { folderWith, runHere, runProgram } from './cli.js';

const packageVersion = (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string })
  .version;

test('without a command it prints what there is, and says by its code that nothing was done', async () => {
  const { code, out } = await runHere([]);
  expect(code).toBe(2);
  for (const name of Object.keys(COMMANDS)) expect(out).toContain(`  ${name} `);
});

test.each([['--help'], ['-h'], ['help']])('%s prints what there is', async (word) => {
  expect(await runHere([word])).toMatchObject({ code: 0, err: '' });
});

test.each(Object.keys(COMMANDS))('%s has a help with all of its options, by --help and by help', async (name) => {
  const { code, out } = await runHere([name, '--help']);
  expect(code).toBe(0);
  const options = (await COMMANDS[name]?.load())?.options ?? {};
  for (const option of [...Object.keys(options), 'json', 'no-color', 'help']) expect(out).toContain(`--${option}`);
  expect((await runHere(['help', name])).out).toBe(out);
});

test.each([
  [['sandbx'], 'sandbx is no command. Did you mean `sandbox`?'],
  [['constructor'], 'constructor is no command. Known are sandbox, '],
  [['link', '--emial', 'jane@example.com'], 'link: --emial is no option. Did you mean `--email`?'],
  [['link', 'chargebackstop', '--email'], "link: Option '--email <value>' argument missing"],
  [['sandbox', '--port', 'http'], 'sandbox: --port must be a number'],
  [['sandbox', '--port', '65536'], 'sandbox: --port must be a number'],
])('%j ends with 2 and the fix', async (words, message) => {
  const { code, out, err } = await runHere(words);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});

test('what may be a key in the wrong place is not printed', async () => {
  const key = 'k3y-that-stands-in-the-wrong-place-0123456789';
  for (const words of [[key], ['link', `--${key}`], ['help', key]]) {
    expect((await runHere(words)).err).not.toContain(key.slice(0, 8));
  }
});

test('the program that is published prints its version', async () => {
  const { path } = tidy(folderWith());
  expect(await runProgram(['--version'], { cwd: path })).toEqual({ code: 0, out: `${packageVersion}\n`, err: '' });
});
