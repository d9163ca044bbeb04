// Prints what CHANGELOG.md says about a release: `node scripts/release-notes.mjs v1.2.3`.
import { readFileSync } from 'node:fs';
import { notesOf } from './release/changelog.mjs';

const version = (process.argv[2] ?? '').replace(/^v/, '');
const notes = notesOf(readFileSync('CHANGELOG.md', 'utf8'), version);
if (notes === undefined) {
  console.error(`CHANGELOG.md says nothing about "${version}".`);
  process.exit(1);
}
console.log(notes);
