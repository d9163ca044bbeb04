/** A function of the OAuth client's secret serves all requests: it gets nothing of any, whatever it declares, and its answer is kept. */

import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import { CLIENT, TOKEN, answers, bearer, okReply, tokenReply } from '../../support/paynearme-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, SAM, aRequest, errorOf } from '../../support/vendor-host.js';

test('for each of two tokens', async () => {
  // Tokens that end at once, so that each call asks for one.
  const vendor = tidy(
    await startFakeVendor(({ path }, count) =>
      path === TOKEN ? { body: { ...bodyOf(count), expires_in: 1 } } : okReply(),
    ),
  );
  const asked: unknown[] = [];
  const clientSecret = (req?: unknown, user?: unknown): string => {
    asked.push(req, user);
    return CLIENT.clientSecret;
  };
  // A parameter that is declared, as in per-request options.
  const declared = Object.defineProperty(clientSecret, 'length', { value: 2 });
  let time = 1_700_000_000_000;
  const oauth = { tokenUrl: vendor.url + TOKEN, clientId: CLIENT.clientId, clientSecret: declared };
  const handler = paynearmeAgentSso({ ...bearer(vendor), oauth, now: () => time });
  for (const user of [JANE, SAM]) {
    await handler.createUrl(user, aRequest());
    time += 10_000;
  }
  expect(vendor.count(TOKEN)).toBe(2);
  expect(asked).toStrictEqual([undefined, undefined]);
});

test('that gives nothing is named as the option that it is', async () => {
  const vendor = tidy(await startFakeVendor(answers()));
  const oauth = { tokenUrl: vendor.url + TOKEN, clientId: CLIENT.clientId, clientSecret: () => '' };
  const error = await errorOf(() => paynearmeAgentSso({ ...bearer(vendor), oauth }).createUrl(JANE));
  expect(error).toMatchObject({ code: 'config_invalid' });
  expect(error.message).toContain('`oauth.clientSecret`');
  expect(vendor.requests).toEqual([]);
});

const bodyOf = (count: number): object => (tokenReply(count) as { body: object }).body;
