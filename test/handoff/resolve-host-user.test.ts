// The default resolver over the shapes that users come in.
import type { Request } from 'express';
import { resolveHostUser } from '../../lib/handoff/host-user.js';

const from = (parts: object): ReturnType<typeof resolveHostUser> => resolveHostUser(parts as Request);
/** Without what is not known. */
const known = (user: object | null): unknown => JSON.parse(JSON.stringify(user)) as unknown;
const JANE = { id: 'u-7', email: 'jane@example.com', firstName: 'Jane', lastName: 'Roe', fullName: 'Jane Roe' };

const SHAPES: readonly (readonly [string, object, object])[] = [
  ['our own names', { ...JANE, role: 'agent', emailVerified: true }, { ...JANE, role: 'agent', emailVerified: true }],
  [
    'a row',
    { id: 7, email: 'jane@example.com', first_name: 'Jane', last_name: 'Roe', full_name: 'Jane Roe', role: 'agent' },
    { ...JANE, id: 7, role: 'agent' },
  ],
  [
    'OIDC claims',
    {
      sub: 'u-7',
      email: 'jane@example.com',
      email_verified: true,
      given_name: 'Jane',
      family_name: 'Roe',
      name: 'Jane Roe',
    },
    { ...JANE, emailVerified: true },
  ],
  [
    'a passport profile',
    {
      provider: 'google',
      id: 'u-7',
      displayName: 'Jane Roe',
      name: { givenName: 'Jane', familyName: 'Roe' },
      emails: [
        { value: 'jane@example.com', verified: true },
        { value: 'other@example.com', verified: false },
      ],
    },
    { ...JANE, emailVerified: true },
  ],
  ['a passport profile without e-mails', { id: 'u-7', emails: [] }, { id: 'u-7' }],
  ['a passport profile with odd e-mails', { id: 'u-7', emails: [null] }, { id: 'u-7' }],
  ['e-mails that are no list', { id: 'u-7', emails: 'jane@example.com' }, { id: 'u-7' }],
  ['a row of nulls', { id: 7, email: null, first_name: null, last_name: null, role: null, name: null }, { id: 7 }],
  ['fields that are no text', { id: 7, email: 5, firstName: {}, role: ['agent'] }, { id: 7 }],
  ['id 0', { id: 0 }, { id: 0 }],
  ['id before sub', { id: 7, sub: 'x' }, { id: 7 }],
  ['an extra field', { ...JANE, password_hash: 'x' }, JANE],
];

describe.each(SHAPES)('%s', (_title, user, expected) => {
  test.each([
    ['req.user', { user }],
    ['req.oidc.user', { oidc: { user } }],
    ['req.oidc.user beside req.user null', { user: null, oidc: { user } }],
  ])('at %s', (_place, request) => {
    expect(known(from(request))).toEqual(expected);
  });
});

test('reads what a class has by getters, as an ORM does', () => {
  class Row {
    readonly #values = { id: 7, email: 'jane@example.com' };
    get id(): number {
      return this.#values.id;
    }
    get email(): string {
      return this.#values.email;
    }
  }
  expect(known(from({ user: new Row() }))).toEqual({ id: 7, email: 'jane@example.com' });
});

test('req.user comes before req.oidc.user', () => {
  expect(from({ user: { id: 1 }, oidc: { user: { id: 2 } } })?.id).toBe(1);
});

test.each([
  ['nothing', {}],
  ['undefined', { user: undefined }],
  ['null', { user: null }],
  ['false', { user: false }],
  ['text', { user: 'jane' }],
  ['an empty oidc', { oidc: {} }],
  ['oidc null', { oidc: null }],
  ['oidc signed out', { oidc: { user: null } }],
])('%s is nobody', (_title, request) => {
  expect(from(request)).toBeNull();
});

describe('verification', () => {
  const YES = [true, 1, 'true', '1', new Date(0)];
  const NO = [false, 0, 'false', '0', '', 'no', 'yes?', null, 2, -1, {}, [], [true], new Date(Number.NaN)];
  const spell = (value: unknown): (readonly [string, object])[] => [
    ['emailVerified', { emailVerified: value }],
    ['email_verified', { email_verified: value }],
    ['emails[0].verified', { emails: [{ value: 'jane@example.com', verified: value }] }],
  ];
  test.each(YES.flatMap(spell).map(([name, user]) => [name, user]))('%s: %p is a yes', (_name, user) => {
    expect(from({ user })?.emailVerified).toBe(true);
  });
  test.each(NO.flatMap(spell).map(([name, user]) => [name, user]))('%s: %p is a no', (_name, user) => {
    expect(from({ user })?.emailVerified).toBe(false);
  });
  test('what is not there says nothing', () => {
    expect(from({ user: JANE })?.emailVerified).toBeUndefined();
    expect(
      from({ user: { ...JANE, emailVerified: undefined, email_verified: undefined } })?.emailVerified,
    ).toBeUndefined();
  });
  test("another mailbox's verification does not vouch for the e-mail", () => {
    const user = { id: 7, email: 'admin@example.com', emails: [{ value: 'mallory@example.com', verified: true }] };
    expect(from({ user })?.email).toBe('admin@example.com');
    expect(from({ user })?.emailVerified).not.toBe(true);
  });
});
