// The signed URL of DevHub's widget script: OAuth 1.0a, HMAC-SHA1, no token, all parameters in the query.

import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';

/** What is signed, and with what. */
export interface WidgetRequest {
  /** The base widget URI without query or fragment, in the form that is signed: see `normalized()`. */
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

/** A URL as the base string wants it: the parser lower-cases the host and drops a default port. */
export function normalized(baseUri: string): string {
  return new URL(baseUri).href;
}

/** oauth-1.0a with a nonce and a time that are not its own, which keeps what it signed. */
class Signer extends OAuth {
  /** The parameters as they are signed, sorted and encoded: the query, but for the signature. */
  signed = '';

  constructor(private readonly request: WidgetRequest) {
    super({
      consumer: { key: request.consumerKey, secret: request.consumerSecret },
      signature_method: 'HMAC-SHA1',
      hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
    });
  }

  override getNonce(): string {
    return this.request.nonce;
  }

  override getTimeStamp(): number {
    return this.request.timestamp;
  }

  override getParameterString(...given: Parameters<OAuth['getParameterString']>): string {
    return (this.signed = super.getParameterString(...given));
  }
}

/**
 * Signs the widget URI.
 *
 * oauth-1.0a signs right when it is given clean input, so it gets a URL without a query, text values only, and a copy that it may
 * write into.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4
 */
export function signWidgetUri(request: WidgetRequest): SignedWidget {
  const signer = new Signer(request);
  const signing = { url: request.baseUri, method: 'GET', data: { ...request.parameters } };
  const protocol = signer.authorize(signing);
  const { oauth_signature: signature } = protocol;
  return {
    uri: `${request.baseUri}?${signer.signed}&oauth_signature=${signer.percentEncode(signature)}`,
    // A page does without these: they are made when somebody asks.
    get baseString() {
      const { oauth_signature: _, ...unsigned } = protocol;
      return signer.getBaseString(signing, unsigned);
    },
    get parameters() {
      return { ...request.parameters, ...protocol, oauth_timestamp: String(protocol.oauth_timestamp) };
    },
  };
}
