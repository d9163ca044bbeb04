/** A function of Cheetah's client secret serves all requests: it gets nothing of any, whatever it declares, and its answer is kept. */

import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import { wellBehaved } from '../../support/cheetah-host.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, SAM, aRequest } from '../../support/vendor-host.js';

test.each(['access_token', 'client_credentials'] as const)('with %s', async (authentication) => {
  const vendor = tidy(await startFakeVendor(wellBehaved));
  const asked: unknown[] = [];
  const clientSecret = (req?: unknown, user?: unknown): string => {
    asked.push(req, user);
    return 'client-secret-value';
  };
  // A parameter that is declared, as in per-request options.
  const declared = Object.defineProperty(clientSecret, 'length', { value: 2 });
  const options = { baseUrl: vendor.url, clientId: 'client-id', clientSecret: declared, authentication };
  const handler = cheetahMemberState(options);
  for (const user of [JANE, SAM]) await handler.fetchMember(user, aRequest());
  expect(asked).toStrictEqual([undefined, undefined]);
});
