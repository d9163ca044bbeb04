// Judges a call of agent_sso.
import type { AttemptUser } from '../attempts.js';
import { sameText } from '../compare.js';
import type { PaynearmeCredentials } from '../credentials.js';
import { inWords } from '../duration.js';
import { formPairs, listFields, singleFields, type FieldPairs } from '../fields.js';
import { requireMethod, type Inquiry } from '../inquiry.js';
import { withoutSecrets } from '../mask.js';
import { Refusal } from '../refusal.js';
import type { SentRequest } from '../sent-request.js';
import type { TokenBook } from '../token-book.js';
import { checkBearer } from './oauth.js';
import { guessSignature, signatureOf, stringToSign } from './signature.js';

/** How far a timestamp may be off is not public; five minutes is the sandbox's choice. */
const TIMESTAMP_TOLERANCE = 300;

const REQUIRED = ['site_identifier', 'agent_email', 'agent_name', 'agent_role'] as const;

/** The parameters of an accepted call, without those that only authenticate it. */
export type AgentSignIn = ReadonlyMap<string, string>;

/** Checks the call: by bearer token where there is an `Authorization` header, else by signature. */
export function checkAgentSso(
  inquiry: Inquiry,
  req: SentRequest,
  credentials: PaynearmeCredentials,
  tokens: TokenBook<'api'>,
): AgentSignIn {
  requireMethod(req, 'POST', 'agent_sso');
  const pairs = formPairs(req);
  inquiry.received(pairs);
  inquiry.claimedUser = claimedBy(pairs);
  inquiry.note('Form fields', listFields(withoutSecrets(pairs)));
  const fields = singleFields(pairs);
  const { authorization } = req.headers;
  checkVersion(fields, authorization === undefined);
  checkTimestamp(fields, inquiry.at, authorization === undefined);
  if (authorization === undefined) checkSignature(inquiry, pairs, fields, credentials.secretKey);
  else checkBearer(inquiry, authorization, tokens);

  for (const name of REQUIRED) {
    if ((fields.get(name) ?? '').trim() === '') {
      throw new Refusal(
        fields.has(name) ? 'empty' : 'missing',
        `\`${name}\` is ${fields.has(name) ? 'empty' : 'missing'}: it is required`,
      );
    }
  }
  checkAccount(inquiry, fields, credentials);
  return new Map([...fields].filter(([name]) => !['signature', 'timestamp', 'version'].includes(name)));
}

/** Whom the call is about, before anything of it is checked. */
function claimedBy(pairs: FieldPairs): AttemptUser {
  const { agent_email: email, agent_name: name } = Object.fromEntries(pairs);
  return { ...(email === undefined ? {} : { email }), ...(name === undefined ? {} : { name }) };
}

function checkVersion(fields: ReadonlyMap<string, string>, required: boolean): void {
  const version = fields.get('version');
  if (version === '3.0' || (version === undefined && !required)) return;
  throw new Refusal(
    version === undefined ? 'missing' : 'version',
    version === undefined
      ? '`version` is missing, it must be 3.0'
      : `\`version\` is ${JSON.stringify(version)}, but agent_sso takes keys of API version 3.0 only`,
  );
}

function checkTimestamp(fields: ReadonlyMap<string, string>, nowMs: number, required: boolean): void {
  const text = fields.get('timestamp');
  if (text === undefined) {
    if (required) throw new Refusal('missing', '`timestamp` is missing');
    return;
  }
  if (!/^\d{1,15}$/.test(text))
    throw new Refusal('not-seconds', `\`timestamp\` is no time in seconds: ${JSON.stringify(text)}`);
  if (text.length >= 12) throw new Refusal('milliseconds', '`timestamp` is in milliseconds, it must be in seconds');
  const off = Number(text) - Math.floor(nowMs / 1000);
  if (Math.abs(off) > TIMESTAMP_TOLERANCE) {
    throw new Refusal(
      off > 0 ? 'in-future' : 'too-old',
      `\`timestamp\` is ${inWords(Math.abs(off))} ${off > 0 ? 'in the future' : 'old'}`,
    );
  }
}

function checkSignature(
  inquiry: Inquiry,
  pairs: FieldPairs,
  fields: ReadonlyMap<string, string>,
  secretKey: string,
): void {
  const signature = fields.get('signature') ?? '';
  if (signature === '') {
    throw new Refusal('missing', '`signature` is missing, and there is no header `Authorization: Bearer` in its place');
  }
  const text = stringToSign(pairs);
  const expected = signatureOf(text, secretKey);
  if (sameText(signature, expected)) {
    inquiry.note('String to sign', text);
    inquiry.noteSignatures(signature, expected);
    return;
  }
  const { codes, why, text: sent } = guessSignature(pairs, signature, secretKey);
  inquiry.note('String to sign', text, { ...(sent === undefined ? {} : { received: sent }), expected: text });
  inquiry.noteSignatures(signature, expected);
  throw new Refusal([...codes, 'signature'], `signature does not match: ${why}`);
}

function checkAccount(inquiry: Inquiry, fields: ReadonlyMap<string, string>, credentials: PaynearmeCredentials): void {
  const value = (name: string): string => fields.get(name) ?? '';
  const email = value('agent_email');
  inquiry.user = { email, name: value('agent_name') };
  if (!sameText(value('site_identifier'), credentials.siteIdentifier)) {
    throw new Refusal(
      'other-site',
      `\`site_identifier\` is another: ${JSON.stringify(value('site_identifier'))} is not known here`,
    );
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw new Refusal('not-email', `\`agent_email\` is not an e-mail: ${JSON.stringify(email)}`);
  if (credentials.portalLogins.some((login) => login.toLowerCase() === email.toLowerCase())) {
    throw new Refusal(
      'portal-login',
      `\`agent_email\` must be unique to SSO, but ${email} is an ordinary portal login`,
    );
  }
  if (!credentials.roles.includes(value('agent_role'))) {
    throw new Refusal(
      'no-such-role',
      `\`agent_role\` is ${JSON.stringify(value('agent_role'))}, which was not set up for this site; there are: ${credentials.roles.join(', ')}`,
    );
  }
  const order = fields.get('order_identifier');
  if (order === '')
    throw new Refusal('blank', '`order_identifier` was sent empty: leave it out where there is no order');
  if (order !== undefined && credentials.orders !== undefined && !credentials.orders.includes(order)) {
    throw new Refusal('no-such-order', `\`order_identifier\` ${JSON.stringify(order)} is no order of this site`);
  }
}
