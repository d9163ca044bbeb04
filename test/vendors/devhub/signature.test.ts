/** DevHub's signature: the vectors of the Python library, oauth-sign, and the sandbox. */

import OAuth from 'oauth-1.0a';
import * as oauthSign from 'oauth-sign';
import { startSandbox } from '../../../lib/sandbox/index.js';
import { devhubSso } from '../../../lib/vendors/devhub/index.js';
import type { DevhubSsoOptions } from '../../../lib/vendors/devhub/index.js';
import { normalized, signWidgetUri } from '../../../lib/vendors/devhub/widget-uri.js';
import { oauthVectors } from '../../support/vector-files.js';
import { JANE } from '../../support/vendor-host.js';

const BASE = 'https://builder.example.com/sso/v2/widget.js';
const KEYS = { consumerKey: 'consumer-key', consumerSecret: 'consumer-secret' };
const sso = (options: Partial<DevhubSsoOptions> = {}): ReturnType<typeof devhubSso> =>
  devhubSso({ baseWidgetUri: BASE, ...KEYS, now: () => 1_400_000_000_999, randomNonce: () => '12345678', ...options });

const parametersOf = (uri: string): Record<string, string> => Object.fromEntries(new URL(uri).searchParams);

/** The signature as oauth-sign makes it from what stands in the URI. */
function independent(uri: string, secret = KEYS.consumerSecret): string {
  const { oauth_signature: _own, ...parameters } = parametersOf(uri);
  return oauthSign.hmacsign('GET', uri.split('?', 1)[0] ?? '', parameters, secret);
}

beforeAll(() => jest.spyOn(process, 'emitWarning').mockImplementation());
afterAll(() => jest.restoreAllMocks());

const python = oauthVectors.filter(({ id }) => id.startsWith('devhub-pyoauth-'));

test('there are vectors of the Python library', () => {
  expect(python.length).toBeGreaterThanOrEqual(4);
});

test.each(python.map((vector) => [vector.id, vector] as const))('%s', async (_id, vector) => {
  const given = new Map(vector.params);
  const uri = await devhubSso({
    baseWidgetUri: vector.url,
    consumerKey: vector.consumerKey,
    consumerSecret: vector.consumerSecret,
    siteIds: given.get('partner_site_ids')?.split(',') ?? [],
    now: () => Number(vector.timestamp) * 1000 + 999,
    randomNonce: () => vector.nonce,
    allowInsecure: true,
  }).createWidgetUri({
    id: given.get('partner_user_id') ?? '',
    email: given.get('email'),
    firstName: given.get('first_name'),
    lastName: given.get('last_name'),
  });
  expect(parametersOf(uri)).toEqual({ ...Object.fromEntries(given), oauth_signature: vector.expectedSignature });
  expect(new Set(uri.split('?')[1]?.split('&'))).toEqual(
    new Set(vector.referenceLibrary?.toUrl.split('?')[1]?.split('&')),
  );
});

test.each(python.map((vector) => [vector.id, vector] as const))('%s: the base string', (_id, vector) => {
  const parameters = Object.fromEntries(vector.params.filter(([name]) => !name.startsWith('oauth_')));
  const { consumerKey, consumerSecret, nonce } = vector;
  const timestamp = Number(vector.timestamp);
  const baseUri = normalized(vector.url);
  const signed = signWidgetUri({ baseUri, parameters, consumerKey, consumerSecret, nonce, timestamp });
  expect(signed.baseString).toBe(vector.expectedBaseString);
  expect(signed.parameters['oauth_signature']).toBe(vector.expectedSignature);
});

const NAMES = [
  'Mary Ann',
  'a+b',
  'Doe, Jr.',
  `"O'Brien"`,
  "~!*'()",
  '🎉 Ünïcödé 名前',
  '50% off',
  '100%',
  '%zz',
  'a&b=c;d',
  'tab\tand\nline',
  '<script>',
  'e\u0301 combining',
  '[]{}|\\^`',
  '/?#:@$',
];

describe('names', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());

  test.each(NAMES)('%j is signed as oauth-sign does, arrives whole, and the sandbox takes it', async (name) => {
    const user = { ...JANE, firstName: name, lastName: `${name}x` };
    const uri = await sso().createWidgetUri(user);
    expect(parametersOf(uri)).toMatchObject({ first_name: name, last_name: `${name}x`, partner_user_id: '42' });
    expect(parametersOf(uri)['oauth_signature']).toBe(independent(uri));
    // RFC 3986, and nothing else: no plus for a space, nothing reserved left bare.
    expect(uri.split('?')[1]).toMatch(/^(?:[A-Za-z0-9\-._~&=]|%[0-9A-F]{2})+$/);

    const answer = await fetch(await devhubSso(sandbox.options.devhub).createWidgetUri(user));
    expect(answer.status).toBe(200);
    expect(sandbox.attempts.at(-1)).toMatchObject({ verdict: 'accepted', request: { fields: { first_name: name } } });
  });

  test('half of a surrogate pair becomes the replacement character, and is signed as such', async () => {
    const uri = await sso().createWidgetUri({ ...JANE, firstName: 'half \ud83d' });
    expect(parametersOf(uri)['first_name']).toBe('half \ufffd');
    expect(parametersOf(uri)['oauth_signature']).toBe(independent(uri));
  });

  test.each(['', ' ', '\t', undefined])('a blank name (%j) is left out', async (name) => {
    const uri = await sso().createWidgetUri({ ...JANE, firstName: name, lastName: name });
    const own = Object.keys(parametersOf(uri)).filter((key) => !key.startsWith('oauth_'));
    expect(own.sort()).toEqual(['email', 'partner_user_id']);
    expect(parametersOf(uri)['oauth_signature']).toBe(independent(uri));
  });
});

test('a secret with reserved and other characters is escaped in the key', async () => {
  const consumerSecret = 'a&b c%20+ü🔑';
  const uri = await sso({ consumerSecret: () => Promise.resolve(consumerSecret) }).createWidgetUri(JANE);
  expect(parametersOf(uri)['oauth_signature']).toBe(independent(uri, consumerSecret));
  const bytes = await sso({ consumerSecret: Buffer.from(consumerSecret) }).createWidgetUri(JANE);
  expect(bytes).toBe(uri);
});

test('the protocol parameters are those of the Python library, and no oauth_token', async () => {
  const names = Object.keys(parametersOf(await sso().createWidgetUri(JANE))).filter((name) =>
    name.startsWith('oauth_'),
  );
  expect(names.sort()).toEqual([
    'oauth_consumer_key',
    'oauth_nonce',
    'oauth_signature',
    'oauth_signature_method',
    'oauth_timestamp',
    'oauth_version',
  ]);
});

test("oauth-1.0a gets a copy: the caller's parameters stay as they are, frozen or not", () => {
  const parameters = Object.freeze({ email: 'a@example.com', partner_user_id: '1' });
  const authorize = jest.spyOn(OAuth.prototype, 'authorize');
  const request = { baseUri: BASE, parameters, ...KEYS, nonce: 'n', timestamp: 1 };
  expect(signWidgetUri(request).parameters).toMatchObject(parameters);
  expect(authorize.mock.calls[0]?.[0].data).not.toBe(parameters);
  expect(parameters).toEqual({ email: 'a@example.com', partner_user_id: '1' });
  authorize.mockRestore();
});
