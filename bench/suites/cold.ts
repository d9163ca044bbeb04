// The first page of 1,000 new sessions.
import { Pool } from 'undici';
import { startHost } from '../host-process.js';
import { compare, inOneTurn, type Suite } from '../suite.js';

const CONNECTIONS = 20;

export const cold: Suite = {
  title: 'First page of a new session: `cheetahMemberState()`',
  async run(pace) {
    const sessions = pace.short ? 50 : 1000;
    const vendor = await startHost<'vendor'>('vendor');
    const host = await startHost<'ours' | 'byHand'>('cold', [vendor.urls.vendor]);
    const calls = { token: 0, sso: 0 };
    const contender = (name: 'ours' | 'byHand') => async (): Promise<number> => {
      await fetch(`${host.urls[name]}/reset`);
      await fetch(`${vendor.urls.vendor}/reset`);
      const rate = await newSessions(`${host.urls[name]}/go`, sessions);
      const made = (await (await fetch(`${vendor.urls.vendor}/calls`)).json()) as typeof calls;
      if (made.token !== 1 || made.sso !== sessions) {
        throw new Error(
          `${name} made ${String(made.token)} and ${String(made.sso)} calls, not 1 and ${String(sessions)}`,
        );
      }
      if (name === 'ours') Object.assign(calls, made);
      return rate;
    };
    try {
      const found = await compare({ ours: contender('ours'), byHand: contender('byHand') }, inOneTurn(pace), [
        [`${String(sessions)} new sessions, beside the same by hand on undici`, 'ours', 'byHand', 0.95],
      ]);
      return {
        ...found,
        figures: [
          { what: `calls to the vendor for ${String(sessions)} new sessions: token`, value: calls.token, unit: '' },
          { what: `calls to the vendor for ${String(sessions)} new sessions: sign-in`, value: calls.sso, unit: '' },
        ],
      };
    } finally {
      host.close();
      vendor.close();
    }
  },
};

/** Loads the page once for each of so many users, and checks that each page has its own member. */
async function newSessions(url: string, count: number): Promise<number> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const users = Array.from({ length: count }, (_, index) => String(index)).values();
  const start = performance.now();
  const one = async (): Promise<void> => {
    for (const user of users) {
      const { body } = await pool.request({ path: pathname, method: 'GET', headers: { 'x-user': user } });
      if (!(await body.text()).includes(`"token-of-user-${user}"`)) throw new Error('a page without its member');
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  return count / seconds;
}
