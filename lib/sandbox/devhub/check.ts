// Judges a signed widget URI, in the order in which the Python `oauth` library does.
import type { AttemptUser } from '../attempts.js';
import { sameText } from '../compare.js';
import type { DevhubConsumer } from '../credentials.js';
import { inWords } from '../duration.js';
import { listFields, rawQuery } from '../fields.js';
import { pathOf, requireMethod, type Inquiry } from '../inquiry.js';
import { withoutSecrets } from '../mask.js';
import { Refusal } from '../refusal.js';
import type { SentRequest } from '../sent-request.js';
import { hmacSha1, signatureBaseString, signingKey } from './base-string.js';
import { readPythonQuery } from './query.js';
import { guessSignature, type SignatureGuess } from './signature-guess.js';

/** The library's default. */
const TIMESTAMP_TOLERANCE = 300;

/** Who may log in with the links of a widget, and where. */
export interface WidgetUser {
  readonly fields: ReadonlyMap<string, string>;
  readonly siteIds: readonly string[];
}

/** Remembers what was used, so that a signed URI counts once. */
export type UsedNonces = Map<string, number>;

/** Checks the request for the widget. */
export function checkWidgetRequest(
  inquiry: Inquiry,
  req: SentRequest,
  credentials: DevhubConsumer,
  nowMs: number,
  used: UsedNonces,
): WidgetUser {
  const query = readPythonQuery(rawQuery(req));
  inquiry.received(query.sent);
  requireMethod(req, 'GET', 'the widget');
  const seen = new Map(query.seen);
  inquiry.claimedUser = userOf(seen);
  inquiry.note('Parameters as DevHub reads them', listFields(withoutSecrets(query.seen)));

  const consumerKey = required(seen, 'oauth_consumer_key');
  if (sameText(consumerKey, credentials.consumerSecret)) {
    throw new Refusal('consumer-swapped', '`oauth_consumer_key` holds the consumer secret: key and secret are swapped');
  }
  if (!sameText(consumerKey, credentials.consumerKey)) {
    throw new Refusal(
      'other-consumer',
      `\`oauth_consumer_key\` is another: ${JSON.stringify(consumerKey)} is not known here`,
    );
  }
  const version = seen.get('oauth_version') ?? '1.0';
  if (version !== '1.0')
    throw new Refusal('oauth-version', `\`oauth_version\` is ${JSON.stringify(version)}, it must be 1.0`, 400);
  const method = required(seen, 'oauth_signature_method');
  if (method !== 'HMAC-SHA1') {
    throw new Refusal(
      'other-way',
      `\`oauth_signature_method\` is ${JSON.stringify(method)}, it must be HMAC-SHA1`,
      400,
    );
  }
  const timestamp = checkTimestamp(required(seen, 'oauth_timestamp'), nowMs);
  const nonce = required(seen, 'oauth_nonce');
  checkSignature(inquiry, req, query, required(seen, 'oauth_signature'), credentials);
  useNonce(used, JSON.stringify([consumerKey, nonce, timestamp]), nowMs);
  return readUser(inquiry, seen);
}

function required(seen: ReadonlyMap<string, string>, name: string): string {
  const value = seen.get(name);
  if (value === undefined) throw new Refusal('missing', `\`${name}\` is missing`, 400);
  return value;
}

function checkTimestamp(text: string, nowMs: number): string {
  if (!/^\d{1,15}$/.test(text))
    throw new Refusal('not-seconds', `\`oauth_timestamp\` is no time in seconds: ${JSON.stringify(text)}`, 400);
  if (text.length >= 12)
    throw new Refusal('milliseconds', '`oauth_timestamp` is in milliseconds, it must be in seconds');
  const off = Number(text) - Math.floor(nowMs / 1000);
  if (Math.abs(off) > TIMESTAMP_TOLERANCE) {
    const where = off > 0 ? 'in the future' : 'old';
    throw new Refusal(
      off > 0 ? 'in-future' : 'too-old',
      `\`oauth_timestamp\` is ${inWords(Math.abs(off))} ${where}, at most 5 minutes are allowed`,
    );
  }
  return text;
}

function checkSignature(
  inquiry: Inquiry,
  req: SentRequest,
  query: ReturnType<typeof readPythonQuery>,
  signature: string,
  credentials: DevhubConsumer,
): void {
  const address = `${req.protocol}://${req.headers.host ?? ''}${pathOf(req)}`;
  const baseString = signatureBaseString('GET', address, query.seen);
  const expected = hmacSha1(signingKey(credentials.consumerSecret), baseString);
  if (sameText(signature, expected)) {
    inquiry.note('Base string', baseString);
    inquiry.noteSignatures(signature, expected);
    return;
  }
  const plusLost = signature.includes(' ') && sameText(signature.replaceAll(' ', '+'), expected);
  const {
    codes,
    why,
    baseString: received,
  }: SignatureGuess = plusLost
    ? {
        codes: ['plus-lost'],
        why: 'the `+` in `oauth_signature` was not escaped as %2B, so it arrived as a space',
        baseString,
      }
    : guessSignature(query, address, signature, credentials);
  const sent = received === undefined ? {} : { received };
  inquiry.note('Base string', baseString, { ...sent, expected: baseString });
  inquiry.noteSignatures(signature, expected);
  throw new Refusal([...codes, 'signature'], `signature does not match: ${why}`);
}

function useNonce(used: UsedNonces, key: string, nowMs: number): void {
  if (used.has(key)) {
    throw new Refusal(
      'nonce-used',
      'this nonce was used before with this timestamp: sign for every page view, and let no cache keep the page',
    );
  }
  used.set(key, nowMs);
  // Twice the tolerance, for timestamps ahead of our clock; what is older cannot pass the timestamp check again.
  for (const [old, at] of used) {
    if (nowMs - at <= 2 * TIMESTAMP_TOLERANCE * 1000) break;
    used.delete(old);
  }
}

function readUser(inquiry: Inquiry, seen: ReadonlyMap<string, string>): WidgetUser {
  inquiry.user = userOf(seen);
  for (const name of ['email', 'partner_user_id']) {
    if (!seen.has(name)) throw new Refusal('missing', `\`${name}\` is missing: it is required`, 400);
  }
  const siteIds = (seen.get('partner_site_ids') ?? '').split(',').filter((siteId) => siteId !== '');
  return { fields: new Map([...seen].filter(([name]) => !name.startsWith('oauth_'))), siteIds: [...new Set(siteIds)] };
}

/** What DevHub learned about the user. */
export function userOf(fields: ReadonlyMap<string, string>): AttemptUser {
  const id = fields.get('partner_user_id');
  const email = fields.get('email');
  const name = [fields.get('first_name'), fields.get('last_name')].filter((part) => part !== undefined).join(' ');
  return {
    ...(id === undefined ? {} : { id }),
    ...(email === undefined ? {} : { email }),
    ...(name === '' ? {} : { name }),
  };
}
