// A figure that a test has counted: printed, and held against docs/scaling.md, so that the document says what the tests saw.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const DOCUMENT = resolve(__dirname, '../../docs/scaling.md');

/** Line breaks of the document's layout, and the bars and marks of its tables, are no part of a figure. */
const plain = (text: string): string => text.replaceAll(/[*`|]/g, ' ').replaceAll(/\s+/g, ' ').trim();

/** Prints `figure: <line>`, and fails where docs/scaling.md does not hold this line. */
export function figure(line: string): void {
  process.stdout.write(`figure: ${line}\n`);
  // Not toContain(): it would print the whole document.
  const isInDocument = plain(readFileSync(DOCUMENT, 'utf8')).includes(plain(line));
  expect({ line, isInDocument }).toEqual({ line, isInDocument: true });
}
