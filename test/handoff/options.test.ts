// Options are checked whole, and every problem is told at once, with the fix and without the value.
import { COMMON_RULES, settingsOf } from '../../lib/handoff/common.js';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { nearest } from '../../lib/handoff/nearest.js';
import { isNumber, isPartnerUrl, isSecret, isText, perRequest } from '../../lib/handoff/checks.js';
import { checkOptions, optional, required } from '../../lib/handoff/options.js';
import type { Rules } from '../../lib/handoff/options.js';
import { resolveHostUser } from '../../lib/handoff/host-user.js';
import { thrown } from '../support/tiny-vendor.js';

interface TinyOptions {
  partnerId: string;
  ssoKey: string;
  baseUrl?: string;
  expiresIn?: number;
  allowInsecure?: boolean;
}

const RULES: Rules<TinyOptions> = {
  partnerId: required(perRequest(isText), 'It is in the dashboard.'),
  ssoKey: required(isSecret, 'Ask for it.'),
  baseUrl: optional(isPartnerUrl),
  expiresIn: optional(isNumber(1, 900, 'seconds')),
  allowInsecure: COMMON_RULES.allowInsecure,
};
const GOOD = { partnerId: 'ptnr_1', ssoKey: 's3cr3t-key-value' };
const check = (options: unknown): void => {
  checkOptions('tiny', options as TinyOptions, RULES);
};
const refusal = (options: unknown): PartnerSsoError =>
  thrown(() => {
    check(options);
  }) as PartnerSsoError;
const wrong = (options: unknown): string[] => refusal(options).problems.map(({ option }) => option);

test.each([
  GOOD,
  { ...GOOD, baseUrl: undefined },
  { ...GOOD, partnerId: () => 'ptnr_1', ssoKey: () => 'x' },
  { ...GOOD, ssoKey: Buffer.from('key') },
  { ...GOOD, baseUrl: 'http://partner.example', allowInsecure: true },
])('%p is right', (options) => {
  expect(() => {
    check(options);
  }).not.toThrow();
});

test('every problem is told at once, each with its option and its fix', () => {
  const error = refusal({ partnerID: 'x', ssoKey: ' padded ', baseUrl: 'nowhere', expiresIn: 901, zzzzzzzzzzzz: 1 });
  expect(error).toBeInstanceOf(PartnerSsoError);
  expect(error).toMatchObject({ code: 'config_invalid', vendor: 'tiny', status: 500, expose: false, retryable: false });
  expect(error.problems.map(({ option }) => option)).toEqual([
    ...['partnerID', 'zzzzzzzzzzzz', 'partnerId', 'ssoKey', 'baseUrl', 'expiresIn'],
  ]);
  for (const { option, message } of error.problems) {
    expect(error.message).toContain(`\`${option}\` ${message}`);
  }
  expect(error.message).toContain('Did you mean `partnerId`?');
  expect(error.message).toContain('is missing. It is in the dashboard.');
  expect(error.message).toContain('Known are partnerId, ssoKey');
  expect(error.message).toContain('from 1 to 900');
});

test.each([undefined, null, {}, [], 5, () => 0])('%p in place of options lacks what is required', (options) => {
  expect(wrong(options)).toEqual(expect.arrayContaining(['partnerId', 'ssoKey']));
});

test('text in place of options is refused, and not repeated', () => {
  expect(refusal('s3cr3t-key-value').message).not.toContain('s3cr3t');
});

test.each(['', ' ', ' x', 'x ', 'x\n', 'a\0b', 'a\ud800', 5, null, {}, [], true])(
  'the text %p is refused',
  (partnerId) => {
    expect(wrong({ ...GOOD, partnerId })).toEqual(['partnerId']);
  },
);

test.each([
  '',
  '  ',
  'sesame ',
  '\nsesame',
  'sesame\r\n',
  4711,
  null,
  {},
  ['sesame'],
  true,
  new Uint8Array(0),
  new ArrayBuffer(4),
])('the secret %p is refused without being repeated', (ssoKey) => {
  const error = refusal({ ...GOOD, ssoKey });
  expect(error.problems.map(({ option }) => option)).toEqual(['ssoKey']);
  expect(`${error.message} ${error.stack ?? ''} ${JSON.stringify(error.problems)}`).not.toMatch(/sesame|4711/);
});

test('no message repeats a value, right or wrong', () => {
  const secret = 'hunter2-hunter2';
  const values = [
    secret,
    ` ${secret} `,
    { secret },
    [secret],
    `https://user:${secret}@host`,
    `https://host/?k=${secret}`,
    secret.length,
  ];
  for (const value of values) {
    const all = { partnerId: [value], ssoKey: [value], baseUrl: value, expiresIn: value, allowInsecure: value };
    expect(refusal(all).message).not.toContain('hunter2');
  }
});

test.each([0, 901, -1, Number.NaN, Infinity, '5', 5n, null, {}])('the number %p is refused', (expiresIn) => {
  expect(wrong({ ...GOOD, expiresIn })).toEqual(['expiresIn']);
});

test('problems between options come with the rest', () => {
  const across = (): { option: string; message: string }[] => [{ option: 'ssoKey', message: 'stands beside another.' }];
  const error = thrown(() => {
    checkOptions('tiny', { ...GOOD, expiresIn: 0 }, RULES, across);
  }) as PartnerSsoError;
  expect(error.problems.map(({ option }) => option)).toEqual(['expiresIn', 'ssoKey']);
});

test.each([
  ['partnerid', 'partnerId'],
  ['PartnerId', 'partnerId'],
  ['partner_id', 'partnerId'],
  ['parnterId', 'partnerId'],
  ['ssokeys', 'ssoKey'],
  ['onHandOff', undefined],
  ['x', undefined],
  ['', undefined],
  ['completelyDifferent', undefined],
])('%p is near to %p', (name, meant) => {
  expect(nearest(name, ['partnerId', 'ssoKey', 'baseUrl'])).toBe(meant);
});

describe('the common options', () => {
  const common = (options: object): string[] => {
    const error = thrown(() => {
      checkOptions('tiny', options, COMMON_RULES);
    }) as PartnerSsoError;
    return error.problems.map(({ option }) => option);
  };

  test.each([
    ...['resolveUser', 'allow', 'onHandoff', 'nonce', 'now', 'randomNonce'].flatMap((name) =>
      [null, 'x', {}, true, 5].map((value) => [name, value] as const),
    ),
    ...['requireVerifiedEmail', 'allowInsecure'].flatMap((name) =>
      [null, 'true', 1, 0].map((value) => [name, value] as const),
    ),
    ...[0, -1, 60_001, '3000', Number.NaN, Infinity, null].map((value) => ['timeoutMs', value] as const),
    ...[-1, 3601, '60', Number.NaN, Infinity, null, () => 60].map((value) => ['secretTtl', value] as const),
    ...['same-site', 'Any', '', true, null].map((value) => ['sameSite', value] as const),
    ...[null, {}, 'http://proxy', () => 0].map((value) => ['dispatcher', value] as const),
  ])('%s: %p is refused', (name, value) => {
    expect(common({ [name]: value })).toEqual([name]);
  });

  test('their defaults', () => {
    const settings = settingsOf({});
    expect(settings).toMatchObject({
      allow: undefined,
      requireVerifiedEmail: false,
      onHandoff: undefined,
      timeoutMs: 3000,
      sameSite: 'any',
      secretTtlMs: 60_000,
    });
    expect(settings.resolveUser).toBe(resolveHostUser);
    expect(settings.now).toBe(Date.now);
    const nonces = Array.from({ length: 50 }, settings.randomNonce);
    expect(new Set(nonces).size).toBe(50);
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  });

  test('the nonce is read from the response, or asked for, and is text or nothing', () => {
    type Nonce = ReturnType<typeof settingsOf>['nonce'];
    const res = (cspNonce: unknown): Parameters<Nonce>[1] =>
      ({ locals: { cspNonce } }) as unknown as Parameters<Nonce>[1];
    const req = {} as unknown as Parameters<Nonce>[0];
    expect(settingsOf({}).nonce(req, res('abc'))).toBe('abc');
    expect(settingsOf({}).nonce(req, res(5))).toBeUndefined();
    expect(settingsOf({}).nonce(req, res(undefined))).toBeUndefined();
    expect(settingsOf({ nonce: () => 'own' }).nonce(req, res('abc'))).toBe('own');
    expect(settingsOf({ nonce: () => undefined }).nonce(req, res('abc'))).toBeUndefined();
  });

  test('options that the host changes later change nothing', () => {
    const options: { nonce?: () => string; timeoutMs: number } = { nonce: () => 'first', timeoutMs: 100 };
    const settings = settingsOf(checkOptions('tiny', options, COMMON_RULES));
    options.nonce = () => 'second';
    options.timeoutMs = 1;
    const [req, res] = [{}, { locals: {} }] as unknown as Parameters<typeof settings.nonce>;
    expect(settings.nonce(req, res)).toBe('first');
    expect(settings.timeoutMs).toBe(100);
  });
});

test('a checked configuration is a copy: lists in it too', () => {
  const options = { ...GOOD, expiresIn: 5 };
  const checked = checkOptions('tiny', options as TinyOptions, RULES);
  expect(checked).toEqual(options);
  options.partnerId = '';
  options.expiresIn = -1;
  expect(checked).toEqual({ ...GOOD, expiresIn: 5 });
  const list = { hosts: ['a'] };
  const copy = checkOptions<{ hosts: string[] }>('tiny', list, { hosts: optional(() => undefined) });
  list.hosts.push('evil.example');
  expect(copy).toEqual({ hosts: ['a'] });
});

test('an option that is inherited is checked and used all the same', () => {
  const inherited: object = Object.create({ consumerSecret: 'inherited-secret' }) as object;
  const options = Object.assign(inherited, { baseWidgetUri: 'https://b.example/w.js', consumerKey: 'k' });
  const checked = checkOptions('devhub', options as unknown as Required<typeof options & { consumerSecret: string }>, {
    baseWidgetUri: optional(isText),
    consumerKey: optional(isText),
    consumerSecret: required(isSecret, 'It is needed.'),
  });
  expect(checked).toEqual({
    baseWidgetUri: 'https://b.example/w.js',
    consumerKey: 'k',
    consumerSecret: 'inherited-secret',
  });
});
