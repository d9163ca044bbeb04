// What a host's own function throws or rejects with: it reaches next() as it is (on Cheetah the page goes on), once.
// A rejection that nobody handles fails a test by itself: jest listens for it.

import type { FakeVendor } from '../support/fake-vendor.js';
import { JANE, VERSIONS } from '../support/vendor-host.js';
import { warningsDuring } from '../support/warnings.js';
import { ENTRIES, SECRET } from './entries.js';
import { THROWN, WAYS, functionsOf, isNoError } from './host-functions.js';
import { hostOf } from './host.js';
import { startVendor } from './vendor.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startVendor();
});
afterEach(() => vendor.close());

const ALL = ENTRIES.flatMap((entry) => functionsOf(entry, 'http://127.0.0.1:1')).map(({ entry, name, atOnce }) => ({
  ...{ at: entry.name, entry, name, atOnce },
}));
const CASES = ALL.flatMap((row) => [{ ...row, way: 'throws' }, ...(row.atOnce ? [] : [{ ...row, way: 'rejects' }])]);

/** What stands in an answer that carries a token. */
const TOKENS = ['token=', 'oauth_signature', 'member-42', 'refresh-42', 'integration-1', SECRET];

describe.each(VERSIONS)('%s', (_version, make) => {
  test.each(CASES)('$at: $name $way', async ({ entry, name, way }) => {
    for (const value of THROWN) {
      const found = functionsOf(entry, vendor.url).find((each) => each.name === name);
      const fail = WAYS[way]?.(value);
      if (found === undefined || fail === undefined) throw new Error('no such function');
      let host = hostOf(entry, { url: vendor.url, make });
      let answer = await host.go().timeout(10_000);
      const asEver = answer.status;
      const { length: calls } = vendor.requests;

      const warnings = await warningsDuring(async () => {
        host = hostOf(entry, { url: vendor.url, make, options: found.options(fail) });
        answer = await host.go().timeout(10_000);
      });
      const { status, text, headers, body } = answer;
      const carried = TOKENS.filter((token) => (text + JSON.stringify(headers)).includes(token));
      expect(headers['cache-control']).toBe('no-store');
      expect(host.ends()).toBe(1);
      if (found.fate === 'goes on') {
        expect(status).toBe(asEver);
        expect(host.errors).toEqual([]);
        expect(warnings.map(({ code }) => code)).toContain(
          name === 'nonce' ? 'PARTNER_SSO_HOST_ERROR' : 'PARTNER_SSO_ON_HANDOFF_FAILED',
        );
        continue;
      }
      expect(carried).toEqual([]);
      expect(headers).not.toHaveProperty('location');
      expect(vendor.requests.slice(calls).filter(({ path }) => path.endsWith('sso'))).toEqual([]);
      if (found.fate === 'host_error') {
        expect(status).toBe(200);
        expect(entry.gives === 'json' ? body : body.stellar_member_state).toMatchObject({
          ...{ access_token: '', refresh_token: '', sso_error: 'host_error', short_name: JANE.firstName },
        });
        expect(host.nexts).toEqual(entry.gives === 'json' ? [] : [undefined]);
        expect(warnings.map(({ code }) => code)).toContain('PARTNER_SSO_HOST_ERROR');
        expect(JSON.stringify(warnings)).not.toContain('mine');
        if (name !== 'now')
          expect(host.events).toEqual([expect.objectContaining({ outcome: 'degraded', code: 'host_error' })]);
        continue;
      }
      expect(status).toBe(500);
      expect(host.nexts).toHaveLength(1);
      expect(host.errors).toHaveLength(1);
      if (isNoError(value)) {
        expect(host.errors[0]).toBeInstanceOf(Error);
        expect((host.errors[0] as Error).cause).toBe(value);
      } else {
        expect(host.errors[0]).toBe(value);
      }
      // Without a clock there is no time to tell.
      if (name === 'now') continue;
      expect(host.events).toEqual([expect.objectContaining({ vendor: entry.vendor, outcome: 'failed' })]);
      expect(host.events[0]).not.toHaveProperty('code');
    }
  });
});

test('a nonce that is a promise which is rejected costs the nonce, not the process', async () => {
  const [make] = VERSIONS.map(([, version]) => version);
  for (const entry of ENTRIES.filter(({ gives }) => gives === 'locals')) {
    const options = { nonce: WAYS['rejects']?.(new Error('mine')) as () => never };
    await warningsDuring(async () => {
      const host = hostOf(entry, { url: vendor.url, make: make as NonNullable<typeof make>, options });
      expect((await host.go()).status).toBe(200);
      expect(host.ends()).toBe(1);
    });
    // The rejection is noticed by the process when all of this has happened.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
});
