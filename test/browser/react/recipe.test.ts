// docs/recipes/react.md shows the code that runs in the browser tests, whole and to the letter.

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const RECIPE = readFileSync(resolve(__dirname, '../../../docs/recipes/react.md'), 'utf8');

/** A comment with a file's name, then the code block that is the file. */
const blocks = new Map(
  [...RECIPE.matchAll(/<!-- (\S+) -->\n\n```(\w+)\n(.*?)```\n/gs)].map(([, name = '', language = '', code = '']) => [
    name,
    { language, code },
  ]),
);

/** Of the tests alone: a login that knows three people, and this file. */
const NOT_SHOWN = ['host.ts', 'recipe.test.ts'];

test('the recipe shows every file of the page', () => {
  const files = readdirSync(__dirname).filter((name) => !NOT_SHOWN.includes(name));
  expect([...blocks.keys()].sort()).toEqual(files.sort());
});

test.each([...blocks])('%s is shown as it is', (name, { language, code }) => {
  expect(code).toBe(readFileSync(join(__dirname, name), 'utf8'));
  expect(name.endsWith(`.${language}`)).toBe(true);
});
