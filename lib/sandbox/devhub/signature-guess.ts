// Names the mistake behind a wrong OAuth signature.
import { createHmac } from 'node:crypto';
import { sameText } from '../compare.js';
import type { DevhubConsumer } from '../credentials.js';
import { quoteNames, type FieldPairs } from '../fields.js';
import type { FaultCode } from '../fixes.js';
import { guessMistake } from '../guess.js';
import { hmacSha1, percentEncode, signatureBaseString, signingKey } from './base-string.js';
import type { PythonQuery } from './query.js';
import { addressReadings, parameterReadings } from './signature-readings.js';

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
  readonly codes: readonly FaultCode[];
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
  { consumerKey, consumerSecret }: DevhubConsumer,
): SignatureGuess {
  const mistake = guessMistake<Choice>(
    {
      parameters: parameterReadings(query),
      address: addressReadings(address),
      method: [{ value: 'GET' }, { code: 'signature', why: 'it was made for a POST', value: 'POST' }],
      key: [
        { value: signingKey(consumerSecret) },
        {
          code: 'signature',
          why: 'the HMAC key lacks the `&` after the consumer secret',
          value: percentEncode(consumerSecret),
        },
        { code: 'id-as-secret', why: 'the consumer key was used as the secret', value: signingKey(consumerKey) },
        {
          code: 'signature',
          why: 'the consumer secret was not percent-encoded in the HMAC key',
          value: `${consumerSecret}&`,
        },
        {
          code: 'variable-not-set',
          why: 'it was signed with the word `undefined` as secret: a variable was not set',
          value: signingKey('undefined'),
        },
      ],
      encode: [
        { value: percentEncode },
        { code: 'signature', why: "`!'()*` were not percent-encoded before signing", value: encodeURIComponent },
        {
          code: 'signature',
          why: 'spaces were signed as `+`, not as `%20`',
          value: (text) => percentEncode(text).replaceAll('%20', '+'),
        },
      ],
      digest: [
        { value: hmacSha1 },
        { code: 'other-way', why: 'it is in hex, not in base64', value: (key, text) => hmac('sha1', key, text, 'hex') },
        {
          code: 'other-way',
          why: 'it was made with HMAC-SHA256',
          value: (key, text) => hmac('sha256', key, text, 'base64'),
        },
      ],
    },
    ({ parameters, address: signed, method, key, encode, digest }) =>
      sameText(digest(key, signatureBaseString(method, signed, parameters, encode)), signature),
  );
  if (mistake !== undefined) {
    const { codes, why, choice } = mistake;
    const { method, address: signed, parameters, encode } = choice;
    return { codes, why, baseString: signatureBaseString(method, signed, parameters, encode) };
  }
  return {
    codes: ['other-key'],
    why: ['it was made with another secret, or something was changed after signing', ...suspicions(query)].join('; '),
  };
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
