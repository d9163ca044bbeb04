// What the first run of a mutation test, without any change, notes of each test file: the names of its tests, and what it costs.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folderOf = (rootDir) => join(rootDir, 'test-results', 'mutation-notes');
const fileOf = (rootDir, testPath) => join(folderOf(rootDir), createHash('sha256').update(testPath).digest('hex'));

export function note(rootDir, testPath, what) {
  mkdirSync(folderOf(rootDir), { recursive: true });
  writeFileSync(fileOf(rootDir, testPath), JSON.stringify(what));
}

/** What was noted of a file, or nothing. */
export function noted(rootDir, testPath) {
  try {
    return JSON.parse(readFileSync(fileOf(rootDir, testPath), 'utf8'));
  } catch {
    return {};
  }
}

/** Stryker's pattern of the tests that cover a change: each name with its special characters escaped, in brackets. */
const written = (name) => name.replace(/[.*+\-?^${}()|[\]\\]/g, String.raw`\$&`);

/** Which of these tests a pattern asks for: looked up, since a pattern of a thousand names takes long to match. */
export function askedFor(names, pattern) {
  const asked = new Set(pattern.slice(1, -1).split(')|('));
  return names.filter((name) => asked.has(written(name)));
}

/** A pattern that asks for these tests alone. */
export function patternOf(names) {
  return names.map((name) => `(${written(name)})`).join('|');
}
