// The OAuth app named "integration": its credentials and its tokens.
import type { Request } from 'express';
import { sameText } from '../compare.js';
import type { CheetahCredentials } from '../credentials.js';
import { inWords } from '../duration.js';
import { listFields, multipartPairs, singleFields } from '../fields.js';
import { withoutSecrets } from '../mask.js';
import { requireMethod, type Inquiry } from '../inquiry.js';
import { Refusal } from '../refusal.js';
import type { TokenBook } from '../token-book.js';
import { requireAccept } from './accept.js';

/** Reads the multipart form of an API call. */
export async function readForm(inquiry: Inquiry, req: Request, what: string): Promise<ReadonlyMap<string, string>> {
  requireMethod(req, 'POST', what);
  requireAccept(req);
  const pairs = await multipartPairs(req);
  inquiry.received(pairs);
  inquiry.note('Form fields', listFields(withoutSecrets(pairs)));
  return singleFields(pairs);
}

/** Checks `client_id` and `client_secret`. */
export function checkClient(fields: ReadonlyMap<string, string>, credentials: CheetahCredentials): void {
  const clientId = fields.get('client_id') ?? '';
  const clientSecret = fields.get('client_secret') ?? '';
  for (const [name, value] of [
    ['client_id', clientId],
    ['client_secret', clientSecret],
  ] as const) {
    if (value === '') throw new Refusal('missing', `\`${name}\` is missing`, 401, 'missing_credentials');
  }
  if (sameText(clientId, credentials.clientSecret)) {
    throw new Refusal(
      'client-swapped',
      '`client_id` holds the client secret: id and secret are swapped',
      401,
      'invalid_client',
    );
  }
  if (!sameText(clientId, credentials.clientId)) {
    throw new Refusal(
      'other-client',
      `\`client_id\` is another: ${JSON.stringify(clientId)} is not known here`,
      401,
      'invalid_client',
    );
  }
  if (!sameText(clientSecret, credentials.clientSecret)) {
    throw new Refusal('other-client', '`client_secret` is wrong', 401, 'invalid_client');
  }
}

/** Checks who calls the SSO API: the integration token, or the client's credentials, the two documented ways. */
export function checkCaller(
  inquiry: Inquiry,
  req: Request,
  fields: ReadonlyMap<string, string>,
  credentials: CheetahCredentials,
  integrationTokens: TokenBook<unknown>,
  memberTokens: TokenBook<string>,
): void {
  const token = fields.get('access_token');
  if (token === undefined || token === '') {
    if (!fields.has('client_id') && !fields.has('client_secret')) {
      const hint =
        req.headers.authorization === undefined
          ? 'send either `access_token`, or `client_id` and `client_secret`'
          : 'the integration token belongs in the form field `access_token`, not in the header `Authorization`';
      throw new Refusal('caller-missing', `the call says not who makes it: ${hint}`, 401, 'missing_credentials');
    }
    checkClient(fields, credentials);
    inquiry.note('Caller', 'client id and client secret are right');
    return;
  }
  const found = integrationTokens.look(token);
  if (found.state === 'unknown') {
    const isUnknown = memberTokens.look(token).state === 'unknown';
    throw new Refusal(
      isUnknown ? 'integration-token-unknown' : 'integration-token-other',
      isUnknown
        ? '`access_token` is not known: it is no token of this sandbox, or one of an earlier run'
        : "`access_token` is a member's token, the call needs the integration token",
      401,
      'expired_token',
    );
  }
  if (found.state !== 'good') {
    throw new Refusal(
      'bearer-expired',
      `\`access_token\` expired ${inWords(ageOf(found.endedAt, inquiry))} ago`,
      401,
      'expired_token',
    );
  }
  inquiry.note('Caller', 'the integration token is good');
}

function ageOf(endedAt: number, inquiry: Inquiry): number {
  return Math.max(0, inquiry.at - endedAt) / 1000;
}
