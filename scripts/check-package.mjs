// Checks what would be published: the list of files, the package's own manners, and its types under every resolution.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const run = (command, ...options) => execFileSync(command, options, { cwd: root, encoding: 'utf8' });

// Every source file is published twice, but for the command line, each with its types, and nothing else is.
const sources = readdirSync(`${root}lib`, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
// The documents travel along, since errors link to them; their images do not.
const documents = readdirSync(`${root}docs`, { recursive: true })
  .map((file) => `docs/${String(file).replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.md'));
const expected = [
  ...['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'UPGRADING.md', 'package.json', 'dist/cjs/package.json'],
  ...documents,
  ...sources.flatMap((file) =>
    (file.startsWith('cli/') ? ['esm'] : ['esm', 'cjs']).flatMap((form) => [
      `dist/${form}/${file}.js`,
      `dist/${form}/${file}.d.ts`,
    ]),
  ),
].sort();
const [report] = JSON.parse(run('npm', 'pack', '--dry-run', '--json', '--ignore-scripts'));
const packed = report.files.map(({ path }) => path).sort();
const differences = [
  ...expected.filter((file) => !packed.includes(file)).map((file) => `missing ${file}`),
  ...packed.filter((file) => !expected.includes(file)).map((file) => `surplus ${file}`),
];
if (differences.length > 0) throw new Error(`The packed files are not those expected:\n${differences.join('\n')}`);
console.log(`${packed.length} files packed, ${report.size} bytes`);

console.log(run('npx', 'publint', '--strict'));
console.log(run('npx', 'attw', '--pack', '.', '--profile', 'strict', '--no-color'));

// Each entry loads by its public name, as an ES module and as CommonJS, and the two offer the same names.
const { exports: entries, name } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
for (const entry of Object.keys(entries).filter((key) => key !== './package.json')) {
  const id = name + entry.slice(1);
  const names = (code) => run(process.execPath, ...code).trim();
  const esm = names(['--input-type=module', '-e', `console.log(Object.keys(await import('${id}')).sort().join(' '))`]);
  const cjs = names(['-e', `console.log(Object.keys(require('${id}')).sort().join(' '))`]);
  if (esm !== cjs) throw new Error(`${id} offers [${esm}] to import, and [${cjs}] to require`);
  console.log(`${id}: ${esm}`);
}

// The public surface is the one that was reviewed, and the reference tells of it.
console.log(run(process.execPath, 'scripts/api-report.mjs'));
console.log(run(process.execPath, 'scripts/reference.mjs'));

// What each entry costs at import, and that it loads no more than its vendor needs.
console.log(run(process.execPath, 'scripts/import-cost.mjs'));

// Whoever installs it runs none of its code, nor of its dependencies.
const manifest = (folder) => JSON.parse(readFileSync(`${root}${folder}package.json`, 'utf8'));
const installed = ['', ...Object.keys(manifest('').dependencies).map((dependency) => `node_modules/${dependency}/`)];
const hooks = installed.flatMap((folder) =>
  ['preinstall', 'install', 'postinstall']
    .filter((hook) => manifest(folder).scripts?.[hook] !== undefined)
    .map((hook) => `${manifest(folder).name}: ${hook}`),
);
if (hooks.length > 0) throw new Error(`Scripts that run when it is installed: ${hooks.join(', ')}`);
console.log(`no install scripts in ${String(installed.length)} packages`);
