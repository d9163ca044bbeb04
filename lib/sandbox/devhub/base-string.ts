// OAuth 1.0a as RFC 5849 writes it: encoding, base string, HMAC-SHA1.
import { createHmac } from 'node:crypto';
import type { FieldPairs } from '../fields.js';

/** Percent-encodes for OAuth: everything but letters, digits and `-._~` (RFC 5849, 3.6). */
export function percentEncode(text: string): string {
  let encoded = '';
  for (const octet of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(octet);
    encoded += /[A-Za-z0-9\-._~]/.test(character) ? character : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** The address without query and default port, scheme and host in lower case (RFC 5849, 3.4.1.2). */
export function baseStringUri(address: string): string {
  const [, scheme = '', authority = '', path = ''] =
    /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/.exec(address) ?? [];
  const lowerScheme = scheme.toLowerCase();
  const defaultPort = lowerScheme === 'https' ? /:443$/ : /:80$/;
  return `${lowerScheme}://${authority.toLowerCase().replace(defaultPort, '')}${path === '' ? '/' : path}`;
}

/** Parameters encoded, then sorted by octets, then joined (RFC 5849, 3.4.1.3.2). `oauth_signature` is not among them. */
export function normalizeParameters(parameters: FieldPairs, encode: (text: string) => string = percentEncode): string {
  return parameters
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort(([nameA, valueA], [nameB, valueB]) => compareAscii(nameA, nameB) || compareAscii(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Method, address and parameters, encoded and joined by `&` (RFC 5849, 3.4.1.1). */
export function signatureBaseString(
  method: string,
  address: string,
  parameters: FieldPairs,
  encode: (text: string) => string = percentEncode,
): string {
  return [method.toUpperCase(), baseStringUri(address), normalizeParameters(parameters, encode)]
    .map(percentEncode)
    .join('&');
}

/** The HMAC key: both secrets encoded, with an `&` between them even where there is no token (RFC 5849, 3.4.2). */
export function signingKey(consumerSecret: string, tokenSecret = ''): string {
  return `${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`;
}

/** The signature in base64. */
export function hmacSha1(key: string, baseString: string): string {
  return createHmac('sha1', key).update(baseString, 'utf8').digest('base64');
}

/** Encoded text is ASCII, where this is the order of octets. */
function compareAscii(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
