// The reference, a page for each entry from the comments in lib/: `node scripts/reference.mjs [--write]`. Without --write it compares.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { Application } from 'typedoc';
import { shape } from './reference/model.mjs';
import { optionsFor } from './reference/options.mjs';
import { tidied } from './reference/text.mjs';

process.chdir(fileURLToPath(new URL('../', import.meta.url)));
const FOLDER = 'docs/reference';

const { exports, name } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.entries(exports)
  .filter(([key]) => key !== './package.json')
  .map(([key, { import: form }]) => ({
    id: name + key.slice(1),
    page: key === '.' ? 'index' : key.slice(2),
    source: form.types.replace('./dist/esm/', 'lib/').replace(/\.d\.ts$/, '.ts'),
  }))
  // The front door comes last: what it has from a vendor's entry stands on that one's page.
  .sort((one, other) => Number(one.page === 'index') - Number(other.page === 'index'));

/** The pages as typedoc writes them, into a folder of their own: it empties the one that it is given. */
async function written() {
  const app = await Application.bootstrapWithPlugins(optionsFor(entries));
  shape(app, entries);
  const project = await app.convert();
  if (project === undefined) throw new Error('The sources cannot be read; what typedoc said stands above.');
  app.validate(project);
  const folder = mkdtempSync(join(tmpdir(), 'reference-'));
  try {
    await app.outputs.writeOutput({ name: 'markdown', path: folder }, project);
    if (app.logger.hasErrors() || app.logger.hasWarnings()) {
      throw new Error('The reference is not whole; what it lacks stands above.');
    }
    return entries.map((entry) => ({ ...entry, text: readFileSync(join(folder, `${entry.page}.md`), 'utf8') }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const kept = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // A new entry has no page yet.
  }
};

const style = await resolveConfig(`${FOLDER}/index.md`, { editorconfig: true });
const pages = await Promise.all(
  tidied(await written()).map(async ({ page, text }) => ({
    path: `${FOLDER}/${page}.md`,
    text: await format(text, { ...style, parser: 'markdown' }),
  })),
);
/** Pages of entries that are no more. */
mkdirSync(FOLDER, { recursive: true });
const left = readdirSync(FOLDER)
  .map((file) => `${FOLDER}/${file}`)
  .filter((path) => !pages.some((page) => page.path === path));

if (process.argv.includes('--write')) {
  for (const path of left) rmSync(path);
  for (const { path, text } of pages) writeFileSync(path, text);
} else {
  const stale = [...pages.filter(({ path, text }) => kept(path) !== text).map(({ path }) => path), ...left];
  if (stale.length > 0) {
    throw new Error(`${stale.join(', ')} and the comments in lib/ differ: npm run reference -- --write`);
  }
}
console.log(`reference of ${String(pages.length)} entries: as in ${FOLDER}`);
