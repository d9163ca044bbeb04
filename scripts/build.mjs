// Builds lib/ twice with tsc: ES modules in dist/esm, CommonJS in dist/cjs. No bundler: what is published reads like lib/.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root));
const compile = (...options) =>
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', ...options], {
    cwd: fileURLToPath(root),
    stdio: 'inherit',
  });

rmSync(new URL('dist', root), { recursive: true, force: true });
compile('--outDir', 'dist/esm');
// verbatimModuleSyntax forbids writing import statements in CommonJS files; here they are meant to be rewritten.
compile(
  ...[
    '--outDir',
    'dist/cjs',
    '--module',
    'commonjs',
    '--moduleResolution',
    'bundler',
    '--verbatimModuleSyntax',
    'false',
  ],
);
writeFileSync(new URL('dist/cjs/package.json', root), '{ "type": "commonjs" }\n');
