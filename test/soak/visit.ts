// What visitors do: read pages, one or several at once, become somebody else in the middle of them, log out in the middle of them.

import { oneOf, whole } from './random.js';
import type { Random } from './random.js';
import type { LoginKind } from './host.js';
import type { Tally, Visitor } from './visitor.js';

const USERS = 1_000;

/** A user, by chance. */
export const anyUser = (random: Random): string => `u${String(whole(random, USERS))}`;

/** Makes one visit; returns when all of it is answered. */
export async function visit(visitor: Visitor, random: Random, tally: Tally): Promise<void> {
  const chance = random();
  if (chance < 0.7) await visitor.page([visitor.user], random() < 0.05);
  else if (chance < 0.88) await together(visitor, 2 + whole(random, 4), [visitor.user]);
  else if (chance < 0.95) await becomeAnother(visitor, random, tally);
  else await logOutAndIn(visitor, random, tally);
}

function together(visitor: Visitor, count: number, expected: readonly (string | null)[]): Promise<unknown> {
  return Promise.all(Array.from({ length: count }, () => visitor.page(expected)));
}

/** Pages that are under way belong to either user; a page after the login belongs to the new one. */
async function becomeAnother(visitor: Visitor, random: Random, tally: Tally): Promise<void> {
  const before = visitor.user;
  const after = anyUser(random);
  const kind = oneOf<LoginKind>(random, ['in place', 'cleared', 'regenerated']);
  const underWay = together(visitor, whole(random, 4), [before, after, null]);
  await Promise.all([visitor.logIn(after, kind), underWay]);
  tally.switches += 1;
  await visitor.page([after]);
}

/** A session that is destroyed while pages of it are under way does not come back. */
async function logOutAndIn(visitor: Visitor, random: Random, tally: Tally): Promise<void> {
  const { user, cookie } = visitor;
  const underWay = together(visitor, whole(random, 4), [user, null]);
  await Promise.all([visitor.logOut(), underWay]);
  tally.logouts += 1;
  visitor.cookie = cookie;
  await visitor.page([null]);
  visitor.cookie = '';
  await visitor.logIn(anyUser(random), 'in place');
}
