// The user's fields, checked: what goes on is text, or is not there.
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { hasControls } from '../../lib/handoff/text.js';
import { checkUser } from '../../lib/handoff/user.js';
import type { PartnerUser, UserFields } from '../../lib/handoff/user.js';
import { thrown } from '../support/tiny-vendor.js';

const ALL: UserFields = {
  id: 'required',
  email: 'required',
  firstName: 'optional',
  lastName: 'optional',
  fullName: 'optional',
};
const JANE = { id: 'u-7', email: 'jane@example.com' };
const check = (user: unknown, fields = ALL): ReturnType<typeof checkUser> =>
  checkUser(user as PartnerUser, fields, 'tiny');
const refusal = (user: unknown, fields?: UserFields): PartnerSsoError =>
  thrown(() => check(user, fields)) as PartnerSsoError;

test.each([
  [7, '7'],
  [0, '0'],
  [-3, '-3'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ['007', '007'],
  [' 7 ', ' 7 '],
  ['jane@example.com', 'jane@example.com'],
  ['日本', '日本'],
  ['😀', '😀'],
])('id %p is sent as %p', (id, text) => {
  expect(check({ ...JANE, id }).id).toBe(text);
});

test.each([
  ...[Number.NaN, Infinity, 1.5, 2 ** 53, -(2 ** 53), true, {}, [], ['u-7'], Symbol('x'), () => 'u-7', new Date(0)],
  ...['', '   ', '\t', null, undefined, 'a\nb', 'a\0b', 'a\u0085b', 'a\ud800b', '\udc00', new String('u-7')],
])('id %p is refused', (id) => {
  const error = refusal({ ...JANE, id });
  expect(error).toBeInstanceOf(PartnerSsoError);
  expect(error).toMatchObject({ code: 'user_incomplete', status: 422, vendor: 'tiny' });
  expect(error.message).toContain('`id`');
});

test.each([
  ...['jane@example.com', 'a@b', 'jane+tag@example.com', "o'hara@example.ie", 'jäne@exämple.de', '"x"@example.com'],
  ...[`${'a'.repeat(64)}@${'b'.repeat(255)}`, 'JANE@EXAMPLE.COM', 'jane@[127.0.0.1]', '用户@例子.广告'],
])('e-mail %s is let through to the letter', (email) => {
  expect(check({ ...JANE, email }).email).toBe(email);
});

test.each([
  ...['', '  ', '\n', null, undefined, 7, true, {}, ['jane@example.com'], { value: 'jane@example.com' }],
  ...[
    'jane',
    '@',
    'jane@',
    '@example.com',
    'a@b@c',
    'a@x.com,b@x.com',
    'a@x.com;b@x.com',
    'a@x.com b@x.com',
    'a@x.com,x.com',
    'b,a@x.com',
    'a@x.com;x',
    'b;a@x.com',
    'a@x.com>',
  ],
  ...['Jane <jane@example.com>', '<jane@example.com>', ' jane@example.com', 'jane@example.com ', 'jane@example.com\n'],
  ...[
    'jane@example.com\r\nBcc: all@example.com',
    'jane@exa\0mple.com',
    'ja\u2028ne@example.com',
    'ja\ud800ne@example.com',
  ],
  ...['jane@\udfffexample.com', `${'a'.repeat(320)}@b`],
])('e-mail %p is refused, and not repeated', (email) => {
  const error = refusal({ ...JANE, email });
  expect(error).toMatchObject({ code: 'user_incomplete', status: 422 });
  expect(error.message).toContain('`email`');
  expect(error.message).not.toMatch(/example|jane|x\.com/);
});

test.each(['firstName', 'lastName', 'fullName'])('%s: what is blank or null is absent', (field) => {
  for (const blank of ['', '  ', '\t\n', null, undefined]) {
    expect(check({ ...JANE, [field]: blank })[field as 'firstName']).toBeUndefined();
  }
  expect(check({ ...JANE, [field]: ' Zoë ' })[field as 'firstName']).toBe(' Zoë ');
  for (const wrong of [7, {}, ['Jane'], true]) {
    const error = refusal({ ...JANE, [field]: wrong });
    expect(error).toMatchObject({ code: 'user_incomplete' });
    expect(error.message).toContain(`\`${field}\``);
  }
});

test('what the vendor does not read may be anything', () => {
  const fields: UserFields = { email: 'required' };
  expect(check({ ...JANE, id: null, firstName: 7 }, fields).id).toBe('');
  expect(check({ ...JANE, id: {} }, fields).id).toBe('');
  expect(check({ ...JANE, id: 7 }, fields).id).toBe('7');
});

test.each([undefined, null, 'jane', 7, true, [], () => JANE])('%p is no user', (user) => {
  expect(refusal(user)).toMatchObject({ code: 'user_incomplete' });
});

test.each([
  [true, true],
  [false, false],
  [undefined, undefined],
  [null, false],
  ['true', false],
  [1, false],
])('emailVerified %p counts as %p', (emailVerified, expected) => {
  expect(check({ ...JANE, emailVerified }).emailVerified).toBe(expected);
});

test('the user given is left as it is, and what the host added to it goes on to its option functions', () => {
  const user = Object.freeze({ ...JANE, id: 7, firstName: '', tenant: 'acme' });
  const checked = check(user);
  expect(checked).toEqual({ ...JANE, id: '7', firstName: undefined, tenant: 'acme' });
  expect(user).toEqual({ ...JANE, id: 7, firstName: '', tenant: 'acme' });
});

test.each([1, 2, 3, 4])('a getter that changes its mind at reading %i cannot slip past the check', (turn) => {
  let reads = 0;
  const user = Object.defineProperty({ id: 'u-7' }, 'email', {
    enumerable: true,
    get: () => ((reads += 1) < turn ? 'jane@example.com' : 'a@example.com,b@example.com'),
  });
  let email: unknown;
  try {
    ({ email } = check(user));
  } catch (error) {
    expect(error).toMatchObject({ code: 'user_incomplete' });
    return;
  }
  expect(email).toBe('jane@example.com');
});

test('a class instance with getters, as an ORM gives, is read in whole', () => {
  class Row {
    readonly #values = { id: 7, email: 'jane@example.com', firstName: 'Jane' };
    get id(): number {
      return this.#values.id;
    }
    get email(): string {
      return this.#values.email;
    }
    get firstName(): string {
      return this.#values.firstName;
    }
    get emailVerified(): boolean {
      return this.#values.id < 0;
    }
  }
  expect(check(new Row())).toMatchObject({
    id: '7',
    email: 'jane@example.com',
    firstName: 'Jane',
    emailVerified: false,
  });
});

test('hasControls knows controls and half characters', () => {
  expect(['\0', '\n', '\u007f', '\u0085', 'a\ud83d', '\ude00a'].map(hasControls)).not.toContain(false);
  expect(['', 'a b', 'é', '😀', '\u2028', '\u200f'].map(hasControls)).not.toContain(true);
});
