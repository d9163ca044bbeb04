// The lines that print a value in a template, read out of the documents: what is tested is what hosts copy.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lines of one engine in a document's table, by the local that they print. */
export function documentedLines(document: string, engine: string): Readonly<Record<string, string>> {
  const rows = read(document)
    .split('\n')
    // A bar within a cell is written with a backslash.
    .map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
    .filter(([, name]) => name === engine);
  const spans = rows.flatMap(([, , cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, line = '']) => line));
  const lines = spans.map((line) => [/(?:stellar|devhub)_\w+/.exec(line)?.[0] ?? line, line]);
  if (lines.length === 0) throw new Error(`${document} has no line for ${engine}`);
  return Object.fromEntries(lines) as Record<string, string>;
}

/** How devhub.md prints the signed URL within an attribute, in EJS. */
export function documentedAttribute(): string {
  return /<script src="(<%=[^"]+%>)"/.exec(read('docs/vendors/devhub.md'))?.[1] ?? '';
}

function read(document: string): string {
  return readFileSync(join(__dirname, '../..', document), 'utf8');
}
