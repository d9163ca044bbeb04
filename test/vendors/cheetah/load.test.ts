/** Many requests at once: one call for each session and user, one integration token for all. */

import { Browser, SESSIONS, SSO_PATH, TOKEN_PATH, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { figure } from '../../support/figures.js';
import { JANE } from '../../support/vendor-host.js';

jest.setTimeout(60_000);

/** The page must not give up before a slow machine has sent all requests. */
const timeoutMs = 60_000;

let vendor: FakeVendor;
let host: CheetahHost | undefined;
beforeEach(async () => {
  vendor = await startFakeVendor(wellBehaved);
});
afterEach(async () => {
  await host?.close();
  await vendor.close();
});

test.each(Object.keys(SESSIONS) as (keyof typeof SESSIONS)[])(
  '50 requests of one user at once make one call (session: %s)',
  async (kind) => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
    const { open, passed } = gate();
    vendor.answering = async (request, count) => {
      if (request.path === SSO_PATH) await passed;
      return wellBehaved(request, count);
    };
    let asked = 0;
    const allow = (): boolean => (asked += 1) > 0;
    host = await startCheetahHost({ baseUrl: vendor.url, allow, timeoutMs }, { kind });
    const browser = new Browser(host, JANE);
    if (kind !== 'none') await browser.send('POST', '/visit');
    const pages = Array.from({ length: 50 }, () => browser.state());
    await until(() => asked === 50 && vendor.count(SSO_PATH) > 0);
    open();
    expect(new Set((await Promise.all(pages)).map(({ access_token }) => access_token))).toEqual(
      new Set(['member-42-1']),
    );
    expect([vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)]).toEqual([1, 1]);
    if (kind === 'express-session') figure('50 requests of one session at once: 1 token call, 1 sign-in call');
    warn.mockRestore();
  },
);

test('1,000 sessions at once make one token call and one sign-in each, and each page has its own member', async () => {
  const { open, passed } = gate();
  vendor.answering = async (request, count) => {
    if (request.path === TOKEN_PATH) await passed;
    return wellBehaved(request, count);
  };
  // `fields` is asked for right before the token is: whoever has been asked waits for the token that the gate holds back.
  let asked = 0;
  const fields = (): Record<string, string> => {
    asked += 1;
    return {};
  };
  host = await startCheetahHost({ baseUrl: vendor.url, fields, timeoutMs });
  const users = Array.from({ length: 1000 }, (_, id) => ({ ...JANE, id, firstName: `Jane${String(id)}` }));
  const pages = users.map((user) => new Browser(host as CheetahHost, user).state());
  await until(() => asked === 1000 && vendor.count(TOKEN_PATH) > 0);
  expect(vendor.count(SSO_PATH)).toBe(0);
  open();

  const states = await Promise.all(pages);
  const [tokenCalls, signIns] = [vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)];
  expect([tokenCalls, signIns]).toEqual([1, 1000]);
  // Each user was signed in once, and nobody got the member or the name of another.
  const signedIn = vendor.requests.filter(({ path }) => path === SSO_PATH).map((call) => call.fields['integration_id']);
  expect(new Set(signedIn).size).toBe(1000);
  expect(states.map(({ refresh_token, short_name }) => [refresh_token, short_name])).toEqual(
    users.map(({ id, firstName }) => [`refresh-${String(id)}`, firstName]),
  );
  expect(states.every((state, id) => state.access_token.startsWith(`member-${String(id)}-`))).toBe(true);
  expect(host.store.sets).toHaveLength(1000);
  figure('1,000 sessions at once: 1 token call, 1,000 sign-in calls');
});
