// PayNearMe's OAuth 2.0 way in: the token endpoint, and the check of a bearer token.
import type { Request } from 'express';
import { sameText } from '../compare.js';
import type { PaynearmeCredentials } from '../credentials.js';
import { inWords } from '../duration.js';
import { formPairs, singleFields } from '../fields.js';
import { requireClientCredentials } from '../grant.js';
import { requireMethod, type Inquiry } from '../inquiry.js';
import { Refusal } from '../refusal.js';
import { maskToken } from '../mask.js';
import type { TokenBook } from '../token-book.js';

/** Gives a token for client credentials, sent by HTTP Basic or in the form (RFC 6749, 2.3.1). */
export function grantToken(
  inquiry: Inquiry,
  req: Request,
  credentials: PaynearmeCredentials,
  tokens: TokenBook<'api'>,
): object {
  requireMethod(req, 'POST', 'the token endpoint');
  const pairs = formPairs(req);
  inquiry.received(pairs);
  const fields = singleFields(pairs);
  const basic = readBasic(req);
  const inForm = fields.has('client_secret');
  if (basic !== undefined && inForm) {
    throw new Refusal(
      'client-twice',
      'the client credentials came twice, by HTTP Basic and in the form: send them once',
      400,
    );
  }
  requireClientCredentials(fields);
  const [clientId, clientSecret] = basic ?? [fields.get('client_id') ?? '', fields.get('client_secret') ?? ''];
  inquiry.note('Client', `${clientId || '(none)'}, by ${basic === undefined ? 'form fields' : 'HTTP Basic'}`);
  if (clientId === '' || clientSecret === '') {
    throw new Refusal('client-missing', 'the client credentials are missing', 401, 'invalid_client');
  }
  if (!sameText(clientId, credentials.oauth.clientId)) {
    throw new Refusal(
      'other-oauth-client',
      `the client id is another: ${JSON.stringify(clientId)} is not known here`,
      401,
      'invalid_client',
    );
  }
  if (!sameText(clientSecret, credentials.oauth.clientSecret)) {
    throw new Refusal('other-oauth-client', 'the client secret is wrong', 401, 'invalid_client');
  }
  const scope = fields.get('scope');
  return {
    access_token: tokens.issue('api', credentials.oauthTokenTtl * 1000),
    token_type: 'Bearer',
    expires_in: credentials.oauthTokenTtl,
    ...(scope === undefined ? {} : { scope }),
  };
}

/** Checks the bearer token of an API call. */
export function checkBearer(inquiry: Inquiry, authorization: string, tokens: TokenBook<'api'>): void {
  const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) {
    throw new Refusal('not-bearer', 'the header `Authorization` is no `Bearer` with a token', 401, 'invalid_token');
  }
  inquiry.note('Bearer token', maskToken(token));
  const found = tokens.look(token);
  if (found.state === 'unknown')
    throw new Refusal('bearer-unknown', 'the bearer token is not known', 401, 'invalid_token');
  if (found.state !== 'good') {
    const age = inWords(Math.max(0, inquiry.at - found.endedAt) / 1000);
    throw new Refusal('bearer-expired', `the bearer token expired ${age} ago`, 401, 'invalid_token');
  }
}

/** Id and secret are form-encoded before they are joined (RFC 6749, 2.3.1). */
function readBasic(req: Request): readonly [id: string, secret: string] | undefined {
  const encoded = /^basic +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw new Refusal('basic-form', 'the HTTP Basic credentials have no colon', 401, 'invalid_client');
  try {
    return [formDecode(text.slice(0, colon)), formDecode(text.slice(colon + 1))];
  } catch {
    throw new Refusal(
      'basic-form',
      'the HTTP Basic credentials are not form-encoded, as RFC 6749 asks',
      401,
      'invalid_client',
    );
  }
}

function formDecode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
