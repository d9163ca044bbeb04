/** What the developer is warned of when a page goes on without its member: the code, our own words, and none of the vendor's or host's. */

import type { CheetahMemberStateOptions } from '../../../lib/vendors/cheetah/index.js';
import { withoutLink } from '../../../lib/handoff/docs-link.js';
import { Browser, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE } from '../../support/vendor-host.js';
import { warningsDuring } from '../../support/warnings.js';
import type { Warning } from '../../support/warnings.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = tidy(await startFakeVendor(wellBehaved));
});

/** The warnings of three pages, each of another user like this one. */
async function warningsFor(user: object, options: Partial<CheetahMemberStateOptions> = {}): Promise<Warning[]> {
  const host = tidy(await startCheetahHost({ baseUrl: vendor.url, timeoutMs: 60_000, ...options }));
  return warningsDuring(async () => {
    for (let page = 1; page <= 3; page += 1) {
      expect((await new Browser(host, { ...user, id: page }).state()).sso_error).not.toBe('');
    }
  });
}

test.each<[string, object, Partial<CheetahMemberStateOptions>, RegExp]>([
  ['user_incomplete', { firstName: 'Jane' }, {}, /The user's `email` is missing\. Fix the account/],
  ['email_unverified', { ...JANE, emailVerified: false }, { requireVerifiedEmail: true }, /e-mail/],
  ['not_allowed', JANE, { allow: () => false }, /`allow`/],
  ['request_invalid', JANE, { fields: () => ({ email: 'x' }) }, /`fields` returned `email`/],
  ['config_invalid', JANE, { clientSecret: () => '' }, /`clientSecret`/],
])('%s is warned of once, in the words of its error, which say what to fix', async (code, user, options, words) => {
  const warnings = await warningsFor(user, options);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]?.code).toBe(`PARTNER_SSO_CHEETAH_${code.toUpperCase()}`);
  expect(warnings[0]?.message).toContain(`A page went on without its member (${code}). `);
  expect(warnings[0]?.message).toMatch(words);
  // One link, to what is told of the code.
  expect(warnings[0]?.message.match(/https:\S+/g)).toEqual([expect.stringMatching(new RegExp(`#${code}$`))]);
});

test.each([
  ['vendor_rejected', { status: 422, body: { error: 'words of the vendor' } }],
  ['vendor_failed', { status: 500, body: { error: 'words of the vendor' } }],
])(
  '%s is warned of by its code, and where to read what the vendor said: that stays out of the log',
  async (code, reply) => {
    vendor.answering = () => reply;
    const [warning, ...others] = await warningsFor(JANE);
    expect(others).toEqual([]);
    expect(withoutLink(warning?.message ?? '')).toBe(
      `A page went on without its member (${code}). Cheetah said why: \`npx express-partner-sso doctor\` asks it with your keys, and \`fetchMember(user, req)\` rejects with its words.`,
    );
  },
);

test('what a function of the host throws is warned of as such, and not as a failure of Cheetah', async () => {
  const allow = (): never => {
    throw new RangeError('words of the host');
  };
  const warnings = await warningsFor(JANE, { allow });
  expect(warnings.map(({ code }) => code)).toEqual(['PARTNER_SSO_HOST_ERROR']);
  expect(warnings[0]?.message).toContain('RangeError');
  expect(warnings[0]?.message).not.toContain('words of the host');
});

test('each kind of failure has a warning of its own, though one came before', async () => {
  const host = tidy(
    await startCheetahHost({ baseUrl: vendor.url, timeoutMs: 60_000, allow: (_req, { id }) => id !== '2' }),
  );
  const warnings = await warningsDuring(async () => {
    for (const user of [{ id: 1 }, { ...JANE, id: 2 }, { id: 3 }]) await new Browser(host, user).state();
  });
  expect(warnings.map(({ code }) => code)).toEqual([
    'PARTNER_SSO_CHEETAH_USER_INCOMPLETE',
    'PARTNER_SSO_CHEETAH_NOT_ALLOWED',
  ]);
});
