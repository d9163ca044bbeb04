// Warnings: one of a kind for each factory call.
import { COMMON_RULES, settingsOf } from '../../lib/handoff/common.js';
import { checkOptions } from '../../lib/handoff/options.js';
import { warnOnce } from '../../lib/handoff/warnings.js';
import { warningsDuring } from '../support/warnings.js';

test('one owner is warned of one thing once', async () => {
  const [first, second] = [{}, {}];
  const warnings = await warningsDuring(() => {
    warnOnce(first, 'one_thing', 'Mend it.');
    warnOnce(first, 'one_thing', 'Mend it.');
    warnOnce(first, 'other_thing', 'Mend that too.');
    warnOnce(second, 'one_thing', 'Mend it.', 'other_heading');
  });
  const page = 'See https://unpkg.com/express-partner-sso/docs/errors.md';
  expect(warnings.map(({ type, code, message }) => [type, code, message])).toEqual([
    ['PartnerSsoWarning', 'PARTNER_SSO_ONE_THING', `Mend it. ${page}#partner_sso_one_thing`],
    ['PartnerSsoWarning', 'PARTNER_SSO_OTHER_THING', `Mend that too. ${page}#partner_sso_other_thing`],
    ['PartnerSsoWarning', 'PARTNER_SSO_ONE_THING', `Mend it. ${page}#other_heading`],
  ]);
});

test.each([
  [true, 1],
  [false, 0],
  [undefined, 0],
])('allowInsecure: %p brings %i warnings', async (allowInsecure, count) => {
  const warnings = await warningsDuring(() => settingsOf({ allowInsecure }));
  expect(warnings).toHaveLength(count);
  if (count === 1) expect(warnings[0]?.code).toBe('PARTNER_SSO_INSECURE_URLS');
});

test('a configuration that is refused warns of nothing', async () => {
  const warnings = await warningsDuring(() => {
    expect(() => {
      checkOptions('tiny', { allowInsecure: true, timeoutMs: -1 }, COMMON_RULES);
    }).toThrow('timeoutMs');
  });
  expect(warnings).toEqual([]);
});
