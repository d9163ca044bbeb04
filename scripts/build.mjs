// Builds lib/ twice with tsc: ES modules in dist/esm, CommonJS in dist/cjs. What is published reads like lib/; only the copy of jose is bundled.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = new URL('../', import.meta.url);
const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root));
const compile = (project, ...options) =>
  execFileSync(process.execPath, [tsc, '-p', project, ...options], {
    cwd: fileURLToPath(root),
    stdio: 'inherit',
  });

// It takes some seconds, and `npm start` says nothing else meanwhile. Beside the result, which `npm pack --json` prints.
process.stderr.write('Building…\n');
rmSync(new URL('dist', root), { recursive: true, force: true });
compile('tsconfig.build.json', '--outDir', 'dist/esm');
chmodSync(new URL('dist/esm/cli/main.js', root), 0o755);
// verbatimModuleSyntax forbids writing import statements in CommonJS files; here they are meant to be rewritten.
// The command line is a program, not a library: one form of it will do.
compile('tsconfig.cjs.json', '--outDir', 'dist/cjs');
writeFileSync(new URL('dist/cjs/package.json', root), '{ "type": "commonjs" }\n');

// jose is ES modules only, which not every loader of CommonJS can read: docs/decisions/jose.md.
const jose = new URL('node_modules/jose/', root);
const { version } = JSON.parse(readFileSync(new URL('package.json', jose), 'utf8'));
const license = readFileSync(new URL('LICENSE.md', jose), 'utf8').trim();
buildSync({
  entryPoints: [fileURLToPath(new URL('lib/vendors/chargebackstop/jose-copy.ts', root))],
  outfile: fileURLToPath(new URL('dist/cjs/vendors/chargebackstop/jose-copy.js', root)),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  banner: {
    js: `/*! Part of jose ${version} (https://github.com/panva/jose), bundled for loaders that cannot read ES modules.\n\n${license}\n*/`,
  },
});
