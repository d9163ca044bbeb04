// What a member in the session keeps, whatever the session is kept in. What hangs on the store is in with-ids.ts and without-ids.ts.

import { until } from '../support/fake-vendor.js';
import { StoreHost } from './host.js';
import type { RunningStore, StoreKind } from './kinds.js';
import { Visitor } from './visitor.js';
import { testsWithIds } from './with-ids.js';
import { testsWithoutIds } from './without-ids.js';

/** A host on a new, empty store, and a visitor who is signed in there. */
export interface Scene {
  readonly host: StoreHost;
  readonly jane: Visitor;
  /** Times that the session was written: to the store, or into a cookie. */
  readonly writes: () => number;
}

/** Lets all that is ready to go on go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Defines the tests for one kind of store. */
export function sessionSuite(kind: StoreKind, define: jest.Describe = describe): void {
  define(`a session on ${kind.name}`, () => {
    let running: RunningStore;
    let scene: Scene;
    // A busy machine takes its time to start a Postgres.
    beforeAll(async () => {
      running = await kind.start();
    }, 120_000);
    afterAll(() => running.stop());
    beforeEach(async () => {
      const store = await running.fresh();
      const host = await StoreHost.start(store);
      const jane = new Visitor(host);
      await jane.set({ userId: 'jane' });
      scene = { host, jane, writes: () => (store === undefined ? jane.cookieWrites : host.writes) };
    });
    afterEach(() => scene.host.close());

    commonTests(() => scene);
    if (kind.hasIds) testsWithIds(() => scene);
    else testsWithoutIds(() => scene);
  });
}

function commonTests(current: () => Scene): void {
  test('serves a member that was fetched once on later pages and at /cheetah.json', async () => {
    const { host, jane } = current();
    const first = await jane.page();
    expect(first).toMatchObject({ access_token: 'member-jane-1', sso_error: '', short_name: 'jane' });
    // What one process remembers for a short while is over by then: it is the session that serves.
    host.time += 10_000;
    expect(await jane.page()).toEqual(first);
    expect(await jane.json('GET', '/cheetah.json')).toEqual(first);
    expect(host.signIns).toEqual(['jane']);
  });

  test('never gives it to another user in the same session, who gets a member of their own', async () => {
    const { host, jane } = current();
    const tokens = [(await jane.page()).access_token];
    for (const userId of ['sam', 'jane']) {
      await jane.set({ userId });
      tokens.push((await jane.page()).access_token);
    }
    expect(tokens).toEqual(['member-jane-1', 'member-sam-2', 'member-jane-3']);
    expect(JSON.stringify(await jane.session())).not.toContain('member-sam');
    expect(host.signIns).toEqual(['jane', 'sam', 'jane']);
  });

  test('forgets it at logout', async () => {
    const { host, jane } = current();
    await jane.page();
    await jane.json('POST', '/logout');
    expect(await jane.session()).toEqual({});
    expect(await jane.page()).toEqual({});
    await jane.set({ userId: 'jane' });
    expect(await jane.page()).toMatchObject({ access_token: 'member-jane-2' });
    expect(host.signIns).toEqual(['jane', 'jane']);
  });

  test('ends it after `memberTtl`', async () => {
    const { host, jane } = current();
    await jane.page();
    host.time += 59_999;
    expect(await jane.page()).toMatchObject({ access_token: 'member-jane-1' });
    host.time += 1;
    expect(await jane.page()).toMatchObject({ access_token: 'member-jane-2' });
    expect(host.signIns).toEqual(['jane', 'jane']);
  });

  test('makes one sign-in for parallel pages, and all of them leave the member there', async () => {
    const { host, jane } = current();
    host.signIn.close();
    const pages = Array.from({ length: 20 }, () => jane.page());
    await until(() => host.pages.arrived === 20 && host.signIn.arrived > 0);
    await settle();
    host.signIn.open();

    const tokens = (await Promise.all(pages)).map((state) => state.access_token);
    expect(new Set(tokens)).toEqual(new Set(['member-jane-1']));
    expect(await jane.session()).toMatchObject({ userId: 'jane', cheetah: { member: { integration_id: 'jane' } } });
    host.time += 10_000;
    await jane.page();
    expect(host.signIns).toEqual(['jane']);
  });

  test('has saved it when a redirect follows the first sign-in, also where the store is slow', async () => {
    const { host, jane } = current();
    host.writeMs = 100;
    const answer = await jane.send('GET', '/then');
    // Only the session may serve now.
    host.time += 10_000;
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/page']);
    expect(await jane.page()).toMatchObject({ access_token: 'member-jane-1' });
    expect(host.signIns).toEqual(['jane']);
  });

  test('is not written by pages that change nothing', async () => {
    const { jane, writes } = current();
    const atFirst = writes();
    await jane.page();
    expect(writes()).toBe(atFirst + 1);
    for (let page = 0; page < 5; page += 1) await jane.page();
    await jane.json('GET', '/cheetah.json');
    expect(writes()).toBe(atFirst + 1);
  });

  test('keeps a deep link through the login, and the page after it tells the link once', async () => {
    const { host } = current();
    const visitor = new Visitor(host);
    expect(await visitor.page('?stl_params_hash=abc')).toEqual({});
    await visitor.json('POST', '/login', { userId: 'jane' });
    expect(await visitor.page()).toMatchObject({ access_token: 'member-jane-1', stl_params_hash: 'abc' });
    expect(await visitor.page()).not.toHaveProperty('stl_params_hash');
  });
}
