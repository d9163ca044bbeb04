// One session and one integration token on two real processes: what they share through Redis is asked of the vendor once.

import { until } from '../support/fake-vendor.js';
import { figure } from '../support/figures.js';
import { hasRedis } from '../support/redis-server.js';
import { Visitor } from '../stores/visitor.js';
import { Fleet } from './fleet.js';
import type { HostProcess } from './host-process.js';

// Processes take their time to start where others run as well.
jest.setTimeout(120_000);

const suite = hasRedis() ? describe : describe.skip;

/** Pages of so many visitors at once, each in a session of its own; fails unless each has its own member. */
async function pagesOf(host: HostProcess, prefix: string, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_value, index) => `${prefix}${String(index)}`);
  const states = await Promise.all(ids.map((id) => new Visitor(host, id).page()));
  expect(states.map(({ sso_error: code }) => code)).toEqual(ids.map(() => ''));
  expect(states.map(({ access_token: token }) => token?.replace(/-\d+$/, ''))).toEqual(ids.map((id) => `member-${id}`));
}

suite('two processes behind one Redis', () => {
  let fleet: Fleet;
  beforeEach(async () => {
    fleet = await Fleet.start();
  });
  afterEach(() => fleet.close());

  test('serve one session with one sign-in, and all sessions with one integration token', async () => {
    const jane = new Visitor(fleet.first);
    await jane.set({ userId: 'jane' });
    const before = await jane.page();
    const after = await jane.copy(fleet.second).page();
    expect(before).toMatchObject({ access_token: 'member-jane-1', sso_error: '', short_name: 'jane' });
    expect(after).toEqual(before);
    expect(fleet.calls.signIn).toBe(1);

    await fleet.untilShared('integration-1');
    await pagesOf(fleet.second, 'sam', 10);
    expect(fleet.calls).toEqual({ token: 1, signIn: 11 });
    figure('one session on two processes: 1 sign-in call');
    figure('two processes with a shared tokenStore: 1 token call');
  });

  test('make one token call each when both start at the same moment, however many pages wait', async () => {
    fleet.tokenCalls.close();
    const pages = [pagesOf(fleet.first, 'ann', 20), pagesOf(fleet.second, 'bob', 20)];
    const underWay = async (host: HostProcess): Promise<unknown> =>
      (await new Visitor(host).json('GET', '/pages'))['pages'];
    await until(() => fleet.tokenCalls.arrived >= 2);
    for (const host of [fleet.first, fleet.second]) while ((await underWay(host)) !== 20);
    fleet.tokenCalls.open();
    await Promise.all(pages);
    // Two calls were under way at once, and one process alone would have joined its own.
    expect(fleet.calls).toEqual({ token: 2, signIn: 40 });

    await Promise.all([pagesOf(fleet.first, 'carl', 5), pagesOf(fleet.second, 'dora', 5)]);
    expect(fleet.calls).toEqual({ token: 2, signIn: 50 });
    figure('two processes that start at the same moment: 2 token calls, one each');
  });

  test('replace a token that the vendor refuses once for both', async () => {
    await pagesOf(fleet.first, 'ann', 1);
    await fleet.untilShared('integration-1');
    await pagesOf(fleet.second, 'bob', 1);
    expect(fleet.calls).toEqual({ token: 1, signIn: 2 });

    fleet.refused = 'integration-1';
    await pagesOf(fleet.first, 'carl', 10);
    await fleet.untilShared('integration-2');
    await pagesOf(fleet.second, 'dora', 10);
    expect(fleet.calls.token).toBe(2);
    figure('a token that is refused on two processes: 1 token call more');
  });

  test('replace a token with one call each when both see it refused at the same moment', async () => {
    await pagesOf(fleet.first, 'ann', 1);
    await fleet.untilShared('integration-1');
    await pagesOf(fleet.second, 'bob', 1);

    fleet.refused = 'integration-1';
    fleet.tokenCalls.close();
    const pages = [pagesOf(fleet.first, 'carl', 10), pagesOf(fleet.second, 'dora', 10)];
    await until(() => fleet.tokenCalls.arrived >= 3);
    fleet.tokenCalls.open();
    await Promise.all(pages);
    expect(fleet.calls.token).toBe(3);
    await Promise.all([pagesOf(fleet.first, 'emil', 5), pagesOf(fleet.second, 'fred', 5)]);
    expect(fleet.calls.token).toBe(3);
  });

  test('go on with the other when one is killed in the middle of a sign-in', async () => {
    const jane = new Visitor(fleet.first);
    await jane.set({ userId: 'jane' });
    await jane.page();
    const sam = new Visitor(fleet.first);
    await sam.set({ userId: 'sam' });
    await fleet.untilShared('integration-1');

    fleet.signIns.close();
    const broken = sam.page().then(
      () => 'answered',
      () => 'cut off',
    );
    await until(() => fleet.calls.signIn === 2);
    await fleet.first.kill();
    expect(await broken).toBe('cut off');
    fleet.signIns.open();

    expect(await jane.copy(fleet.second).page()).toMatchObject({ access_token: 'member-jane-1' });
    expect(fleet.calls.signIn).toBe(2);
    expect(await sam.copy(fleet.second).page()).toMatchObject({ access_token: 'member-sam-3', short_name: 'sam' });
    expect(fleet.calls).toEqual({ token: 1, signIn: 3 });
    expect([fleet.second.end(), fleet.second.errors()]).toEqual([undefined, '']);
  });
});
