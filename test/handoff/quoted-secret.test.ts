// A secret that kept its quotation marks is warned of, once for each factory, and used as it is; an id that kept them is refused.
import type { Request } from 'express';
import { isId } from '../../lib/handoff/checks.js';
import { settingsOf } from '../../lib/handoff/common.js';
import { Secret } from '../../lib/handoff/secret.js';
import type { SecretOption } from '../../lib/handoff/secret.js';
import type { CheckedUser } from '../../lib/handoff/user.js';
import { warningsDuring } from '../support/warnings.js';

const QUOTED = '"hunter2"';
const make = (source: SecretOption): Secret => new Secret(source, 'clientSecret', 'tiny', settingsOf({}));
const req = {} as unknown as Request;

test('it is named with the fix, not shown, and used as it is', async () => {
  let secret: Secret | undefined;
  const warnings = await warningsDuring(() => (secret = make(QUOTED)));
  expect(warnings).toEqual([
    {
      type: 'PartnerSsoWarning',
      code: 'PARTNER_SSO_QUOTED_SECRET',
      message: expect.stringMatching(
        /^tiny: `clientSecret` has quotation marks around it, .* Take them off, unless .* See .*#partner_sso_quoted_secret$/,
      ),
    },
  ]);
  expect(warnings[0]?.message).not.toContain('hunter2');
  expect(await secret?.text()).toBe(QUOTED);
});

test.each<[string, SecretOption, number]>([
  ['apostrophes', "'hunter2'", 1],
  ['backticks', '`hunter2`', 1],
  ['nothing between the marks', '""', 1],
  ['bytes of text', Buffer.from(QUOTED), 1],
  ['bytes that only happen to begin and end so', Uint8Array.of(34, 7, 200, 34), 0],
  ['two sorts of marks', `"hunter2'`, 0],
  ['a mark at the beginning', '"hunter2', 0],
  ['a mark at the end', 'hunter2"', 0],
  ['a mark alone', '"', 0],
  ['marks within', 'hunt"er"2', 0],
])('%s', async (_what, source, count) => {
  expect(await warningsDuring(() => make(source))).toHaveLength(count);
});

test.each<[string, SecretOption]>([
  ['without parameters', () => QUOTED],
  ['with parameters', (_req: Request, _user: CheckedUser) => Promise.resolve(QUOTED)],
])('one out of a function %s is warned of at its first use, and once', async (_how, source) => {
  let secret: Secret | undefined;
  expect(await warningsDuring(() => (secret = make(source)))).toEqual([]);
  const warnings = await warningsDuring(async () => {
    for (let use = 0; use < 3; use += 1) await secret?.bytes(req, { id: '7' });
  });
  expect(warnings.map(({ code }) => code)).toEqual(['PARTNER_SSO_QUOTED_SECRET']);
});

test('an id with quotation marks around it is refused, one with a mark in it is not', () => {
  expect(isId('"S1"', {})).toBe('has quotation marks around it. Take them off');
  expect(isId(' S1', {})).toContain('white space');
  expect(["S'1", `"S1'`, 'S1'].map((id) => isId(id, {}))).toEqual([undefined, undefined, undefined]);
});
