// The address of a Redis server: what may stand in it, and how it is shown, for it may hold a password.
import type { Environment } from './variables.js';

const FORMS = 'redis://user:password@host:6379/0, rediss:// for TLS, or unix:///path/of/redis.sock';

/** Where sessions are kept, or undefined for this process. What is wrong with it is told without repeating it. */
export function sessionStore(env: Environment, problems: string[]): string | undefined {
  const { SESSION_STORE: address } = env;
  if (address === undefined) return undefined;
  const mistake = mistakeIn(address);
  if (mistake) problems.push(`SESSION_STORE ${mistake}; it has to look like ${FORMS}.`);
  if (!env['SESSION_SECRET']) {
    problems.push('SESSION_SECRET missing: the processes that share SESSION_STORE have to share it too.');
  }
  return address;
}

/** The path of a Unix socket, or undefined for a server on the network. */
export function socketPath(address: string): string | undefined {
  const { protocol, pathname } = new URL(address);
  return protocol === 'unix:' ? decodeURIComponent(pathname) : undefined;
}

/** A text that says `***` where the password of this address would stand; by default the address itself. */
export function withoutPassword(address: string, text = address): string {
  const { password } = new URL(address);
  return [password, decodeURIComponent(password)]
    .filter((secret) => secret !== '')
    .reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
}

function mistakeIn(address: string): string | undefined {
  if (!URL.canParse(address)) return 'is no URL';
  const { protocol, hostname, pathname, username, password, search, hash } = new URL(address);
  // The client would leave these out without a word.
  if (search || hash) return 'has a query or a fragment';
  if (![username, password, pathname].every(isEncoded)) return 'has a % that begins no escape; write it as %25';
  if (protocol === 'unix:') return hostname === '' && pathname.length > 1 ? undefined : 'names no socket';
  if (protocol !== 'redis:' && protocol !== 'rediss:') return 'is no address of Redis';
  if (hostname === '') return 'names no host';
  return /^(?:\/\d*)?$/.test(pathname) ? undefined : 'names a database that is no number';
}

function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
