// Keys that apps sign with by mistake, in place of the configured one.
import { FIXES } from '../../sandbox/fixes.js';
import type { Suspicion } from './case.js';
import type { NamedSecret } from '../places.js';

const { 'key-with-space': TRIM, 'key-in-quotes': QUOTES, 'key-decoded': AS_IT_IS } = FIXES;

/** A suspicion for each of them. `others` are keys of another kind or of another vendor. */
export function wrongKeys(fits: (key: string) => boolean, secret: string, others: readonly NamedSecret[]): Suspicion[] {
  const base64 = Buffer.from(secret, 'base64').toString('utf8');
  const hex = Buffer.from(secret, 'hex').toString('utf8');
  const unquoted = secret.replace(/^(["'])(.*)\1$/s, '$2');
  const variants: readonly (readonly [what: string, key: string, fix: string])[] = [
    ['with the configured key and a line break after it', `${secret}\n`, TRIM],
    ['with the configured key and a line break after it', `${secret}\r\n`, TRIM],
    ['with the configured key and a space after it', `${secret} `, TRIM],
    ['with the configured key and a space before it', ` ${secret}`, TRIM],
    ['with the configured key in quotation marks', `"${secret}"`, QUOTES],
    ['with the configured key in quotation marks', `'${secret}'`, QUOTES],
    ['with the configured key without its quotation marks', unquoted, 'Configure the key without quotation marks.'],
    ['with the configured key without the white space around it', secret.trim(), 'Trim the key in the configuration.'],
    ['with the configured key base64-decoded', base64, AS_IT_IS],
    ['with the configured key base64-encoded', Buffer.from(secret, 'utf8').toString('base64'), AS_IT_IS],
    ['with the configured key hex-decoded', hex, AS_IT_IS],
    ['with the configured key in lower case', secret.toLowerCase(), AS_IT_IS],
    ['with the configured key in upper case', secret.toUpperCase(), AS_IT_IS],
    ['with an empty key', '', 'A variable was not set.'],
    ['with the word `undefined` as key', 'undefined', 'A variable was not set.'],
    ['with the word `null` as key', 'null', 'A variable was not set.'],
    ...others.map(
      ([name, key]) => [`with the value of ${name}`, key, `Sign with the right key: ${name} is another one.`] as const,
    ),
  ];
  return variants
    .filter(([, key]) => key !== secret)
    .map(([what, key, fix]) => ({
      reason: `signature does not match: it was signed ${what}`,
      fix,
      fits: () => fits(key),
    }));
}
