// oauth-sign has no types of its own; this declares what the tests use.
declare module 'oauth-sign' {
  /** HMAC-SHA1 over the base string of the request, in base64. `params` goes without `oauth_signature`. */
  export function hmacsign(
    httpMethod: string,
    baseUri: string,
    params: Readonly<Record<string, string | readonly string[]>>,
    consumerSecret: string,
    tokenSecret?: string,
  ): string;
  /** The base string that is signed. */
  export function generateBase(
    httpMethod: string,
    baseUri: string,
    params: Readonly<Record<string, string | readonly string[]>>,
  ): string;
  /** Percent-encodes as RFC 3986 says. */
  export function rfc3986(text: string): string;
}
