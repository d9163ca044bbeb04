/** `stellar_member_state`: names that are never empty, plain data, and JSON that is safe wherever it is printed. */

import { createContext, runInContext } from 'node:vm';
import ejs from 'ejs';
import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import { memberState, stateAssignment } from '../../../lib/vendors/cheetah/member-state.js';
import { errorOf, problemsOf } from '../../support/vendor-host.js';

const TOKENS = { access_token: 'a', refresh_token: 'r' };
const EMAIL = 'susan@example.com';

test.each<[object, string, string]>([
  [{ id: 1, email: EMAIL, firstName: 'Susan', lastName: 'Sample' }, 'Susan', 'Susan Sample'],
  [{ id: 1, email: EMAIL, firstName: 'Susan', lastName: 'Sample', fullName: 'Dr. Sample' }, 'Susan', 'Dr. Sample'],
  [{ id: 1, email: EMAIL, firstName: 'Susan' }, 'Susan', 'Susan'],
  [{ id: 1, email: EMAIL, lastName: 'Sample' }, EMAIL, 'Sample'],
  [{ id: 1, email: EMAIL }, EMAIL, EMAIL],
  [{ id: 1, email: EMAIL, firstName: ' ', lastName: '', fullName: '\t' }, EMAIL, EMAIL],
  [{ id: 1, fullName: 'Susan Sample' }, 'Susan Sample', 'Susan Sample'],
  [{ id: 7 }, '7', '7'],
  [{ id: '' }, 'Member', 'Member'],
  [{}, 'Member', 'Member'],
  [{ id: {}, email: [], firstName: null }, 'Member', 'Member'],
])('the names of %j are %j and %j', (user, short_name, full_name) => {
  expect(memberState(user as never, TOKENS)).toEqual({ ...TOKENS, sso_error: '', short_name, full_name });
  expect(memberState(user as never, { sso_error: 'x' })).toMatchObject({ sso_error: 'x', short_name, full_name });
});

const HOSTILE = `</script><script>alert(1)</script><!--"'\u2028\u2029&amp;\ud83d`;
const hostile = memberState({ id: 1, firstName: HOSTILE, lastName: HOSTILE }, TOKENS, HOSTILE);

test('it is plain data', () => {
  const plain = { ...TOKENS, sso_error: '', short_name: 'S', full_name: 'S T', stl_params_hash: 'h' };
  const state = memberState({ id: 1, firstName: 'S', lastName: 'T' }, TOKENS, 'h');
  expect(Object.keys(state).sort()).toEqual(Object.keys(plain).sort());
  expect(JSON.parse(JSON.stringify(state))).toEqual(plain);
  expect(structuredClone(state)).toEqual(plain);
  expect({ ...state }).toEqual(plain);
});

test.each<[string, () => string]>([
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- it has a toString of its own
  ['String()', () => String(hostile)],
  // eslint-disable-next-line @typescript-eslint/no-base-to-string, @typescript-eslint/restrict-template-expressions -- as above
  ['a template string', () => `${hostile}`],
  ['EJS, raw', () => ejs.render('<%- state %>', { state: hostile })],
])('printed by %s it is JSON that cannot leave a script', (_what, print) => {
  const text = print();
  expect(text).not.toMatch(/[<>\u2028\u2029]/);
  expect(JSON.parse(text)).toEqual({ ...hostile });
});

test('the script runs, and gives the SDK the same values', () => {
  const page: Record<string, unknown> = createContext({});
  runInContext(stateAssignment(hostile), page);
  expect(JSON.parse(JSON.stringify(page['stellar_member_state']))).toEqual({ ...hostile });
  expect(stateAssignment(hostile)).toMatch(/^var stellar_member_state = \{[^<>]*\};$/);
});

const GOOD = { baseUrl: 'https://loyalty.example.com', clientId: 'id', clientSecret: 'secret-value' };
const make = (options: object) => () => cheetahMemberState({ ...GOOD, ...options });

test.each<[object, string]>([
  [{ baseUrl: undefined }, 'baseUrl'],
  [{ baseUrl: 'http://loyalty.example.com' }, 'baseUrl'],
  [{ baseUrl: 'https://loyalty.example.com?x' }, 'baseUrl'],
  [{ clientId: '' }, 'clientId'],
  [{ clientId: () => 'id' }, 'clientId'],
  [{ clientSecret: undefined }, 'clientSecret'],
  [{ clientSecret: 'secret\n' }, 'clientSecret'],
  [{ authentication: 'basic' }, 'authentication'],
  [{ ssoPath: 'program/api/sso' }, 'ssoPath'],
  [{ ssoPath: '//evil.example/sso' }, 'ssoPath'],
  [{ ssoPath: '/sso?x=1' }, 'ssoPath'],
  [{ ssoPath: 'https://evil.example/sso' }, 'ssoPath'],
  [{ ssoPath: '/\\evil.example' }, 'ssoPath'],
  [{ tokenPath: '' }, 'tokenPath'],
  [{ fields: { a: 'b' } }, 'fields'],
  [{ memberTtl: 0 }, 'memberTtl'],
  [{ memberTtl: Number.POSITIVE_INFINITY }, 'memberTtl'],
  [{ memberTtl: '1800' }, 'memberTtl'],
  [{ sessionKey: '' }, 'sessionKey'],
  [{ sessionKey: 'cookie' }, 'sessionKey'],
  [{ sessionKey: '__proto__' }, 'sessionKey'],
  [{ tokenStore: {} }, 'tokenStore'],
  [{ tokenStore: { get: () => undefined } }, 'tokenStore'],
  [{ timeoutMs: 0 }, 'timeoutMs'],
  [{ timeoutMs: '3000' }, 'timeoutMs'],
])('%p is refused', async (wrong, option) => {
  expect(await problemsOf(make(wrong))).toEqual([option]);
});

test('all problems at once, with the nearest name and no secret', async () => {
  const error = await errorOf(() =>
    cheetahMemberState({ clientSecret: ' hidden ', memberTTL: 5, ssopath: '/x' } as never),
  );
  expect(error.problems.map(({ option }) => option).sort()).toEqual(
    ['baseUrl', 'clientId', 'clientSecret', 'memberTTL', 'ssopath'].sort(),
  );
  expect(error.message).toContain('Did you mean `memberTtl`?');
  expect(error.message).toContain('Did you mean `ssoPath`?');
  expect(error.message).not.toContain('hidden');
});
