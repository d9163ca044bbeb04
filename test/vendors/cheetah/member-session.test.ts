/** A member in the session: written when it is another one, and not when it is there already; a link goes with it. */

import type { CheetahMember } from '../../../lib/vendors/cheetah/api.js';
import { MemberSession } from '../../../lib/vendors/cheetah/member-session.js';
import { SessionRequests } from '../../support/session-requests.js';
import type { SessionRequest } from '../../support/session-requests.js';
import { JANE } from '../../support/vendor-host.js';

const TTL_MS = 60_000;
const MEMBER: CheetahMember = { member_id: '1', integration_id: '42', access_token: 'a', refresh_token: 'r' };
const LINK = { stl_params_hash: 'LINK' };

let time = 0;
let requests: SessionRequests;
let sessions: MemberSession;
beforeEach(() => {
  time = 1_700_000_000_000;
  requests = new SessionRequests();
  requests.stored.set('s1', {});
  const options = { sessionKey: 'ours', memberTtlMs: TTL_MS, storeTimeoutMs: 60_000, now: () => time };
  sessions = new MemberSession({ ...options, identity: ['https://a.example', 'id'] });
});

const page = (search = ''): SessionRequest => requests.make({ originalUrl: `/page${search}` });
const kept = (): unknown => requests.stored.get('s1')?.['ours'];
const entry = (member = MEMBER, binding = 'jane'): object => ({ member, binding, until: time + TTL_MS });

test('a member is kept with whose it is and until when', async () => {
  await sessions.keep(page(), 'jane', MEMBER);
  expect(kept()).toEqual(entry());
  expect(sessions.read(page(), 'jane')).toEqual({ member: MEMBER });
  expect(sessions.hasLiveMember(page())).toBe(true);
});

test('one that another page has kept already is left as it is: its time goes on', async () => {
  await sessions.keep(page(), 'jane', MEMBER);
  const before = kept();
  time += 1;
  await sessions.keep(page(), 'jane', { ...MEMBER, refresh_token: 'later' });
  expect(kept()).toBe(before);
});

test.each<[string, CheetahMember, string, number]>([
  ['with another token', { ...MEMBER, access_token: 'b' }, 'jane', 1],
  ['of another user', MEMBER, 'sam', 1],
  ['whose time is over', MEMBER, 'jane', TTL_MS],
])('one %s is kept in place of it', async (_which, member, binding, later) => {
  await sessions.keep(page(), 'jane', MEMBER);
  time += later;
  await sessions.keep(page(), binding, member);
  expect(kept()).toEqual(entry(member, binding));
});

test('a link that waits is dropped with it, also where the member is there already', async () => {
  requests.stored.set('s1', { ours: { ...entry(), ...LINK } });
  time += 1;
  await sessions.keep(page(), 'jane', MEMBER);
  expect(kept()).toEqual(entry());
});

test('a member that is not for this user is dropped, and the link that waits beside it stays', async () => {
  requests.stored.set('s1', { ours: { ...entry(), ...LINK } });
  expect(sessions.read(page(), 'sam')).toEqual({ stale: 'jane' });
  const before = kept();
  await sessions.drop(page(), 'jane');
  expect(kept()).toBe(before);
  await sessions.drop(page(), 'sam');
  expect(kept()).toEqual(LINK);
});

test('one that has become the right one meanwhile is not dropped', async () => {
  requests.stored.set('s1', { ours: entry(MEMBER, 'sam') });
  const old = page();
  requests.stored.set('s1', { ours: entry() });
  await sessions.drop(old, 'jane');
  expect(kept()).toEqual(entry());
});

test('a link is kept once, and dropped when it was told; without one nothing is written', async () => {
  const before = requests.stored.get('s1');
  await sessions.keepParamsHash(page());
  await sessions.dropParamsHash(page());
  expect(requests.stored.get('s1')).toBe(before);
  await sessions.keepParamsHash(page('?stl_params_hash=LINK'));
  expect(kept()).toEqual(LINK);
  await sessions.dropParamsHash(page());
  expect(kept()).toEqual({});
});

test.each<[string, object]>([
  ['no text for a token', { ...entry(), member: { ...MEMBER, access_token: 7 } }],
  ['no refresh token', { ...entry(), member: { ...MEMBER, refresh_token: undefined } }],
  ['no member id', { ...entry(), member: { ...MEMBER, member_id: 1 } }],
  ['no id of ours', { ...entry(), member: { ...MEMBER, integration_id: null } }],
  ['no member', { ...entry(), member: undefined }],
  ['a member that is null', { ...entry(), member: null }],
  ['no word of whose it is', { ...entry(), binding: undefined }],
  ['no time', { ...entry(), until: '1800000000000' }],
])('what has %s is no member', (_what, ours) => {
  requests.stored.set('s1', { ours: { ...ours, ...LINK } });
  expect(sessions.read(page(), 'jane')).toEqual({});
  expect(sessions.hasLiveMember(page())).toBe(false);
  expect(sessions.takeParamsHash(page())).toBe('LINK');
});

test('clearing tells whose member it was', () => {
  expect(sessions.clear(page())).toBeUndefined();
  requests.stored.set('s2', { ours: entry() });
  expect(sessions.clear(requests.make({}, 's2'))).toBe('jane');
});

test('a page that began before a logout keeps nothing after it, and one that began later does', async () => {
  const [early, logout] = [page(), page()];
  for (const req of [early, logout]) sessions.begin(req);
  sessions.clear(logout);
  logout.res.emit('close');
  const late = page();
  sessions.begin(late);
  await sessions.keep(early, 'jane', MEMBER);
  expect(kept()).toBeUndefined();
  await sessions.keep(late, 'jane', MEMBER);
  expect(kept()).toEqual(entry());
});

test('users and configurations are told apart without a name in clear', () => {
  const binding = sessions.bindingOf(JANE);
  expect(binding).toMatch(/^[\w-]{43}$/);
  const others = [
    { ...JANE, id: '7' },
    { ...JANE, email: 'b@example.com' },
    { ...JANE, firstName: undefined },
  ];
  const all = [
    binding,
    ...others.map((user) => sessions.bindingOf(user)),
    sessions.bindingOf({ ...JANE, lastName: 'X' }),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(sessions.bindingOf({ ...JANE })).toBe(binding);
});
