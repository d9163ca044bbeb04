// docs/troubleshooting.md: each mistake stands below its symptom with how to see it and the fix, and nothing stands there untested.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mistake, Place } from './mistake.js';
import { MISTAKES } from './table.js';

const PAGE = readFileSync(join(__dirname, '../../docs/troubleshooting.md'), 'utf8');
const WORDS: Readonly<Record<Place, RegExp>> = {
  sandbox: /sandbox|inspector/,
  error: /\berror\b/,
  warning: /\bwarning\b/,
  doctor: /`doctor\b/,
  explain: /`explain`/,
  page: /\bconsole\b/,
};

/** What stands below a heading of this level, up to the next one of it or above. */
const below = (text: string, level: string, heading: string): string =>
  `\n${text}\n`.split(`\n${level} ${heading}\n`)[1]?.split(new RegExp(`\n#{2,${String(level.length)}} `))[0] ?? '';

/** The entry, in one line. */
function entryOf({ id, section, symptom }: Mistake): string {
  const [, rest = ''] = below(below(PAGE, '##', section), '###', symptom).split(`<a id="${id}"></a>**`);
  return (/^.*?(?=\n1\. |\n\n|$)/s.exec(rest)?.[0] ?? '').replaceAll(/\s+/g, ' ').trim();
}

test.each(MISTAKES.map((row): [string, Mistake] => [row.id, row]))(
  '%s stands below its symptom: what it is, where it shows, the fix',
  (_id, row) => {
    const [, see = '', fix = ''] = /\*\*.* See: (.{15,}) Fix: (.{5,})$/.exec(entryOf(row)) ?? [];
    expect({ see, fix }).toEqual({
      see: expect.stringMatching(/\.$/) as string,
      fix: expect.stringMatching(/\.$/) as string,
    });
    for (const place of Object.keys(row.says) as Place[]) expect(see).toMatch(WORDS[place]);
  },
);

test('every entry and every symptom of the page is a row of the table', () => {
  const ids = [...PAGE.matchAll(/^1\. <a id="([\w-]+)"><\/a>/gm)].map(([, id]) => id);
  expect(ids.sort()).toEqual(MISTAKES.map(({ id }) => id).sort());
  const symptoms = [...PAGE.matchAll(/^### (.*)$/gm)].map(([, symptom]) => symptom);
  expect([...new Set(symptoms)].sort()).toEqual([...new Set(MISTAKES.map(({ symptom }) => symptom))].sort());
});
