// The host: Node, Express, the session and its store, as far as they can be seen from the app's folder.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Environment } from '../io.js';
import { ok, unknown, warning, wrong, type Check } from './check.js';
import type { Subject } from './subject.js';

/** The oldest of each that this package works with, as package.json says. */
const LEAST_NODE: Version = [20, 19, 0];
const LEAST_EXPRESS_4: Version = [4, 17, 0];
const LEAST_SESSION: Version = [1, 17, 0];

type Version = readonly [major: number, minor: number, patch: number];

/** Checks what surrounds the vendors. */
export function checkHost(subject: Subject, cwd: string, nodeVersion: string): Check[] {
  const { env, vendors } = subject;
  return [
    nodeCheck(nodeVersion),
    expressCheck(installed(cwd, 'express')),
    ...(vendors.includes('cheetah') ? sessionChecks(cwd, env) : []),
    ...tlsChecks(env),
    unknown(
      'host.requests',
      'The login, the order of the middleware and `trust proxy`: not checkable without a request',
      {
        detail: 'Behind a proxy that ends TLS, `trust proxy` decides whether a session cookie with `secure` is set.',
      },
    ),
  ];
}

/** Whether this Node is one that the package works with. */
function nodeCheck(version: string): Check {
  return isAtLeast(version, LEAST_NODE)
    ? ok('host.node', `Node ${version}`)
    : wrong('host.node', `Node ${version} is too old`, `Use Node ${LEAST_NODE.join('.')} or later.`);
}

function expressCheck(version: string | undefined): Check {
  if (version === undefined) {
    return warning('host.express', 'No Express is found from this folder', 'Run doctor in the folder of the app.');
  }
  const good = version.startsWith('5.') || (version.startsWith('4.') && isAtLeast(version, LEAST_EXPRESS_4));
  return good
    ? ok('host.express', `Express ${version}`)
    : wrong(
        'host.express',
        `Express ${version} is not one that this package works with`,
        'Use Express 5, or 4.17 or later.',
      );
}

const SESSIONS = ['express-session', 'cookie-session'] as const;
/** As the stores for express-session are called; a list of all would never be whole. */
const STORE =
  /^(?:@[\w-]+\/)?(?:connect-[\w-]+|[\w-]*session-[\w-]*(?:store|sequelize|knex|firestore|prisma|file)[\w-]*|[\w-]*-session-store|session-file-store|memorystore|express-mysql-session|express-sql-session|kysely-session[\w-]*)$/;
const NO_STORES = ['connect-flash', 'connect-ensure-login', 'connect-timeout', 'connect-livereload'];

function sessionChecks(cwd: string, env: Environment): Check[] {
  const [server, cookie] = SESSIONS.map((name) => installed(cwd, name));
  if (server === undefined && cookie === undefined) {
    const fix =
      'Install express-session or cookie-session, and mount it before Cheetah: without one each page waits for a call.';
    return [warning('host.session', 'No express-session and no cookie-session is found from this folder', fix)];
  }
  if (server === undefined) return [ok('host.session', `cookie-session ${String(cookie)} is installed`)];
  if (!isAtLeast(server, LEAST_SESSION)) {
    return [wrong('host.session', `express-session ${server} is too old`, 'Use express-session 1.17 or later.')];
  }
  return [ok('host.session', `express-session ${server} is installed`), storeCheck(cwd, env)];
}

function storeCheck(cwd: string, env: Environment): Check {
  const stores = dependenciesOf(cwd).filter((name) => STORE.test(name) && !NO_STORES.includes(name));
  const [id, docs] = ['host.store', 'docs/scaling.md'];
  if (stores.length > 0) {
    const title = `The session store: not checkable from outside; ${stores.join(' and ')} is installed`;
    return unknown(id, title, { detail: 'See that it is given to session() as `store`.', docs });
  }
  if (env['NODE_ENV'] !== 'production') {
    return unknown(id, 'The session store: not checkable from outside', {
      detail: 'package.json names no store that is known, and the one in memory is not for production.',
      docs,
    });
  }
  return warning(
    id,
    'The session store: not checkable from outside, but package.json names none that is known, and NODE_ENV is production',
    'Give session() a `store`, such as connect-redis: the one in memory forgets at each start, grows, and is not shared.',
    { docs },
  );
}

function tlsChecks(env: Environment): Check[] {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return [];
  const title =
    '`NODE_TLS_REJECT_UNAUTHORIZED=0`: whoever sits between reads the keys and answers in the place of the vendor';
  return [
    wrong(
      'host.tls',
      title,
      "Unset it. For a CA of your own there is NODE_EXTRA_CA_CERTS, or `ca` in the dispatcher's `connect`.",
    ),
  ];
}

/** The version that the app would load, if there is one. */
function installed(cwd: string, name: string): string | undefined {
  try {
    const { version } = readJson(createRequire(join(cwd, 'package.json')).resolve(`${name}/package.json`));
    return typeof version === 'string' && /^\d+\.\d+\.\d+[\w.+-]{0,40}$/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

function dependenciesOf(cwd: string): string[] {
  try {
    return Object.keys(readJson(join(cwd, 'package.json'))['dependencies'] ?? {});
  } catch {
    return [];
  }
}

const readJson = (path: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;

function isAtLeast(version: string, least: Version): boolean {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10));
  const at = least.findIndex((part, index) => part !== (parts[index] ?? 0));
  return at === -1 || (parts[at] ?? 0) > (least[at] as number);
}
