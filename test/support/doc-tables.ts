// The tables of a page of the docs, so that a test can hold a page to its word.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The rows of the table under a heading, without its head, as cells without backticks. */
export function tableUnder(page: string, heading: string): string[][] {
  const text = readFileSync(join(__dirname, '../../docs', page), 'utf8');
  const [, rest = ''] = `\n${text}`.split(`\n## ${heading}\n`);
  const [, rows = ''] = /^\|(?: *:?-+:? *\|)+\n((?:\|.*\n?)+)/m.exec(rest.split('\n## ')[0] ?? '') ?? [];
  return rows
    .trimEnd()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}
