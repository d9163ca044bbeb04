/** How PayNearMe's OAuth client proves itself: by HTTP Basic, by the form where that is refused, and how long that is remembered. */

import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { TOKEN, answers, bearer, okReply, tokenReply } from '../../support/paynearme-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, errorOf } from '../../support/vendor-host.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = tidy(await startFakeVendor(answers()));
});
const sso = (options: Partial<PaynearmeAgentSsoOptions> = {}): ReturnType<typeof paynearmeAgentSso> =>
  paynearmeAgentSso({ ...bearer(vendor), ...options });

/** Of each token call so far, whether the secret was in its form. */
const inForm = (): boolean[] =>
  vendor.requests.filter(({ path }) => path === TOKEN).map(({ fields }) => fields['client_secret'] !== undefined);
let time: number;
/** Three calls, each with a new token. */
async function threeTokens(): Promise<void> {
  time = 1_700_000_000_000;
  const handler = sso({ now: () => time });
  for (let call = 0; call < 3; call += 1) {
    await handler.createUrl(JANE).catch(() => undefined);
    time += 3_600_000;
  }
}

test('by Basic where the server takes it', async () => {
  await threeTokens();
  expect(inForm()).toEqual([false, false, false]);
});

test('by the form where the server refuses Basic and takes the form', async () => {
  vendor.answering = ({ path, headers }, count) => {
    if (path !== TOKEN) return okReply();
    return headers['authorization'] ? { status: 401 } : tokenReply(count);
  };
  await threeTokens();
  expect(inForm()).toEqual([false, true, true, true]);
  expect(vendor.requests.filter(({ headers, path }) => path === TOKEN && 'authorization' in headers)).toHaveLength(1);
});

test('where the server takes neither, the next token begins with Basic again', async () => {
  vendor.answering = ({ path }) => (path === TOKEN ? { status: 401 } : okReply());
  await threeTokens();
  expect(inForm()).toEqual([false, true, false, true, false, true]);
});

test.each([
  ['an unknown scope', { status: 400, body: { error: 'invalid_scope' } }],
  ['a server that has failed', { status: 500 }],
  ['a client that is forbidden', { status: 403, body: { error: 'unauthorized_client' } }],
])('%s says nothing against Basic', async (_what, reply) => {
  vendor.answering = ({ path }) => (path === TOKEN ? reply : okReply());
  await errorOf(() => sso().createUrl(JANE));
  expect(inForm()).toEqual([false]);
});

test('a 400 without a reason may be meant against Basic', async () => {
  vendor.answering = ({ path }) => (path === TOKEN ? { status: 400, body: 'Bad Request' } : okReply());
  await errorOf(() => sso().createUrl(JANE));
  expect(inForm()).toEqual([false, true]);
});
