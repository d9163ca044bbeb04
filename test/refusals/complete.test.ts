// The table of errors is whole: no code of the package, no line of the documents and no way in is left out.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTRIES } from './entries.js';
import type { Entry } from './entries.js';
import { CODES, TABLE } from './table.js';

const read = (path: string): string => readFileSync(join(__dirname, '../..', path), 'utf8');

/** What the documents say of where a code comes up, as the ways in that are meant. */
const MEANT: Readonly<Record<string, (entry: Entry) => boolean>> = {
  all: () => true,
  "all but Cheetah's pages": ({ vendor, gives }) => vendor !== 'cheetah' || gives === 'json',
  'Chargebackstop, DevHub launch, PayNearMe': ({ gives }) => gives === 'launch',
  "Cheetah's `clear()`": ({ vendor }) => vendor === 'cheetah',
  'Cheetah, PayNearMe': ({ vendor }) => vendor === 'cheetah' || vendor === 'paynearme',
  PayNearMe: ({ vendor }) => vendor === 'paynearme',
};

const [, section = ''] = read('docs/errors.md').split('\n## The codes\n');
const rows = [...section.matchAll(/^\| \[`(\w+)`\]\(#(\w+)\) *\| (\d+) *\| (yes|no) *\| (\w+) *\| (.*?) *\|$/gm)];
const DOCUMENTED = rows.map(([, code = '', anchor, status, , outcome, where = '']) => ({
  ...{ code, anchor, status: Number(status), outcome, where },
}));

test('every code of lib/handoff/errors.ts is in the table, and no other', () => {
  const [, kinds = ''] = read('lib/handoff/errors.ts').split('\nconst KINDS: ');
  const codes = [...(kinds.split('\n};')[0] ?? '').matchAll(/^ {2}(\w+):/gm)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(10);
  expect([...CODES].sort()).toEqual(codes.sort());
});

test('every code of docs/errors.md is in the table, and the other way round', () => {
  expect(DOCUMENTED.map(({ code }) => code).sort()).toEqual([...CODES].sort());
  for (const { code, anchor } of DOCUMENTED) {
    expect(anchor).toBe(code);
    expect(section).toContain(`\n### ${code}\n`);
  }
});

test.each(DOCUMENTED)('$code: $status, $outcome, at: $where', ({ code, status, outcome, where }) => {
  const row = TABLE[code as keyof typeof TABLE];
  // clear() throws in a route of the host's own, which no event tells of.
  const told = code === 'session_missing' ? 'none' : row.outcome;
  expect({ status: row.status, outcome: told }).toEqual({ status, outcome });
  const meant = MEANT[where];
  expect(meant).toBeDefined();
  for (const entry of ENTRIES) {
    const found = row.at(entry);
    expect({ entry: entry.name, reached: typeof found !== 'string' }).toEqual({
      entry: entry.name,
      reached: meant?.(entry),
    });
    // What cannot come up has a reason.
    if (typeof found === 'string') expect(found).toMatch(/^\S+(?: \S+){4,}/);
  }
});

test('a code that a page can show is one that the documents list for sso_error, and the other way round', () => {
  const [, listed = ''] = /\nIt is one of ([^]*?), with the meanings above/.exec(read('docs/errors.md')) ?? [];
  const shown = CODES.filter((code) =>
    ENTRIES.some(
      (entry) => entry.vendor === 'cheetah' && entry.gives === 'locals' && typeof TABLE[code].at(entry) !== 'string',
    ),
  ).filter((code) => code !== 'session_missing');
  expect([...listed.matchAll(/`(\w+)`/g)].map(([, code]) => code).sort()).toEqual([...shown].sort());
});
