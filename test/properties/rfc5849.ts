// A small verifier of OAuth 1.0a signatures, written from RFC 5849 alone.

import { createHmac } from 'node:crypto';

/** Section 3.6. */
function encode(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** Section 3.4.1.3.1, for a query. A decoder that turns `+` into a space and one that does not must agree, so there must be none. */
export function pairsOf(query: string): [name: string, value: string][] {
  if (query.includes('+')) throw new Error('a bare + in the query');
  return query.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [decodeURIComponent(name), decodeURIComponent(value.join('='))];
  });
}

/** Section 3.4.1.2. */
function baseUri(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** Section 3.4.2: the signature of a GET request to `uri`, without a token. */
export function signatureOf(uri: string, secret: string): string {
  const pairs = pairsOf(uri.slice(uri.indexOf('?') + 1))
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1));
  const normalized = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  const base = ['GET', encode(baseUri(uri)), encode(normalized)].join('&');
  return createHmac('sha1', `${encode(secret)}&`)
    .update(base)
    .digest('base64');
}
