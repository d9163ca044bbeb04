// Names the mistake behind a wrong OAuth signature.
import { createHmac } from 'node:crypto';
import { sameText } from '../compare.js';
import type { DevhubCredentials } from '../credentials.js';
import { quoteNames, type FieldPairs } from '../fields.js';
import { guessMistake, type Reading } from '../guess.js';
import { hmacSha1, percentEncode, signatureBaseString, signingKey } from './base-string.js';
import type { PythonQuery } from './query.js';

interface Choice {
  readonly parameters: FieldPairs;
  readonly address: string;
  readonly method: string;
  readonly key: string;
  readonly encode: (text: string) => string;
  readonly digest: (key: string, baseString: string) => string;
}

/** Why a signature is wrong. */
export interface SignatureGuess {
  /** Ends the sentence "signature does not match: …". */
  readonly why: string;
  /** What the sender signed; absent where no guess fits, for then only the sender can know. */
  readonly baseString?: string;
}

/** Finds out what the sender did. */
export function guessSignature(
  query: PythonQuery,
  address: string,
  signature: string,
  { consumerKey, consumerSecret }: DevhubCredentials,
): SignatureGuess {
  const mistake = guessMistake<Choice>(
    {
      parameters: parameterReadings(query),
      address: addressReadings(address),
      method: [{ value: 'GET' }, { why: 'it was made for a POST', value: 'POST' }],
      key: [
        { value: signingKey(consumerSecret) },
        { why: 'the HMAC key lacks the `&` after the consumer secret', value: percentEncode(consumerSecret) },
        { why: 'the consumer key was used as the secret', value: signingKey(consumerKey) },
        { why: 'the consumer secret was not percent-encoded in the HMAC key', value: `${consumerSecret}&` },
        {
          why: 'it was signed with the word `undefined` as secret: a variable was not set',
          value: signingKey('undefined'),
        },
      ],
      encode: [
        { value: percentEncode },
        { why: "`!'()*` were not percent-encoded before signing", value: encodeURIComponent },
        { why: 'spaces were signed as `+`, not as `%20`', value: (text) => percentEncode(text).replaceAll('%20', '+') },
      ],
      digest: [
        { value: hmacSha1 },
        { why: 'it is in hex, not in base64', value: (key, text) => hmac('sha1', key, text, 'hex') },
        { why: 'it was made with HMAC-SHA256', value: (key, text) => hmac('sha256', key, text, 'base64') },
      ],
    },
    ({ parameters, address: signed, method, key, encode, digest }) =>
      sameText(digest(key, signatureBaseString(method, signed, parameters, encode)), signature),
  );
  if (mistake !== undefined) {
    const { method, address: signed, parameters, encode } = mistake.choice;
    return { why: mistake.why, baseString: signatureBaseString(method, signed, parameters, encode) };
  }
  return {
    why: ['it was made with another secret, or something was changed after signing', ...suspicions(query)].join('; '),
  };
}

function parameterReadings({ sent, seen, blank, decodedTwice, repeated }: PythonQuery): Reading<FieldPairs>[] {
  const readings: Reading<FieldPairs>[] = [{ value: seen }];
  const blankPairs = sent.filter(([, value]) => value === '');
  const decodedOnce = new Map(sent.filter(([name]) => decodedTwice.includes(name)));
  const escapes =
    `${quoteNames(decodedTwice)} ${decodedTwice.length > 1 ? 'hold' : 'holds'} a percent escape, ` +
    'which DevHub decodes twice';
  const emptied =
    `${quoteNames(blank)} ${blank.length > 1 ? 'were sent as empty values' : 'was sent as an empty value'}, ` +
    'which DevHub drops before it checks: leave blank parameters out';
  const once = seen.map(([name, value]): [string, string] => [name, decodedOnce.get(name) ?? value]);
  if (blank.length > 0) readings.push({ why: emptied, value: [...seen, ...blankPairs] });
  if (decodedTwice.length > 0) readings.push({ why: escapes, value: once });
  if (blank.length > 0 && decodedTwice.length > 0) {
    readings.push({ why: `${emptied}; and ${escapes}`, value: [...once, ...blankPairs] });
  }
  if (repeated.length > 0) {
    readings.push({ why: `${quoteNames(repeated)} was sent more than once, and only the first counts`, value: sent });
  }
  const own = seen.filter(([name]) => !name.startsWith('oauth_'));
  for (const [left] of own.slice(0, 20)) {
    readings.push({ why: `\`${left}\` was added after signing`, value: seen.filter(([name]) => name !== left) });
  }
  const protocol = seen.filter(([name]) => name.startsWith('oauth_'));
  if (own.length > 1) readings.push({ why: 'only the `oauth_` parameters were signed', value: protocol });
  return readings;
}

function addressReadings(address: string): Reading<string>[] {
  const host = /^[^:]+:\/\/([^/]*)/.exec(address)?.[1] ?? '';
  const other = host.startsWith('localhost')
    ? host.replace('localhost', '127.0.0.1')
    : host.replace(/^[^:]*/, 'localhost');
  return [
    { value: address },
    { why: 'it was made for https, but the request came by http', value: address.replace(/^http:/, 'https:') },
    { why: `it was made for the host ${other}, but the request came to ${host}`, value: address.replace(host, other) },
    { why: 'it was made for the host without its port', value: address.replace(/:\d+(?=\/)/, '') },
    { why: 'it was made for the path with a slash at its end', value: `${address}/` },
  ];
}

function suspicions({ blank, decodedTwice }: PythonQuery): string[] {
  const found: string[] = [];
  if (blank.length > 0) found.push(`besides, ${quoteNames(blank)} came without a value, which DevHub drops`);
  if (decodedTwice.length > 0)
    found.push(`besides, ${quoteNames(decodedTwice)} came with a percent escape, decoded twice`);
  return found;
}

function hmac(algorithm: string, key: string, text: string, encoding: 'hex' | 'base64'): string {
  return createHmac(algorithm, key).update(text, 'utf8').digest(encoding);
}
