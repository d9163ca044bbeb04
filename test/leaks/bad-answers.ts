// What a vendor may answer when it does not do what was asked: every kind, with canaries in it, and with what it was sent.

import type { Received, Reply } from '../support/fake-vendor.js';
import type { Canary } from './canaries.js';
import { canary, email, token, word } from './canaries.js';
import { TEXT_FORMS } from './forms.js';

/** What a vendor may say that is nobody's business. */
export interface VendorCanaries {
  /** Tokens, where an answer should or should not have them. */
  readonly integrationToken: Canary;
  readonly otherToken: Canary;
  /** Somebody else's address, in the words of an error. */
  readonly otherEmail: Canary;
  /** A token in the words of an error. */
  readonly saidToken: Canary;
  /** In a header of the answer, in the target of a redirect, in the reason phrase. */
  readonly header: Canary;
  /** In a body that is not what was asked for. */
  readonly body: Canary;
  /** In a field of the answer that is of the wrong kind. */
  readonly field: Canary;
}

export function vendorCanaries(): VendorCanaries {
  return {
    integrationToken: token('integrationToken'),
    otherToken: token('otherToken'),
    otherEmail: email('otherEmail'),
    saidToken: canary('saidToken', (core) => `tok_${core}_${core}`),
    header: word('header'),
    body: word('body'),
    field: word('field'),
  };
}

const BYTES: Readonly<Record<string, (text: string) => string>> = {
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 within more': (text) => Buffer.from(`client:${text}`).toString('base64'),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  'hexadecimal in capitals': (text) => Buffer.from(text).toString('hex').toUpperCase(),
};

/** UTF-16 is left out: no vendor answers so. */
const ECHOES = Object.entries({ ...TEXT_FORMS, ...BYTES }).filter(([name]) => !name.startsWith('UTF-16'));

/** The values of a request: its fields, and its proof. */
function valuesOf(request: Received): string[] {
  const authorization = String(request.headers['authorization'] ?? '');
  const proof = authorization.replace(/^\w+ /, '');
  // RFC 6749 has the parts form-encoded before they are joined.
  const decoded = authorization.startsWith('Basic ') ? Buffer.from(proof, 'base64').toString('utf8') : '';
  const parts = decoded.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
  return [...parts, ...Object.values(request.fields), proof].filter((value) => value !== '');
}

/** How an error of this vendor is written. */
export type ErrorBody = (words: string) => unknown;

/** Makes the answer to one request. */
export type BadAnswer = readonly [title: string, reply: (request: Received) => Reply];

/** Error answers that repeat what is secret of a request, in every encoding. `secrets` are those that a request may hold. */
export function echoes(errorBody: ErrorBody, secrets: readonly Canary[]): BadAnswer[] {
  return ECHOES.flatMap(([form, write]) =>
    secrets.map((secret): BadAnswer => [
      `repeats ${secret.name}, ${form}`,
      (request) => {
        const sent = valuesOf(request).find((value) => value.includes(secret.value));
        if (sent === undefined) throw new Error(`${secret.name} was not sent`);
        return { status: 400, body: errorBody(`Not good: ${write(sent)} for this`) };
      },
    ]),
  );
}

/** Every other kind of bad answer. */
export function badAnswers(errorBody: ErrorBody, canaries: VendorCanaries): BadAnswer[] {
  const { header, body, field, otherEmail, saidToken, integrationToken, otherToken } = canaries;
  const headers = {
    'x-token': header.value,
    'set-cookie': `sid=${header.value}`,
    location: `https://elsewhere.example/${header.value}?token=${header.value}`,
    'www-authenticate': `Bearer error="${header.value}"`,
    'retry-after': header.value,
  };
  const said = errorBody(`Not good: ${otherEmail.value} has ${saidToken.value}`);
  const tokens = { access_token: otherToken.value, refresh_token: integrationToken.value, token: otherToken.value };
  const withTokens = { ...tokens, ...(said as object) };
  const statuses = [301, 307, 400, 401, 403, 422, 429, 500, 502, 503];
  const bodies: readonly (readonly [string, unknown])[] = [
    ['a page', `<h1>${body.value}</h1>`],
    ['half of an object', `{"access_token":"${body.value}`],
    ['an array', [body.value]],
    ['a text', JSON.stringify(body.value)],
    ['fields of the wrong kind', wrongKinds(field.value)],
    ['fields that break out of a header', { access_token: `${field.value}\r\nX: y`, sso_url: `${field.value}\r\n` }],
    ['a foreign URL', { status: 'ok', sso_url: `https://${field.value}.example/?token=${field.value}` }],
    ['a URL that is none', { status: 'ok', sso_url: `javascript:${field.value}` }],
    ['an unknown status', { status: field.value, token_type: field.value, access_token: 'abc' }],
    ['an end that is no time', { access_token: 'abc', expires_in: field.value }],
    ['a very long body', body.value.repeat(60_000)],
  ];
  return [
    ...statuses.map((status): BadAnswer => [String(status), () => ({ status, headers, body: withTokens })]),
    ...bodies.map(([title, what]): BadAnswer => [title, () => ({ headers, body: what })]),
    ['drops the connection', () => 'drop'],
  ];
}

const wrongKinds = (value: string): object => ({
  ...{
    access_token: { value },
    refresh_token: [value],
    member_id: { value },
    token_type: [value],
    expires_in: { value },
  },
  ...{ status: { value }, sso_url: [value], token: { value }, error: { value }, errors: { value } },
});
