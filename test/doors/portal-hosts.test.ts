// Which hosts may be listed as a portal's, and that each lets through nothing but itself.

import { paynearmeAgentSso } from '../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../lib/vendors/paynearme/index.js';
import { startFakeVendor } from '../support/fake-vendor.js';
import type { FakeVendor } from '../support/fake-vendor.js';
import { okReply, signed } from '../support/paynearme-vendor.js';
import { TRICKY_URLS } from '../support/tricky-urls.js';
import { JANE, errorOf, problemsOf } from '../support/vendor-host.js';
import { TRICKY_HOSTS } from './tricky-hosts.js';

let vendor: FakeVendor;
beforeAll(async () => {
  vendor = await startFakeVendor(() => okReply());
});
afterAll(() => vendor.close());
const sso = (...hosts: unknown[]): ReturnType<typeof paynearmeAgentSso> =>
  paynearmeAgentSso({ ...signed(vendor), portalHosts: hosts } as PaynearmeAgentSsoOptions);

const refused = TRICKY_HOSTS.filter(({ opens }) => opens === undefined).map(({ host }) => host);
const taken = TRICKY_HOSTS.flatMap(({ host, opens }) => (opens === undefined ? [] : [[host, opens] as const]));

test.each(refused.map((host) => [String(host).slice(0, 40), host]))('%j is refused', async (_shown, host) => {
  expect(await problemsOf(() => sso(host))).toEqual(['portalHosts']);
  // One that is wrong is not saved by one that is right.
  expect(await problemsOf(() => sso('portal.example.com', host))).toEqual(['portalHosts']);
});

test.each(TRICKY_URLS.filter(({ url }) => /[^a-z.]/i.test(url) && url !== '').map(({ url }) => url.slice(0, 80)))(
  'the URL %j is no host',
  async (url) => {
    expect(await problemsOf(() => sso(url))).toEqual(['portalHosts']);
  },
);

describe.each(taken)('%s', (host, opens) => {
  test(`lets ${opens} through`, async () => {
    vendor.answering = () => okReply(opens);
    expect(await sso(host).createUrl(JANE)).toBe(opens);
  });

  test.each([
    'evil.example',
    `evil.example:8443`,
    'portal.example.com.evil.example',
    'localhost',
    '[::1]',
    '127.0.0.2',
  ])('does not let %s through', async (other) => {
    vendor.answering = () => okReply(`https://${other}/sso`);
    expect(await errorOf(() => sso(host).createUrl(JANE))).toMatchObject({ code: 'vendor_untrusted_url' });
  });
});
