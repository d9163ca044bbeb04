// `sameSite: 'same-origin'` on every way to a partner: what another site brought about gets no token, and asks nobody.

import type { FakeVendor } from '../support/fake-vendor.js';
import { VERSIONS } from '../support/vendor-host.js';
import { LAUNCHES } from './entries.js';
import { startVendor } from './vendor.js';
import { watchedHost } from './watched.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startVendor();
});
afterEach(() => vendor.close());

const due = (name: string, method: 'get' | 'post'): number => (name === 'devhub' ? 200 : method === 'get' ? 302 : 303);

describe.each(VERSIONS)('%s', (_version, make) => {
  describe.each(LAUNCHES)('$name', (entry) => {
    test.each(['cross-site', 'same-site', 'Same-Origin', 'none, cross-site', '', 'x'])(
      'Sec-Fetch-Site: %j is refused, by get and by post',
      async (site) => {
        for (const method of ['get', 'post'] as const) {
          const host = watchedHost(entry, vendor.url, make, { sameSite: 'same-origin' });
          const { status, headers, body } = await host.go({ method, headers: { 'sec-fetch-site': site } });
          expect([status, body, headers['cache-control']]).toEqual([403, { code: 'cross_site_refused' }, 'no-store']);
          expect(headers).not.toHaveProperty('location');
          expect(host.events).toEqual([expect.objectContaining({ outcome: 'refused', code: 'cross_site_refused' })]);
          expect([host.called(), vendor.requests]).toEqual([[], []]);
        }
      },
    );

    test.each(['same-origin', 'none', undefined])('Sec-Fetch-Site: %p is let through', async (site) => {
      for (const method of ['get', 'post'] as const) {
        const host = watchedHost(entry, vendor.url, make, { sameSite: 'same-origin' });
        const headers = site === undefined ? {} : { 'sec-fetch-site': site };
        expect((await host.go({ method, headers })).status).toBe(due(entry.vendor, method));
      }
    });

    test('without the option, and with any, every site is let through', async () => {
      for (const options of [{}, { sameSite: 'any' as const }]) {
        const host = watchedHost(entry, vendor.url, make, options);
        const { status } = await host.go({ headers: { 'sec-fetch-site': 'cross-site' } });
        expect(status).toBe(due(entry.vendor, 'get'));
      }
    });
  });
});
