// What doctor sees of the host: Node, Express, the session, its store, and what weakens TLS.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Check } from '../../lib/cli/doctor/check.js';
import { checkHost } from '../../lib/cli/doctor/host.js';
import type { Environment } from '../../lib/cli/io.js';
import { tidy } from '../support/tidy.js';
import { folderWith } from './cli.js';
import { expectWhole, subjectWith } from './support-doctor.js';

const NODE = process.versions.node;
const WHOLE = { express: '5.1.0', 'express-session': '1.18.0' };
const ENGINES = { least: '20.19.0', express4: '4.17.0' };

/** The app's folder: these packages are installed, and these are its dependencies. */
function appWith(
  installed: Readonly<Record<string, string>>,
  dependencies: readonly string[] = Object.keys(installed),
): string {
  const { path } = tidy(
    folderWith({
      'package.json': JSON.stringify({ dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])) }),
    }),
  );
  for (const [name, version] of Object.entries(installed)) {
    const file = join(path, 'node_modules', name, 'package.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ name, version }));
  }
  return path;
}

function look(cwd: string, env: Environment = {}, node = NODE): Check[] {
  const checks = checkHost(subjectWith({}, { env }), cwd, node);
  expectWhole(checks);
  return checks;
}

const find = (checks: readonly Check[], id: string): Check | undefined => checks.find((check) => check.id === id);

test.each([
  ['18.20.8', 'wrong'],
  ['20.18.3', 'wrong'],
  [ENGINES.least, 'ok'],
  ['20.20.0', 'ok'],
  ['22.0.0', 'ok'],
  ['100.0.0', 'ok'],
])('Node %s is %s', (version, status) => {
  expect(find(look(appWith(WHOLE), {}, version), 'host.node')?.status).toBe(status);
});

test.each([
  ['3.21.2', 'wrong'],
  ['4.16.4', 'wrong'],
  [ENGINES.express4, 'ok'],
  ['4.22.1', 'ok'],
  ['5.0.0', 'ok'],
  ['5.2.1', 'ok'],
  ['6.0.0', 'wrong'],
])('Express %s is %s', (version, status) => {
  expect(find(look(appWith({ ...WHOLE, express: version })), 'host.express')?.status).toBe(status);
});

test('the oldest versions are those of package.json', () => {
  const { engines, peerDependencies } = jest.requireActual<{
    engines: { node: string };
    peerDependencies: Record<string, string>;
  }>('../../package.json');
  expect(engines.node).toBe(`>=${ENGINES.least}`);
  expect(peerDependencies['express']).toBe(`^${ENGINES.express4} || ^5.0.0`);
  expect(peerDependencies['express-session']).toBe('^1.17.0');
});

test('a folder without Express is a warning', () => {
  expect(find(look(appWith({})), 'host.express')?.status).toBe('warning');
});

test.each<[string, Record<string, string>, string]>([
  ['none', { express: '5.1.0' }, 'warning'],
  ['express-session', WHOLE, 'ok'],
  ['an old express-session', { ...WHOLE, 'express-session': '1.16.2' }, 'wrong'],
  ['cookie-session', { express: '5.1.0', 'cookie-session': '2.1.1' }, 'ok'],
])('with %s, the session is %s', (_what, installed, status) => {
  expect(find(look(appWith(installed)), 'host.session')?.status).toBe(status);
});

test('without Cheetah nobody asks for a session', () => {
  const { vendors, ...rest } = subjectWith();
  const checks = checkHost(
    { ...rest, vendors: vendors.filter((vendor) => vendor !== 'cheetah') },
    appWith({ express: '5.1.0' }),
    NODE,
  );
  expect(find(checks, 'host.session')).toBeUndefined();
});

describe('the session store is never told as good', () => {
  const PRODUCTION = { NODE_ENV: 'production' };

  test('no store, in production: a warning', () => {
    expect(find(look(appWith(WHOLE), PRODUCTION), 'host.store')?.status).toBe('warning');
    expect(find(look(appWith({ ...WHOLE, 'connect-flash': '1.0.0' }), PRODUCTION), 'host.store')?.status).toBe(
      'warning',
    );
  });

  test('no store, elsewhere: not checkable', () => {
    expect(find(look(appWith(WHOLE)), 'host.store')?.status).toBe('unknown');
  });

  test.each([
    'connect-redis',
    'connect-pg-simple',
    'connect-mongo',
    'session-file-store',
    'connect-session-sequelize',
    'memorystore',
    '@quixo3/prisma-session-store',
    'express-mysql-session',
  ])('%s: not checkable whether it is used', (store) => {
    const check = find(look(appWith({ ...WHOLE, [store]: '1.0.0' }), PRODUCTION), 'host.store');
    expect(check).toMatchObject({ status: 'unknown', title: expect.stringContaining(store) as string });
  });
});

test('TLS without certificates is wrong', () => {
  expect(find(look(appWith(WHOLE)), 'host.tls')).toBeUndefined();
  expect(find(look(appWith(WHOLE), { NODE_TLS_REJECT_UNAUTHORIZED: '0' }), 'host.tls')?.status).toBe('wrong');
});

test('a version that is no version is not repeated', () => {
  const title = find(look(appWith({ ...WHOLE, express: '5.1.0\u001b[2J' })), 'host.express')?.title;
  expect(title).toBe('No Express is found from this folder');
});
