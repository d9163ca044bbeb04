// Steps about what is installed along with the package: the lockfile, install scripts, known holes, and the version's place.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { npmJson, run } from './command.mjs';
import { failed, ok, unknown } from './outcome.mjs';

/** What npm repeats of package.json at the head of the lockfile. */
const REPEATED = [
  ...['name', 'version', 'license', 'engines'],
  ...['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'],
];

const lockOf = (root) => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

export function lockfile({ root, manifest }) {
  const fix = 'npm install --package-lock-only --ignore-scripts';
  const head = lockOf(root).packages?.[''] ?? {};
  const stale = REPEATED.filter((field) => !isDeepStrictEqual(head[field], manifest[field]));
  if (stale.length > 0) return failed(`package-lock.json and package.json differ in ${stale.join(', ')}`, fix);
  const { passed, said } = run('npm', ['ci', '--dry-run', '--ignore-scripts', '--no-audit', '--loglevel=error'], {
    cwd: root,
  });
  return passed ? ok('package-lock.json is in step') : failed(said.split('\n').slice(0, 3).join(' '), fix);
}

/** Whoever installs it runs none of its code, nor of anything that comes along. */
export function installScripts({ root, manifest }) {
  const hooks = ['preinstall', 'install', 'postinstall'].filter((hook) => manifest.scripts?.[hook] !== undefined);
  const brought = Object.entries(lockOf(root).packages ?? {}).filter(([path, entry]) => path !== '' && !entry.dev);
  const found = [
    ...hooks.map((hook) => `package.json: ${hook}`),
    ...brought.filter(([, entry]) => entry.hasInstallScript && !entry.peer).map(([path]) => path),
  ];
  if (found.length > 0) return failed(`run at install: ${found.join(', ')}`, 'take them out');
  return ok('nothing runs when it is installed');
}

/** Without addresses: whose registry it is, is nobody's business in a log. */
const reasonOf = (text) => text.replaceAll(/\S+:\/\/\S+/g, '…').split('\n')[0];

export function audit({ root }) {
  const { answer, said } = npmJson(['audit', '--omit=dev'], { cwd: root });
  const total = answer?.metadata?.vulnerabilities?.total;
  if (total === 0) return ok('no known hole in what is installed along');
  if (total > 0) {
    const names = Object.keys(answer.vulnerabilities ?? {}).join(', ');
    return failed(`${total} known in ${names}`, 'npm audit --omit=dev tells more');
  }
  const reason = reasonOf(`${answer?.message ?? answer?.error?.summary ?? said}`);
  return unknown(
    `the registry does not answer npm audit: ${reason}`,
    'npm_config_registry=<one that does> npm run release:check -- --only audit',
  );
}

export function published({ root, manifest }) {
  const { passed, answer, said } = npmJson(['view', manifest.name, 'versions'], { cwd: root });
  const next = 'take the next version: what is published stays';
  if (passed) {
    const versions = [answer ?? []].flat();
    if (versions.includes(manifest.version)) return failed(`${manifest.version} is published already`, next);
    return ok(`${manifest.version} is free beside ${versions.length} others`);
  }
  if (answer?.error?.code === 'E404') return ok(`${manifest.name} was never published`);
  const reason = reasonOf(`${answer?.error?.summary || answer?.error?.code || said}`);
  return unknown(`the registry does not tell: ${reason}`, 'look whether it can be reached: npm ping');
}
