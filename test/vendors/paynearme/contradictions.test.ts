/** Options of PayNearMe that miss or contradict one another: each problem names its option and says what to do. */

import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import { errorOf } from '../../support/vendor-host.js';
import { warningsDuring } from '../../support/warnings.js';

const KEY = { secretKey: 'a-key-that-is-long-enough-0123456789' };
const OAUTH = { oauth: { tokenUrl: 'https://a.example/token', clientId: 'i', clientSecret: 's' } };
const PLACE = { environment: 'sandbox' };
const OWN_PLACE = { apiUrl: 'https://a.example/json-api', portalHosts: ['b.example'] };

/** What is told of these options, by option. */
async function told(options: object): Promise<Readonly<Record<string, string>>> {
  const { problems } = await errorOf(() => paynearmeAgentSso({ siteIdentifier: 'S1', agentRole: 'agent', ...options }));
  return Object.fromEntries(problems.map(({ option, message }) => [option, message]));
}

test.each<[string, object, Readonly<Record<string, RegExp>>]>([
  ['nothing that proves who calls', PLACE, { secretKey: /missing.*secret key.*`oauth`/ }],
  ['a key beside an OAuth client', { ...PLACE, ...KEY, ...OAUTH }, { oauth: /beside `secretKey`.*Give one/ }],
  ['an OAuth client that is a word', { ...PLACE, oauth: 'x' }, { oauth: /object with tokenUrl, clientId and client/ }],
  ['an OAuth client that is null', { ...PLACE, oauth: null }, { oauth: /object with tokenUrl, clientId and client/ }],
  [
    'an OAuth client that is empty',
    { ...PLACE, oauth: {} },
    { 'oauth.tokenUrl': /PayNearMe/, 'oauth.clientId': /PayNearMe/, 'oauth.clientSecret': /PayNearMe/ },
  ],
  ['no place to call', KEY, { environment: /missing.*'sandbox' or 'production'.*`apiUrl`/ }],
  ['two places to call', { ...KEY, ...PLACE, ...OWN_PLACE }, { environment: /beside `apiUrl`.*one or the other/ }],
  [
    'an API beside an environment',
    { ...KEY, ...PLACE, apiUrl: OWN_PLACE.apiUrl },
    { environment: /beside/, portalHosts: /missing/ },
  ],
  [
    'hosts beside an environment',
    { ...KEY, ...PLACE, portalHosts: ['b.example'] },
    { environment: /beside/, apiUrl: /missing/ },
  ],
  ['hosts without an API', { ...KEY, portalHosts: ['b.example'] }, { apiUrl: /missing beside `portalHosts`/ }],
  ['an API without hosts', { ...KEY, apiUrl: OWN_PLACE.apiUrl }, { portalHosts: /missing beside `apiUrl`.*`sso_url`/ }],
])('%s', async (_what, options, expected) => {
  const problems = await told(options);
  expect(Object.keys(problems).sort()).toEqual(Object.keys(expected).sort());
  for (const [option, words] of Object.entries(expected)) expect(problems[option]).toMatch(words);
});

test('one way to prove it and one place to call are enough', () => {
  for (const proof of [KEY, OAUTH]) {
    for (const place of [PLACE, OWN_PLACE]) {
      const options = { siteIdentifier: 'S1', agentRole: 'agent', ...proof, ...place };
      expect(() => paynearmeAgentSso(options as never)).not.toThrow();
    }
  }
});

test('a token server without https is one more problem, unless insecure URLs are let through', async () => {
  const options = { ...PLACE, oauth: { ...OAUTH.oauth, tokenUrl: 'http://a.example/token' } };
  expect(Object.keys(await told(options))).toEqual(['oauth.tokenUrl']);
  const insecure = { siteIdentifier: 'S1', agentRole: 'agent', ...options, allowInsecure: true };
  await warningsDuring(() => {
    expect(() => paynearmeAgentSso(insecure as never)).not.toThrow();
  });
});
