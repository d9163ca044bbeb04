// A short HMAC key is warned of, once for each factory, and neither it nor its length is told.
import type { Request } from 'express';
import { settingsOf } from '../../lib/handoff/common.js';
import { Secret } from '../../lib/handoff/secret.js';
import type { SecretOption } from '../../lib/handoff/secret.js';
import type { CheckedUser } from '../../lib/handoff/user.js';
import { warningsDuring } from '../support/warnings.js';

const SHORT = 'hunter2-hunter2-hunter2-hunter2'; // 31 bytes
const LONG = `${SHORT}!`;
const HMAC = { hmac: 'Ask for a longer one.' };
const make = (source: SecretOption, use = HMAC, settings = settingsOf({})): Secret =>
  new Secret(source, 'ssoKey', 'tiny', settings, use);
const req = {} as unknown as Request;

test('one of 31 bytes brings a warning at construction, one of 32 does not', async () => {
  const [warning, ...more] = await warningsDuring(() => make(SHORT));
  expect(more).toEqual([]);
  expect(warning).toEqual({
    type: 'PartnerSsoWarning',
    code: 'PARTNER_SSO_SHORT_KEY',
    message: expect.stringMatching(/^tiny: `ssoKey` is shorter than 32 bytes\. Ask for a longer one\. See /),
  });
  expect(await warningsDuring(() => make(LONG))).toEqual([]);
});

test.each<[string, SecretOption, number]>([
  ['text is measured as UTF-8: 16 letters of two bytes', 'ж'.repeat(16), 0],
  ['text is measured as UTF-8: 15 of them', 'ж'.repeat(15), 1],
  ['32 bytes', new Uint8Array(32).fill(7), 0],
  ['31 bytes', new Uint8Array(31).fill(7), 1],
  ['a part of a greater buffer', Buffer.alloc(64, 7).subarray(0, 31), 1],
])('%s', async (_what, source, count) => {
  expect(await warningsDuring(() => make(source))).toHaveLength(count);
});

test.each<[string, SecretOption]>([
  ['without parameters', () => SHORT],
  ['with parameters', (_req: Request, _user: CheckedUser) => Promise.resolve(Buffer.from(SHORT))],
])('one out of a function %s is warned of at its first use, and once', async (_how, source) => {
  let secret: Secret | undefined;
  expect(await warningsDuring(() => (secret = make(source)))).toEqual([]);
  const warnings = await warningsDuring(async () => {
    for (let use = 0; use < 3; use += 1) await secret?.bytes(req, { id: '7' });
  });
  expect(warnings.map(({ code }) => code)).toEqual(['PARTNER_SSO_SHORT_KEY']);
  expect(warnings[0]?.message).not.toMatch(/hunter2|31/);
});

test('two short keys of one factory are warned of once, those of two factories twice', async () => {
  const settings = settingsOf({});
  const warnings = await warningsDuring(() => {
    make(SHORT, HMAC, settings);
    make(SHORT, HMAC, settings);
    make(SHORT);
  });
  expect(warnings).toHaveLength(2);
});

test('a secret that signs nothing may be short', async () => {
  const warnings = await warningsDuring(() => new Secret('short', 'clientSecret', 'tiny', settingsOf({})).text());
  expect(warnings).toEqual([]);
});
