// A member in a session that is a cookie: browsers drop a cookie that is too large, and the host's login would go with it.

import session from 'express-session';
import { SSO_PATH, tokenReply } from '../support/cheetah-host.js';
import { warningsDuring } from '../support/warnings.js';
import { StoreHost } from './host.js';
import { Visitor } from './visitor.js';

const FULL = 'PARTNER_SSO_COOKIE_FULL';
const NEARLY_FULL = 'PARTNER_SSO_COOKIE_NEARLY_FULL';

let host: StoreHost;
/** Letters in the tokens that the vendor gives. */
let letters: number;
const tokenOf = (id = ''): string => id.padEnd(letters, 'x');

async function startHost(store?: session.Store): Promise<void> {
  host = await StoreHost.start(store);
  host.vendor.answering = ({ path, fields }, count) => {
    const { integration_id: id } = fields;
    if (path !== SSO_PATH) return tokenReply(count);
    return { body: { member_id: 1, integration_id: id, access_token: tokenOf(id), refresh_token: '' } };
  };
}

beforeEach(() => startHost());
afterEach(() => host.close());

async function signedIn(userId: string): Promise<Visitor> {
  const visitor = new Visitor(host);
  await visitor.set({ userId });
  return visitor;
}

/** Bytes of the session's cookie, as a browser counts them. */
const bytesOf = ({ cookies }: Visitor): number => 'session'.length + (cookies.get('session')?.length ?? 0);

/** The codes of all warnings while a visitor sees three pages, each of which has to show the member. */
async function codesOfThreePages(visitor: Visitor): Promise<(string | undefined)[]> {
  const warnings = await warningsDuring(async () => {
    for (let page = 0; page < 3; page += 1) {
      expect(await visitor.page()).toMatchObject({ access_token: tokenOf('jane'), sso_error: '', short_name: 'jane' });
    }
  });
  expect(JSON.stringify(warnings)).not.toMatch(/xxx|jane/);
  return warnings.map(({ code }) => code);
}

test('a member that is too large is not kept: the login in the cookie survives, and one warning says so', async () => {
  letters = 4000;
  const jane = await signedIn('jane');
  expect(await codesOfThreePages(jane)).toEqual([FULL]);
  expect(jane.dropped).toEqual([]);
  expect(await jane.session()).toEqual({ userId: 'jane' });
  expect(host.signIns).toEqual(['jane', 'jane', 'jane']);
});

test('a member that nearly fills the cookie is kept, and one warning says so', async () => {
  letters = 2400;
  const jane = await signedIn('jane');
  expect(await codesOfThreePages(jane)).toEqual([NEARLY_FULL]);
  expect(jane.dropped).toEqual([]);
  expect(bytesOf(jane)).toBeGreaterThan(3072);
  expect(host.signIns).toEqual(['jane']);
});

test('a small member is kept, and warns of nothing', async () => {
  letters = 40;
  const jane = await signedIn('jane');
  expect(await codesOfThreePages(jane)).toEqual([]);
  expect(host.signIns).toEqual(['jane']);
});

test('what the host keeps counts as well: it stays, and a small member is not kept beside it', async () => {
  letters = 40;
  const jane = await signedIn('jane');
  const cart = 'y'.repeat(2900);
  await jane.set({ cart });
  expect(await codesOfThreePages(jane)).toEqual([FULL]);
  expect(jane.dropped).toEqual([]);
  expect(await jane.session()).toEqual({ userId: 'jane', cart });
});

test('a session in a store has room for the largest member, and warns of nothing', async () => {
  await host.close();
  await startHost(new session.MemoryStore());
  letters = 4000;
  expect(await codesOfThreePages(await signedIn('jane'))).toEqual([]);
  expect(host.signIns).toEqual(['jane']);
});

test('each warning is given once, whoever comes', async () => {
  const warnings = await warningsDuring(async () => {
    for (const length of [2400, 4000, 2400, 4000]) {
      letters = length;
      for (const userId of ['jane', 'sam']) await (await signedIn(userId)).page();
    }
  });
  expect(warnings.map(({ code }) => code)).toEqual([NEARLY_FULL, FULL]);
});

test('a member is kept up to the limit and never beyond it', async () => {
  const kept: number[] = [];
  const refused: number[] = [];
  await warningsDuring(async () => {
    for (letters = 2600; letters <= 2945; letters += 15) {
      const jane = await signedIn('jane');
      await jane.page();
      expect(jane.dropped).toEqual([]);
      const { cheetah } = await jane.session();
      if (cheetah === undefined) refused.push(letters);
      else kept.push(bytesOf(jane));
    }
  });
  expect(kept.length).toBeGreaterThan(2);
  expect(refused.length).toBeGreaterThan(2);
  // All that fits comes before all that does not, and nothing is refused that would have fitted.
  expect(refused).toEqual(refused.map((_length, index) => 2960 - 15 * (refused.length - index)));
  expect(Math.max(...kept)).toBeGreaterThan(4096 - 24);
});

test('a deep link is told once, also by a page whose member is not kept', async () => {
  letters = 4000;
  const visitor = new Visitor(host);
  await warningsDuring(async () => {
    await visitor.page('?stl_params_hash=abc');
    await visitor.json('POST', '/login', { userId: 'jane' });
    expect(await visitor.page()).toMatchObject({ sso_error: '', stl_params_hash: 'abc' });
    expect(await visitor.page()).not.toHaveProperty('stl_params_hash');
  });
});
