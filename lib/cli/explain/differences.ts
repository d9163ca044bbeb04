// Tells where a request went otherwise than configured.
import type { Fault } from './pasted.js';

/** A value that was sent, beside the one that is configured. */
export function valueDifference(name: string, sent: string | undefined, option: string, configured: unknown): Fault[] {
  if (sent === undefined || sent === '' || typeof configured !== 'string' || sent === configured) return [];
  // The configured one is not shown: with id and key swapped it is the key.
  return [
    {
      reason: `\`${name}\` is another: ${JSON.stringify(sent)} was sent, which is not ${option}`,
      fix: sent.trim() === configured.trim() ? 'They differ in white space only.' : `Send the value of ${option}.`,
    },
  ];
}

/** What was not compared, since the configuration has no plain text to compare it with. */
export function notCompared(name: string, sent: string | undefined, option: string, configured: unknown): string[] {
  if (sent === undefined || sent === '' || typeof configured === 'string') return [];
  const why = typeof configured === 'function' ? 'is decided by the app, for each request' : 'is not configured here';
  return [`whether \`${name}\` is the right one, since ${option} ${why}`];
}

interface Parts {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
}

function partsOf(address: string): Parts {
  const [, scheme = '', host = '', path = ''] = /^([a-z]+):\/\/([^/]*)(.*)$/i.exec(address) ?? [];
  const defaultPort = scheme.toLowerCase() === 'https' ? /:443$/ : /:80$/;
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase().replace(defaultPort, ''), path: path || '/' };
}

/** The address that it was sent to, beside the one that is configured. */
export function addressDifference(sent: string | undefined, option: string, configured: string | undefined): Fault[] {
  if (sent === undefined || configured === undefined) return [];
  const [is, wanted] = [partsOf(sent), partsOf(configured)];
  const faults: Fault[] = [];
  if (is.host !== wanted.host) {
    faults.push({ reason: hostReason(is.host, wanted.host), fix: `By ${option} it goes to ${wanted.host}.` });
  }
  if (is.scheme !== wanted.scheme && wanted.scheme !== '') {
    faults.push({
      reason: `it went by ${is.scheme}, not by ${wanted.scheme}`,
      fix: `By ${option} it goes by ${wanted.scheme}.`,
    });
  }
  if (is.path !== wanted.path) {
    const doubled = is.path.length > wanted.path.length && is.path.endsWith(wanted.path);
    const bare = is.path.endsWith('/') && is.path.replace(/\/+$/, '') === wanted.path;
    faults.push({
      reason: doubled
        ? `the path is doubled or has too much before it: ${JSON.stringify(is.path)}`
        : `the path is another: ${JSON.stringify(is.path)}`,
      fix: `By ${option} it is ${JSON.stringify(wanted.path)}${bare ? ', without the slash at its end' : ''}.`,
    });
  }
  return faults;
}

function hostReason(is: string, wanted: string): string {
  const name = (host: string): string => host.replace(/:\d+$/, '');
  return name(is) === name(wanted)
    ? `it went to another port: ${is}, not ${wanted}`
    : `it went to another host: ${is}, not ${wanted}`;
}

/** A value that looks percent-encoded once more than it should be. */
export function encodedTwice(name: string, value: unknown): Fault[] {
  if (typeof value !== 'string' || !/%[0-9A-Fa-f]{2}/.test(value)) return [];
  return [
    {
      reason: `\`${name}\` was percent-encoded twice: after one decoding it is still ${JSON.stringify(value)}`,
      fix: 'Hand over the value as it is: what builds the URL or the form encodes it.',
    },
  ];
}
