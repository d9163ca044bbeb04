// PayNearMe's signature 3.0, and the mistakes that callers make with it.
import { createHash, createHmac } from 'node:crypto';
import { sameText } from '../compare.js';
import type { FieldPairs } from '../fields.js';
import type { FaultCode } from '../fixes.js';
import { guessMistake, type Reading } from '../guess.js';

/** Names and values joined without separators, sorted by the octets of the name; `signature` is left out. */
export function stringToSign(parameters: FieldPairs): string {
  return join(sortByOctets(parameters));
}

/** HMAC-SHA256 in lower-case hex. */
export function signatureOf(text: string, secretKey: string): string {
  return createHmac('sha256', secretKey).update(text, 'utf8').digest('hex');
}

interface Choice {
  readonly parameters: FieldPairs;
  readonly write: (parameters: FieldPairs) => string;
  readonly key: string;
  readonly sign: (text: string, key: string) => string;
}

/** Why a signature is wrong. */
export interface SignatureGuess {
  readonly codes: readonly FaultCode[];
  /** Ends the sentence "signature does not match: …". */
  readonly why: string;
  /** What the sender signed; absent where no guess fits, for then only the sender can know. */
  readonly text?: string;
}

/** Finds out what the sender did. */
export function guessSignature(parameters: FieldPairs, signature: string, secretKey: string): SignatureGuess {
  const mistake = guessMistake<Choice>(
    {
      parameters: parameterReadings(parameters),
      write: [
        { value: stringToSign },
        { code: 'other-way', why: 'the parameters were not sorted by name', value: join },
        {
          code: 'other-way',
          why: 'names and values were joined by `=` and `&`',
          value: (all) => joinWith(sortByOctets(all), '=', '&'),
        },
        {
          code: 'other-way',
          why: 'the parameters were joined by `&`',
          value: (all) => joinWith(sortByOctets(all), '', '&'),
        },
        {
          code: 'other-way',
          why: 'the values were URL-encoded before signing',
          value: (all) => join(encodeValues(sortByOctets(all))),
        },
        {
          code: 'other-way',
          why: 'the whole form was signed as it is sent',
          value: (all) => new URLSearchParams(mutable(all)).toString(),
        },
      ],
      key: [
        { value: secretKey },
        {
          code: 'key-with-space',
          why: 'it was signed with the secret key and a line break after it',
          value: `${secretKey}\n`,
        },
        {
          code: 'variable-not-set',
          why: 'it was signed with the word `undefined` as key: a variable was not set',
          value: 'undefined',
        },
      ],
      sign: [
        { value: signatureOf },
        {
          code: 'other-way',
          why: 'it is in upper case, it must be lower-case hex',
          value: (text, key) => signatureOf(text, key).toUpperCase(),
        },
        {
          code: 'other-way',
          why: 'it is in base64, it must be lower-case hex',
          value: (text, key) => hmac('sha256', text, key, 'base64'),
        },
        { code: 'other-way', why: 'it was made with HMAC-SHA1', value: (text, key) => hmac('sha1', text, key, 'hex') },
        {
          code: 'version',
          why: 'it is the MD5 signature of version 2.0',
          value: (text, key) => hash('md5', text + key),
        },
        {
          code: 'other-way',
          why: 'it is a plain SHA-256 of text and key, not an HMAC',
          value: (text, key) => hash('sha256', text + key),
        },
      ],
    },
    (choice) => sameText(choice.sign(choice.write(choice.parameters), choice.key), signature),
  );
  return mistake === undefined
    ? { codes: ['other-key'], why: 'it was made with another secret key, or something was changed after signing' }
    : { codes: mistake.codes, why: mistake.why, text: mistake.choice.write(mistake.choice.parameters) };
}

function parameterReadings(parameters: FieldPairs): Reading<FieldPairs>[] {
  const signed = parameters.filter(([name]) => name !== 'signature');
  return [
    { value: signed },
    ...signed.slice(0, 20).map(([left]) => ({
      code: 'not-signed' as const,
      why: `\`${left}\` was not signed, but every parameter that is sent must be`,
      value: signed.filter(([name]) => name !== left),
    })),
    ...['', 'undefined', 'null'].map((value) => ({
      code: 'signed-not-sent' as const,
      why: `\`order_identifier\` was signed as ${value === '' ? 'an empty value' : `the word \`${value}\``}, but not sent`,
      value: [...signed, ['order_identifier', value] as const],
    })),
  ];
}

function sortByOctets(parameters: FieldPairs): FieldPairs {
  return parameters
    .filter(([name]) => name !== 'signature')
    .map(([name, value]) => ({ name: Buffer.from(name, 'utf8'), pair: [name, value] as const }))
    .sort((a, b) => Buffer.compare(a.name, b.name))
    .map(({ pair }) => pair);
}

function join(parameters: FieldPairs): string {
  return joinWith(parameters, '', '');
}

function joinWith(parameters: FieldPairs, equals: string, and: string): string {
  return parameters.map(([name, value]) => `${name}${equals}${value}`).join(and);
}

function encodeValues(parameters: FieldPairs): FieldPairs {
  return parameters.map(([name, value]) => [name, encodeURIComponent(value)]);
}

function mutable(parameters: FieldPairs): [string, string][] {
  return parameters.map(([name, value]) => [name, value]);
}

function hmac(algorithm: string, text: string, key: string, encoding: 'hex' | 'base64'): string {
  return createHmac(algorithm, key).update(text, 'utf8').digest(encoding);
}

function hash(algorithm: string, text: string): string {
  return createHash(algorithm).update(text, 'utf8').digest('hex');
}
