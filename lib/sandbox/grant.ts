// The one grant that apps use here: OAuth 2.0's client credentials (RFC 6749, section 4.4).
import { Refusal } from './refusal.js';

/** @throws Refusal where the form asks for another grant, or names none */
export function requireClientCredentials(fields: ReadonlyMap<string, string>): void {
  const grant = fields.get('grant_type');
  if (grant === 'client_credentials') return;
  const sent = grant === undefined ? 'missing' : JSON.stringify(grant);
  throw new Refusal(
    grant === undefined ? 'missing' : 'grant-type',
    `\`grant_type\` is ${sent}, it must be client_credentials`,
    400,
    'unsupported_grant_type',
  );
}
