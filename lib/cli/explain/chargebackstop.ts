// A pasted redirect to Chargebackstop.
import { createHmac } from 'node:crypto';
import { checkRedirect } from '../../sandbox/chargebackstop/index.js';
import { sameText } from '../../sandbox/compare.js';
import { utcTime } from '../../sandbox/duration.js';
import type { SentRequest } from '../../sandbox/sent-request.js';
import { trimSlashes } from '../../handoff/url.js';
import { DASHBOARD } from '../../vendors/chargebackstop/token.js';
import type { RawOptions } from '../settings.js';
import { outcomeOf, type Case } from './case.js';
import { addressDifference, encodedTwice, notCompared, valueDifference } from './differences.js';
import { decodeOnce } from './pairs.js';
import { asRequest, type Pasted } from './pasted.js';
import type { NamedSecret } from '../places.js';
import { wrongKeys } from './wrong-keys.js';

/** Where the configuration sends the browser. */
export function chargebackstopAddress(options: RawOptions | undefined): string {
  const base = typeof options?.['baseUrl'] === 'string' ? options['baseUrl'] : DASHBOARD;
  return `${trimSlashes(base)}/auth/partner-organisation-sso`;
}

export function chargebackstopCase(
  pasted: Pasted,
  options: RawOptions | undefined,
  others: readonly NamedSecret[],
): Case {
  const partnerId = options?.['partnerId'];
  const known = typeof partnerId === 'string' ? partnerId : '(not seen)';
  const alone = pasted.kind === 'a token' ? [['partner_id', known] as [string, string]] : [];
  const query = new URLSearchParams([...alone, ...new URLSearchParams(pasted.query)]);
  const sent = query.get('partner_id') ?? '';
  const token = decodeOnce(query.get('token') ?? '');
  const causes = encodedTwice('token', query.get('token'));
  if (causes.length > 0) query.set('token', token);
  const claims = claimsOf(token);
  const [header = '', body = '', signature = ''] = token.split('.');
  const input = `${header}.${body}`;
  const right = (key: string): string => createHmac('sha256', key).update(input).digest('base64url');
  const address = chargebackstopAddress(options);
  const withQuery = (changed: URLSearchParams): SentRequest =>
    asRequest({ ...pasted, query: changed.toString() }, address);
  const request = withQuery(query);
  const withToken = (changed: string): SentRequest => {
    const copy = new URLSearchParams(query);
    copy.set('token', changed);
    return withQuery(copy);
  };
  return {
    request,
    check: (each, ssoKey, atMs) =>
      outcomeOf(atMs, (inquiry) => checkRedirect(inquiry, each, { partnerId: sent, ssoKey }, atMs)),
    madeAt: madeAt(claims?.['iat']),
    resigned: (secret) => (token.includes('.') ? withToken(`${input}.${right(secret)}`) : undefined),
    suspicions: (secret) =>
      wrongKeys((key) => sameText(right(key), signature), secret, [...others, ['partnerId', known]]),
    differences: [
      ...addressDifference(pasted.address, 'chargebackstop.baseUrl', options === undefined ? undefined : address),
      ...valueDifference('partner_id', sent === '(not seen)' ? undefined : sent, 'chargebackstop.partnerId', partnerId),
    ],
    causes: [...causes, ...encodedTwice('user_email', claims?.['user_email'])],
    live: [token, signature],
    steps: claims === undefined ? [] : [{ title: 'Times', detail: times(claims) }],
    notCheckable: [
      ...notCompared('partner_id', pasted.kind === 'a token' ? undefined : sent, 'chargebackstop.partnerId', partnerId),
      'whether the person is a member of an organisation of the partner account',
    ].join('; '),
  };
}

/** The claims as they stand there, whatever the signature is. */
function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** In milliseconds. What is no time in seconds is none. */
function madeAt(iat: unknown): number | undefined {
  return typeof iat === 'number' && Number.isInteger(iat) && Math.abs(iat) < 1e11 ? iat * 1000 : undefined;
}

function times(claims: Readonly<Record<string, unknown>>): string {
  const lines = ['iat', 'nbf', 'exp'].flatMap((name) => {
    const made = madeAt(claims[name]);
    return made === undefined ? [] : [`${name}: ${utcTime(made / 1000)}`];
  });
  return lines.join('\n') || '(none)';
}
