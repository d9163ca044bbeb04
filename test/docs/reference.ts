// Examples of the generated reference stand in comments of the source, which have no room to say what they take as given.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const isGenerated = (document: string): boolean => document.startsWith('docs/reference/');

/** All that may be taken as given. */
const GIVEN = [
  ...readFileSync(join(__dirname, 'given.ts'), 'utf8').matchAll(
    /^export declare const (\w+)|^export (?:type )?\{([^}]*)\}/gm,
  ),
].flatMap(([, name, list]) => (name === undefined ? [...(list ?? '').matchAll(/\w+(?=\s*(?:,|$))/g)].flat() : [name]));

/** What an example takes of it: names that it uses and does not declare itself. */
export const givenTo = (code: string): string[] =>
  GIVEN.filter((name) => {
    const names = (before: string): boolean => new RegExp(`${before}\\b${name}\\b`).test(code);
    return names('') && !names('(?:const|function) ');
  });
