/** Sign-ins that requests share, and what is remembered of them for a short while. */

import { PartnerSsoError } from '../../../lib/handoff/errors.js';
import type { CheetahMember } from '../../../lib/vendors/cheetah/api.js';
import { Members } from '../../../lib/vendors/cheetah/members.js';
import { gate } from '../../support/fake-vendor.js';
import { rejection } from '../../support/tiny-vendor.js';

const failed = new PartnerSsoError('vendor_failed', 'cheetah', 'down');
const memberOf = (name: string): CheetahMember => ({
  member_id: name,
  integration_id: name,
  access_token: name,
  refresh_token: '',
});

let time = 0;
let members: Members;
/** Fetches a member; `session` may be none. */
const fetch = (session: string | undefined, user: string, isNew = false): Promise<{ keep: boolean; token: string }> =>
  members
    .fetch(session, user, isNew, () => Promise.resolve(memberOf(user)))
    .then(({ member, keep }) => ({ keep, token: member.access_token }));
const fail = (session: string | undefined, user: string, error: unknown = failed, isNew = false): Promise<unknown> =>
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a host may reject with anything
  rejection(members.fetch(session, user, isNew, () => Promise.reject(error)));
/** The token of a member that has arrived, or the code of the failure. */
const recalled = (session: string | undefined, user: string, isNew = false): string | undefined => {
  const { member, failure } = members.recall(session, user, isNew);
  return failure ?? member?.access_token;
};

beforeEach(() => {
  time = 1_700_000_000_000;
  members = new Members(() => time, 1_800_000);
});

describe('a sign-in under way', () => {
  test('is shared by all requests of one session and user, and counted', async () => {
    const { open, passed } = gate();
    const signIn = jest.fn(() => passed.then(() => memberOf('jane')));
    const both = [members.fetch('s1', 'jane', false, signIn), members.fetch('s1', 'jane', false, signIn)];
    expect(members.underWay).toBe(1);
    expect(members.isUnderWay('s1', 'jane')).toBe(true);
    expect(members.isUnderWay('s1', 'sam')).toBe(false);
    expect(members.isUnderWay('s2', 'jane')).toBe(false);
    expect(members.isUnderWay(undefined, 'jane')).toBe(false);
    open();
    const [first, second] = await Promise.all(both);
    expect(first).toEqual({ member: memberOf('jane'), keep: true });
    expect(second).toEqual(first);
    expect(signIn).toHaveBeenCalledTimes(1);
    expect(members.underWay).toBe(0);
  });

  test('is not shared with another user or session', async () => {
    const signIn = jest.fn(() => Promise.resolve(memberOf('jane')));
    await Promise.all([
      members.fetch('s1', 'jane', false, signIn),
      members.fetch('s1', 'sam', false, signIn),
      members.fetch('s2', 'jane', false, signIn),
    ]);
    expect(signIn).toHaveBeenCalledTimes(3);
  });

  test('that fails is over, too', async () => {
    expect(await fail('s1', 'jane')).toBe(failed);
    expect(members.underWay).toBe(0);
  });
});

describe('a member that has arrived', () => {
  test('serves its session for five seconds', async () => {
    await fetch('s1', 'jane');
    time += 4_999;
    expect(recalled('s1', 'jane')).toBe('jane');
    for (const [session, user] of [
      ['s1', 'sam'],
      ['s2', 'jane'],
      [undefined, 'jane'],
    ] as const) {
      expect(recalled(session, user)).toBeUndefined();
    }
    time += 1;
    expect(recalled('s1', 'jane')).toBeUndefined();
  });

  test('serves no longer than a member may be kept at all', async () => {
    members = new Members(() => time, 1_000);
    await fetch('s1', 'jane');
    time += 1_000;
    expect(recalled('s1', 'jane')).toBeUndefined();
  });

  test('is not remembered without a session', async () => {
    await fetch(undefined, 'jane');
    expect(recalled(undefined, 'jane')).toBeUndefined();
  });

  test('can be dropped, and no other with it', async () => {
    await fetch('s1', 'jane');
    await fetch('s1', 'sam');
    members.drop('s1', 'jane');
    expect([recalled('s1', 'jane'), recalled('s1', 'sam')]).toEqual([undefined, 'sam']);
  });
});

describe('a failure', () => {
  test('is told for five seconds, with its code', async () => {
    await fail('s1', 'jane');
    time += 4_999;
    expect(recalled('s1', 'jane')).toBe('vendor_failed');
    expect(recalled('s2', 'jane')).toBeUndefined();
    time += 1;
    expect(recalled('s1', 'jane')).toBeUndefined();
  });

  test('of a session that has just begun is remembered by its user: the next page may begin another', async () => {
    await fail('s1', 'jane', failed, true);
    expect(recalled('s2', 'jane', true)).toBe('vendor_failed');
    expect(recalled('s2', 'sam', true)).toBeUndefined();
    expect(recalled('s1', 'jane', false)).toBeUndefined();
  });

  test.each([
    new Error('the database is down'),
    'word',
    null,
    Object.assign(new Error('x'), { code: 'vendor_failed' }),
    new PartnerSsoError('request_invalid', 'cheetah', 'x'),
  ])('of the host (%p) is not remembered: it says nothing of the next request', async (error) => {
    expect(await fail('s1', 'jane', error)).toBe(error);
    expect(recalled('s1', 'jane')).toBeUndefined();
  });
});

describe('forgetting a session', () => {
  test('drops what has arrived and what has failed there, and nothing of another', async () => {
    await fetch('s1', 'jane');
    await fail('s1', 'sam');
    await fetch('s2', 'jane');
    members.forget('s1', undefined);
    expect([recalled('s1', 'jane'), recalled('s1', 'sam'), recalled('s2', 'jane')]).toEqual([
      undefined,
      undefined,
      'jane',
    ]);
  });

  test('a sign-in that is under way is not kept when it arrives, and the next request begins its own', async () => {
    const { open, passed } = gate();
    const late = members.fetch('s1', 'jane', false, () => passed.then(() => memberOf('late')));
    const other = members.fetch('s2', 'jane', false, () => passed.then(() => memberOf('other')));
    members.forget('s1', undefined);
    expect(members.isUnderWay('s1', 'jane')).toBe(false);
    const next = gate();
    const anew = members.fetch('s1', 'jane', false, () => next.passed.then(() => memberOf('new')));
    open();
    expect(await late).toEqual({ member: memberOf('late'), keep: false });
    expect(await other).toEqual({ member: memberOf('other'), keep: true });
    expect(recalled('s1', 'jane')).toBeUndefined();
    expect(members.isUnderWay('s1', 'jane')).toBe(true);
    next.open();
    expect(await anew).toEqual({ member: memberOf('new'), keep: true });
    expect(recalled('s1', 'jane')).toBe('new');
  });

  test('one that fails after the logout is not remembered', async () => {
    const { open, passed } = gate();
    const late = rejection(members.fetch('s1', 'jane', false, () => passed.then(() => Promise.reject(failed))));
    members.forget('s1', undefined);
    open();
    expect(await late).toBe(failed);
    expect(recalled('s1', 'jane')).toBeUndefined();
  });

  test('without an id, only the sign-in of the user whose member it held', async () => {
    const { open, passed } = gate();
    const [jane, sam] = ['jane', 'sam'].map((user) =>
      members.fetch(undefined, user, false, () => passed.then(() => memberOf(user))),
    );
    members.forget(undefined, 'jane');
    open();
    expect([(await jane)?.keep, (await sam)?.keep]).toEqual([false, true]);
  });

  test('without an id or a member, every sign-in that has no id: whose it is cannot be told', async () => {
    const { open, passed } = gate();
    const [none, one] = [undefined, 's1'].map((session) =>
      members.fetch(session, 'jane', false, () => passed.then(() => memberOf('jane'))),
    );
    members.forget(undefined, undefined);
    open();
    expect([(await none)?.keep, (await one)?.keep]).toEqual([false, true]);
  });
});

test('nothing is known until a sign-in begins, and again some seconds after it has arrived or failed', async () => {
  expect(members.knowsNothing).toBe(true);
  const { open, passed } = gate();
  const flight = members.fetch('s1', 'jane', false, () => passed.then(() => memberOf('jane')));
  expect(members.knowsNothing).toBe(false);
  open();
  await flight;
  expect(members.knowsNothing).toBe(false);
  time += 4_999;
  expect(members.knowsNothing).toBe(false);
  await fail('s2', 'sam');
  time += 1;
  expect([recalled('s1', 'jane'), members.knowsNothing]).toEqual([undefined, false]);
  time += 4_999;
  expect([recalled('s2', 'sam'), members.knowsNothing]).toEqual([undefined, true]);
});
