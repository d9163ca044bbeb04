// What PayNearMe answers as `sso_url`: followed to the letter where it leads to the portal, else to no place at all.

import { startFakeVendor } from '../support/fake-vendor.js';
import type { FakeVendor } from '../support/fake-vendor.js';
import { okReply } from '../support/paynearme-vendor.js';
import { TRICKY_URLS } from '../support/tricky-urls.js';
import { VERSIONS } from '../support/vendor-host.js';
import { ENTRIES } from '../refusals/entries.js';
import { hostOf } from '../refusals/host.js';
import { mayOpen, placeOf } from './careful-url.js';

const HOST = 'portal.example.com';
let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startFakeVendor(() => okReply());
});
afterEach(() => vendor.close());

const ways = ENTRIES.filter(({ vendor: name }) => name === 'paynearme');
const shown = (url: string): string => (url.length > 100 ? `${url.slice(0, 60)}… (${String(url.length)})` : url);
const CASES = TRICKY_URLS.map(({ url, opens }) => [shown(url), opens, url] as const);

test('there are enough of them, each once, and of both kinds', () => {
  expect(TRICKY_URLS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(TRICKY_URLS.map(({ url }) => url)).size).toBe(TRICKY_URLS.length);
  expect(TRICKY_URLS.filter(({ opens }) => opens).length).toBeGreaterThan(10);
});

test.each(CASES)('a careful look at %j: leads to the portal %p', (_shown, opens, url) => {
  expect(mayOpen(url, HOST)).toBe(opens);
  expect(opens ? placeOf(url)?.host : HOST).toBe(HOST);
});

describe.each(VERSIONS)('%s', (_version, make) => {
  test.each(CASES)('%j is followed: %p', async (_shown, opens, url) => {
    vendor.answering = () => okReply(url);
    for (const entry of ways) {
      const host = hostOf(entry, { url: vendor.url, make });
      const { status, headers, body } = await host.go();
      if (opens) {
        expect([status, headers['location']]).toEqual([302, url]);
        continue;
      }
      // An empty one is no answer at all.
      const code = url === '' ? 'vendor_invalid_response' : 'vendor_untrusted_url';
      expect([status, body]).toEqual([502, { code }]);
      expect(headers).not.toHaveProperty('location');
      expect(headers).not.toHaveProperty('refresh');
      expect(headers).not.toHaveProperty('set-cookie');
      if (url.length > 20) expect((host.errors[0] as Error).message).not.toContain(url);
    }
  });
});

test('a URL may be as long as servers on the way take it, and no longer', async () => {
  const [make] = VERSIONS.map(([, version]) => version);
  const [entry] = ways;
  if (make === undefined || entry === undefined) throw new Error('nothing to try');
  for (const [length, status] of [
    [8192, 302],
    [8193, 502],
  ] as const) {
    const url = `https://${HOST}/`.padEnd(length, 'a');
    vendor.answering = () => okReply(url);
    expect((await hostOf(entry, { url: vendor.url, make }).go()).status).toBe(status);
  }
});
