// What an install costs, in packages and bytes, beside peers: `node scripts/install-size.mjs`. Express itself is left out.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const PEERS = ['express-openid-connect', '@node-saml/passport-saml'];

const npm = (cwd, ...args) =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

function measured(name, spec, temporary) {
  const folder = mkdtempSync(join(temporary, 'host-'));
  // Peer dependencies are the host's own.
  const quietly = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  npm(folder, 'install', '--prefix', folder, ...quietly, spec);
  const modules = join(folder, 'node_modules');
  const { packages } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  const bytes = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  const { version } = packages[`node_modules/${name}`];
  return { package: name, version, packages: Object.keys(packages).length, MB: (bytes / 1e6).toFixed(1) };
}

const temporary = mkdtempSync(join(tmpdir(), 'install-size-'));
try {
  const [{ filename, name }] = JSON.parse(
    npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', temporary),
  );
  const all = [[name, join(temporary, filename)], ...PEERS.map((peer) => [peer, peer])];
  console.log(new Date().toISOString().slice(0, 10));
  console.table(all.map(([called, spec]) => measured(called, spec, temporary)));
} finally {
  rmSync(temporary, { recursive: true });
}
