// Builds lib/ twice with tsc: ES modules in dist/esm, CommonJS in dist/cjs. No bundler: what is published reads like lib/.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root));
const compile = (project, ...options) =>
  execFileSync(process.execPath, [tsc, '-p', project, ...options], {
    cwd: fileURLToPath(root),
    stdio: 'inherit',
  });

rmSync(new URL('dist', root), { recursive: true, force: true });
compile('tsconfig.build.json', '--outDir', 'dist/esm');
chmodSync(new URL('dist/esm/cli/main.js', root), 0o755);
// verbatimModuleSyntax forbids writing import statements in CommonJS files; here they are meant to be rewritten.
// The command line is a program, not a library: one form of it will do.
compile('tsconfig.cjs.json', '--outDir', 'dist/cjs');
writeFileSync(new URL('dist/cjs/package.json', root), '{ "type": "commonjs" }\n');
