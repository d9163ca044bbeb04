/** A logout forgets all sign-ins of its session, also of users whose member the session never held, and those of no other session. */

import type { CheetahMember } from '../../../lib/vendors/cheetah/api.js';
import { Members } from '../../../lib/vendors/cheetah/members.js';

const memberOf = (name: string): CheetahMember => ({
  member_id: name,
  integration_id: name,
  access_token: name,
  refresh_token: '',
});

test('whoever had the session', async () => {
  const members = new Members(() => 1_700_000_000_000, 1_800_000);
  const arrive = (session: string, user: string): Promise<unknown> =>
    members.fetch(session, user, false, () => Promise.resolve(memberOf(user)));
  for (const user of ['jane', 'sam', 'ann']) await arrive('s1', user);
  await arrive('s10', 'ann');
  const late = members.fetch('s1', 'bob', false, () => new Promise(setImmediate).then(() => memberOf('bob')));
  members.forget('s1', 'jane');
  expect(await late).toMatchObject({ keep: false });
  for (const user of ['jane', 'sam', 'ann', 'bob']) expect(members.recall('s1', user, false)).toEqual({});
  expect(members.recall('s10', 'ann', false)).toEqual({ member: memberOf('ann') });
});
