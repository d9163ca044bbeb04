// `npm run bench [-- --short] [name …]`: ratios of things measured in one run. Prints the tables, and saves them in bench/results/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chart } from './chart.js';
import { markdown, type Report } from './report.js';
import type { Pace } from './suite.js';
import { SUITES } from './suites/index.js';

const words = process.argv.slice(2);
const short = words.includes('--short');
const pace: Pace = short ? { rounds: 3, turns: 1, ms: 100, short } : { rounds: 21, turns: 10, ms: 50, short };
const asked = words.filter((word) => !word.startsWith('--'));
const unknown = asked.find((name) => !Object.hasOwn(SUITES, name));
if (unknown !== undefined) {
  process.stderr.write(`There is no ${unknown}. There are ${Object.keys(SUITES).join(', ')}.\n`);
  process.exit(1);
}

const suites: Report['suites'][number][] = [];
for (const [name, { title, run }] of Object.entries(SUITES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${title} …\n`);
  suites.push({ name, title, found: await run(pace) });
}

const report: Report = {
  at: new Date().toISOString().slice(0, 10),
  node: process.versions.node,
  versions: Object.fromEntries(
    ['express', 'jose', 'oauth-1.0a', 'undici', 'jsonwebtoken', 'oauth-sign'].map((name) => [name, versionOf(name)]),
  ),
  cpu: `${String(cpus().length)} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
  short,
  suites,
};
const text = markdown(report);
process.stdout.write(text);
const folder = new URL('results/', import.meta.url);
mkdirSync(folder, { recursive: true });
// What was asked for by name, or is measured on another Node, does not replace the whole.
const part = [
  ...asked,
  ...(process.versions.node.startsWith('20.') ? [] : [`node${process.versions.node.split('.', 1)[0] ?? ''}`]),
];
const name = short ? 'short' : part.length === 0 ? 'latest' : part.join('-');
writeFileSync(new URL(`${name}.md`, folder), text);
writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(new URL(`${name}.svg`, folder), chart(report));
process.stderr.write(`Saved as bench/results/${name}.md, .json and .svg.\n`);

function versionOf(name: string): string {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
