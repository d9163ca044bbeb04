// The sandbox's own OAuth 1.0a against published vectors and those of the original Python library.
import {
  baseStringUri,
  hmacSha1,
  normalizeParameters,
  percentEncode,
  signatureBaseString,
  signingKey,
} from '../../lib/sandbox/devhub/base-string.js';
import { readPythonQuery, unquote } from '../../lib/sandbox/devhub/query.js';
import { readVectors } from './helpers.js';

interface Vectors {
  readonly vectors: readonly {
    readonly id: string;
    readonly method: string;
    readonly url: string;
    readonly params: readonly [string, string][];
    readonly consumerSecret: string;
    readonly tokenSecret: string;
    readonly expectedBaseString: string;
    readonly expectedSignature: string;
    readonly referenceLibrary?: { readonly toUrl: string };
  }[];
  readonly primitives: {
    readonly hmacSha1: readonly {
      baseString: string;
      consumerSecret: string;
      tokenSecret: string;
      signature: string;
    }[];
    readonly percentEncode: readonly { input: string; output: string }[];
    readonly normalizeParams: readonly { params: [string, string][]; expected: string }[];
    readonly baseStringUri: readonly { input: string; output: string }[];
  };
}

const { vectors, primitives } = readVectors('oauth1.json') as Vectors;

test.each(vectors)('$id', ({ method, url, params, consumerSecret, tokenSecret, ...expected }) => {
  const parameters = [...new URL(url).searchParams, ...params];
  const baseString = signatureBaseString(method, url, parameters);
  expect(baseString).toBe(expected.expectedBaseString);
  expect(hmacSha1(signingKey(consumerSecret, tokenSecret), baseString)).toBe(expected.expectedSignature);
});

const urls = vectors.flatMap(({ id, url, referenceLibrary, ...rest }) =>
  referenceLibrary === undefined ? [] : [{ id, url, toUrl: referenceLibrary.toUrl, ...rest }],
);
test.each(urls)('the URL of the Python library verifies as it was sent: $id', ({ toUrl, ...vector }) => {
  const { seen, blank, decodedTwice, repeated } = readPythonQuery(toUrl.slice(toUrl.indexOf('?') + 1));
  expect({ blank, decodedTwice, repeated }).toEqual({ blank: [], decodedTwice: [], repeated: [] });
  expect(new Map(seen).get('oauth_signature')).toBe(vector.expectedSignature);
  expect(signatureBaseString('GET', toUrl, seen)).toBe(vector.expectedBaseString);
});
test('there are such URLs', () => {
  expect(urls).toHaveLength(4);
});

test.each(primitives.hmacSha1)('hmac of "$baseString"', ({ baseString, consumerSecret, tokenSecret, signature }) => {
  expect(hmacSha1(signingKey(consumerSecret, tokenSecret), baseString)).toBe(signature);
});
test.each(primitives.percentEncode)('encodes $input', ({ input, output }) => {
  expect(percentEncode(input)).toBe(output);
});
test.each(primitives.normalizeParams)('normalizes $params', ({ params, expected }) => {
  expect(normalizeParameters(params)).toBe(expected);
});
test.each(primitives.baseStringUri)('base string URI of $input', ({ input, output }) => {
  expect(baseStringUri(input)).toBe(output);
});

test('encodes text beyond the basic plane, and leaves ~ alone', () => {
  expect(percentEncode('~😀')).toBe('~%F0%9F%98%80');
});

test('reads a query as the Python library does', () => {
  expect(readPythonQuery('a=1&b=&c&a=2&d=50%2520off&e=100%25&f=x+y&&g=%zz')).toEqual({
    sent: [
      ['a', '1'],
      ['b', ''],
      ['c', ''],
      ['a', '2'],
      ['d', '50%20off'],
      ['e', '100%'],
      ['f', 'x y'],
      ['g', '%zz'],
    ],
    seen: [
      ['a', '1'],
      ['d', '50 off'],
      ['e', '100%'],
      ['f', 'x y'],
      ['g', '%zz'],
    ],
    blank: ['b', 'c'],
    decodedTwice: ['d'],
    repeated: ['a'],
  });
});

test.each([
  ['%C3%A9', 'é'],
  ['100%', '100%'],
  ['%', '%'],
  ['%4', '%4'],
  ['%41%zz%42', 'A%zzB'],
])('unquotes %s as %s', (text, expected) => {
  expect(unquote(text)).toBe(expected);
});
