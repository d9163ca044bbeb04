// A vendor that is left alone: refused at once with `Retry-After` on every way in that calls one, and degraded on Cheetah's.

import { STATUS_CODES } from 'node:http';
import type { FakeVendor } from '../support/fake-vendor.js';
import { JANE, VERSIONS } from '../support/vendor-host.js';
import { warningsDuring } from '../support/warnings.js';
import { ENTRIES } from './entries.js';
import { hostOf } from './host.js';
import type { Handling } from './host.js';
import { answering, startVendor } from './vendor.js';

let vendor: FakeVendor;
beforeAll(() => jest.spyOn(console, 'error').mockImplementation());
afterAll(() => jest.restoreAllMocks());
beforeEach(async () => {
  vendor = await startVendor();
  vendor.answering = answering({ status: 500 });
});
afterEach(() => vendor.close());

const callers = ENTRIES.filter(({ vendor: name }) => name === 'cheetah' || name === 'paynearme');

describe.each(VERSIONS)('%s', (_version, make) => {
  describe.each<Handling>(['default', 'host'])('under the error handler: %s', (handling) => {
    test.each(callers)('$name', async (entry) => {
      await warningsDuring(async () => {
        const host = hostOf(entry, { url: vendor.url, make, handling });
        // Each failure is another user's, since Cheetah remembers one for a while.
        for (let id = 0; id < 5; id += 1) await host.go({ user: { ...JANE, id } });
        const { length } = vendor.requests;
        vendor.answering = answering();
        const { status, headers, text, body } = await host.go({ user: { ...JANE, id: 5 } });
        expect(vendor.requests).toHaveLength(length);
        expect(headers['cache-control']).toBe('no-store');
        expect(headers).not.toHaveProperty('location');
        const outcome = entry.vendor === 'cheetah' ? 'degraded' : 'failed';
        expect(host.events.at(-1)).toMatchObject({ outcome, code: 'vendor_unavailable', userId: '5' });
        if (entry.vendor === 'cheetah') {
          const state = entry.gives === 'json' ? body : body.stellar_member_state;
          expect([status, state.sso_error, headers['retry-after']]).toEqual([200, 'vendor_unavailable', undefined]);
          return;
        }
        expect(status).toBe(503);
        expect(headers['retry-after']).toMatch(/^[1-5]$/);
        if (handling === 'default') expect(text).toContain(`<pre>${String(STATUS_CODES[503])}</pre>`);
        else expect(body).toEqual({ code: 'vendor_unavailable' });
      });
    });
  });
});
