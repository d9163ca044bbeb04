// One server that is Cheetah and PayNearMe at once, and says the same to each call, so that two answers can be compared.

import { TOKEN_PATH, memberReply, tokenReply } from '../support/cheetah-host.js';
import { startFakeVendor } from '../support/fake-vendor.js';
import type { Answering, FakeVendor, Reply } from '../support/fake-vendor.js';
import { okReply } from '../support/paynearme-vendor.js';

/** Both behave, but for what `reply` says to the call itself. */
export const answering =
  (reply?: Reply): Answering =>
  ({ path, fields }) => {
    if (path === TOKEN_PATH) return tokenReply(1);
    return reply ?? (path.startsWith('/json-api') ? okReply() : memberReply(fields['integration_id']));
  };

/** Starts it; it behaves. */
export const startVendor = (): Promise<FakeVendor> => startFakeVendor(answering());
