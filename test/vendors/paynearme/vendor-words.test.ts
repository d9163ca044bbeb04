/** What PayNearMe says of an error: its words reach the developer, and nothing that the call held comes with them, short as it may be. */

import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor, Reply } from '../../support/fake-vendor.js';
import { SSO, TOKEN, answers, bearer, okReply, signed } from '../../support/paynearme-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, errorOf } from '../../support/vendor-host.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = tidy(await startFakeVendor(answers()));
});

const refusal = (...words: readonly string[]): Reply => ({ body: { status: 'error', errors: words } });
const short = { clientId: 'client-7', clientSecret: 'swordfish' };
const oauth = (): Partial<PaynearmeAgentSsoOptions> => ({
  ...bearer(vendor),
  oauth: { tokenUrl: vendor.url + TOKEN, ...short },
});

/** What a developer reads of a refusal. */
async function wordsOf(options: Partial<PaynearmeAgentSsoOptions>, user: object = JANE): Promise<readonly string[]> {
  const handler = paynearmeAgentSso({ ...signed(vendor), ...options });
  const error = await errorOf(() => handler.createUrl(user as typeof JANE));
  expect(error).toMatchObject({ code: 'vendor_rejected', vendor: 'paynearme' });
  return error.vendorErrors;
}

test('the key of a signed call is taken out of them, and the site id, which may be a key in the wrong place', async () => {
  // Long enough to be no reason for a warning, and nothing that looks like a key.
  const secretKey = 'sword fish '.repeat(3).trim();
  vendor.answering = answers(refusal(`${secretKey} at S-21553 is wrong`));
  expect(await wordsOf({ secretKey, siteIdentifier: 'S-21553' })).toEqual(['[redacted] at [redacted] is wrong']);
});

test('the token of a call by OAuth is taken out of them', async () => {
  vendor.answering = answers(refusal('bearer-1 is wrong'));
  expect(await wordsOf(oauth())).toEqual(['[redacted] is wrong']);
});

test("the agent's e-mail is taken out of them, also where it looks like nothing of the kind", async () => {
  const email = 'jane@a.example';
  const words = `${Buffer.from(email).toString('base64url')} is taken`;
  vendor.answering = answers(refusal(words));
  expect(await wordsOf({}, { ...JANE, email })).toEqual(['[redacted] is taken']);
  expect(await wordsOf({})).toEqual([words]);
});

test('the words of the token server are told, without what its call held', async () => {
  vendor.answering = ({ path }) =>
    path === TOKEN
      ? { status: 401, body: { error: 'invalid_client', error_description: 'client-7 with swordfish is unknown' } }
      : okReply();
  expect(await wordsOf(oauth())).toEqual(['invalid_client', '[redacted] with [redacted] is unknown']);
});

test.each<[string, () => Partial<PaynearmeAgentSsoOptions>, string]>([
  ['agentRole', () => ({ agentRole: () => new Promise(() => undefined) }), 'agent options'],
  ['parameters', () => ({ parameters: () => new Promise(() => undefined) }), 'parameters'],
  ['secretKey', () => ({ secretKey: () => new Promise(() => undefined) }), 'secretKey'],
  [
    'oauth.clientSecret',
    () => ({
      secretKey: undefined,
      oauth: { tokenUrl: vendor.url + TOKEN, clientId: 'a', clientSecret: () => new Promise(() => undefined) },
    }),
    'oauth.clientSecret',
  ],
])('where PayNearMe is not to blame since `%s` never returns, the error says so', async (_option, options, named) => {
  const handler = paynearmeAgentSso({ ...signed(vendor), ...options(), timeoutMs: 50 });
  const error = await errorOf(() => handler.createUrl(JANE));
  expect(error).toMatchObject({ name: 'TimeoutError', message: expect.stringContaining(named) as string });
  expect(vendor.count(SSO)).toBe(0);
});
