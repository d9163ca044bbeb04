// No token without a wish: HEAD, OPTIONS, prefetch and prerender on every way to a partner.

import type { FakeVendor } from '../support/fake-vendor.js';
import { JANE, VERSIONS } from '../support/vendor-host.js';
import { warningsDuring } from '../support/warnings.js';
import { ENTRIES, LAUNCHES } from './entries.js';
import { startVendor } from './vendor.js';
import { watchedHost, watchers } from './watched.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startVendor();
});
afterEach(() => vendor.close());

/** How a browser says that nobody has clicked yet. The names of headers have no case; the words come in any. */
const GUESSES: readonly (readonly [string, string])[] = [
  ['Sec-Purpose', 'prefetch'],
  ['Sec-Purpose', 'prefetch;prerender'],
  ['Sec-Purpose', 'prefetch; prerender'],
  ['Sec-Purpose', 'prefetch;anonymous-client-ip'],
  ['Sec-Purpose', 'prefetch;prerender;anonymous-client-ip'],
  ['Sec-Purpose', 'prerender'],
  ['sec-purpose', 'PREFETCH;PRERENDER'],
  ['SEC-PURPOSE', '"prefetch"'],
  ['Purpose', 'prefetch'],
  ['purpose', 'Prefetch'],
  ['Purpose', 'prerender'],
  ['Purpose', 'preview'],
  ['X-Purpose', 'preview'],
  ['X-Purpose', 'prefetch'],
  ['X-Moz', 'prefetch'],
  ['x-moz', 'Prefetch'],
];

describe.each(VERSIONS)('%s', (_version, make) => {
  describe.each(LAUNCHES)('$name', (entry) => {
    test.each(GUESSES)('%s: %s gets 503, no token, and asks nobody', async (header, value) => {
      for (const method of ['get', 'post'] as const) {
        const host = watchedHost(entry, vendor.url, make);
        const { status, headers, body } = await host.go({ method, headers: { [header]: value } });
        expect([status, body, headers['cache-control']]).toEqual([503, { code: 'prefetch_refused' }, 'no-store']);
        expect(headers).not.toHaveProperty('location');
        expect(headers).not.toHaveProperty('retry-after');
        expect(host.events).toEqual([expect.objectContaining({ outcome: 'refused', code: 'prefetch_refused' })]);
        expect([host.called(), vendor.requests]).toEqual([[], []]);
      }
    });

    test('a click on the same link gets its token, and all of them are asked', async () => {
      const host = watchedHost(entry, vendor.url, make);
      const { status } = await host.go({ headers: { 'sec-purpose': '', purpose: 'navigation' } });
      expect(status).toBe(entry.vendor === 'devhub' ? 200 : 302);
      expect(host.called()).toEqual(Object.keys(watchers(entry)));
    });
  });

  describe.each(ENTRIES.filter(({ gives }) => gives !== 'locals'))('$name', (entry) => {
    test('HEAD gets 204 and nothing else, signed in or not, prefetched or not', async () => {
      for (const user of [JANE, null]) {
        for (const headers of [{}, { 'sec-purpose': 'prefetch' }]) {
          const host = watchedHost(entry, vendor.url, make);
          const answer = await host.go({ method: 'head', user, headers });
          expect([answer.status, answer.headers['cache-control'], answer.text]).toEqual([204, 'no-store', undefined]);
          expect(answer.headers).not.toHaveProperty('location');
          expect([host.called(), vendor.requests, host.events, host.nexts]).toEqual([[], [], [], []]);
        }
      }
    });
  });

  // Whoever mounts the JSON by itself chooses its method; the router has it for GET alone.
  const routes = ENTRIES.filter(({ gives, path }) => gives === 'launch' || path !== '/go');
  test.each(routes)('$name: OPTIONS makes no token and asks nobody', async (entry) => {
    const host = watchedHost(entry, vendor.url, make);
    const { headers } = await host.go({ method: 'options' });
    expect(headers).not.toHaveProperty('location');
    expect([host.called(), vendor.requests, host.events, host.errors]).toEqual([[], [], [], []]);
  });

  test.each(ENTRIES.filter(({ gives }) => gives !== 'launch'))(
    '$name is got ready for a prerender as ever: it sends nobody on',
    async (entry) => {
      await warningsDuring(async () => {
        const asEver = await watchedHost(entry, vendor.url, make).go();
        const host = watchedHost(entry, vendor.url, make);
        const { status, body } = await host.go({ headers: { 'sec-purpose': 'prefetch;prerender' } });
        expect([status, body]).toEqual([200, asEver.body]);
        expect(host.errors).toEqual([]);
      });
    },
  );
});
