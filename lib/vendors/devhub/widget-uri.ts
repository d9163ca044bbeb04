// The signed URL of DevHub's widget script: OAuth 1.0a, HMAC-SHA1, no token, all parameters in the query.

import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';

/** What is signed, and with what. */
export interface WidgetRequest {
  /** The base widget URI: absolute, without query or fragment. */
  readonly baseUri: string;
  /** DevHub's own parameters. None may be blank: the vendor drops blank ones before it checks the signature. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** Used once for each consumer key and timestamp. */
  readonly nonce: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** A signed URL, and what was signed for it. */
export interface SignedWidget {
  readonly uri: string;
  readonly baseString: string;
  /** DevHub's and the protocol's parameters, with `oauth_signature`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Signs the widget URI.
 *
 * oauth-1.0a signs right when it is given clean input, so it gets a normalised URL without a query, text values only, a copy
 * that it may write into, and a nonce and a time that are not its own.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4
 */
export function signWidgetUri(request: WidgetRequest): SignedWidget {
  const oauth = new OAuth({
    consumer: { key: request.consumerKey, secret: request.consumerSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
  });
  oauth.getNonce = () => request.nonce;
  oauth.getTimeStamp = () => request.timestamp;

  // The parser lower-cases the host and drops a default port, as the base string wants it.
  const url = new URL(request.baseUri).href;
  const signing = { url, method: 'GET', data: { ...request.parameters } };
  const { oauth_signature: signature, ...protocol } = oauth.authorize(signing);
  const parameters = {
    ...request.parameters,
    ...Object.fromEntries(Object.entries(protocol).map(([name, value]) => [name, String(value)])),
    oauth_signature: signature,
  };
  const query = Object.entries(parameters).map(
    ([name, value]) => `${oauth.percentEncode(name)}=${oauth.percentEncode(value)}`,
  );
  return {
    uri: `${url}?${query.join('&')}`,
    // Made when somebody asks: it is half the work, and a page does without it.
    get baseString() {
      return oauth.getBaseString(signing, protocol);
    },
    parameters,
  };
}
