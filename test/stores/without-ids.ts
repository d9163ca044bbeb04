// cookie-session keeps the whole session at the browser. It has no id and no store, so each answer carries a whole session, and the
// one that comes last replaces all others: a request cannot see what another has made of it meanwhile, an old cookie stays good, and
// what was fetched for an answer that was replaced is lost. Each test says what does hold in place of what a store keeps.

import { until } from '../support/fake-vendor.js';
import type { Scene } from './suite.js';

/** Defines the tests for cookie-session. */
export function testsWithoutIds(current: () => Scene): void {
  test('has no id that a login could renew, so the member stays in the same cookie', async () => {
    const { host, jane } = current();
    await jane.page();
    await jane.json('POST', '/login', { userId: 'jane' });
    expect(await jane.page()).toMatchObject({ access_token: 'member-jane-1' });
    expect(host.signIns).toEqual(['jane']);
  });

  test('leaves the cookie of before a logout good, for the user and the member that are in it', async () => {
    const { jane } = current();
    await jane.page();
    const before = jane.copy();
    await jane.json('POST', '/logout');
    await jane.set({ userId: 'sam' });
    expect(await jane.page()).toMatchObject({ access_token: 'member-sam-2' });
    expect(await before.page()).toMatchObject({ access_token: 'member-jane-1', short_name: 'jane' });
  });

  describe('while a sign-in is under way', () => {
    test('loses what the host writes to the answer that comes last, and needs no second sign-in', async () => {
      const { host, jane } = current();
      host.signIn.close();
      const page = jane.page();
      await until(() => host.signIn.arrived === 1);
      await jane.set({ cart: '42' });
      host.signIn.open();

      expect(await page).toMatchObject({ access_token: 'member-jane-1' });
      const after = await jane.session();
      expect(after).toMatchObject({ userId: 'jane', cheetah: { member: { integration_id: 'jane' } } });
      expect(after).not.toHaveProperty('cart');
      await jane.page();
      expect(host.signIns).toEqual(['jane']);
    });

    test('goes back to the user of the answer that comes last, and never mixes two of them', async () => {
      const { host, jane } = current();
      host.signIn.close();
      const page = jane.page();
      await until(() => host.signIn.arrived === 1);
      await jane.set({ userId: 'sam' });
      host.signIn.open();

      expect(await page).toMatchObject({ access_token: 'member-jane-1' });
      expect(await jane.session()).toMatchObject({ userId: 'jane', cheetah: { member: { integration_id: 'jane' } } });
      await jane.set({ userId: 'sam' });
      expect(await jane.page()).toMatchObject({ access_token: 'member-sam-2' });
    });

    test('does not come back when it is ended, if the host calls clear()', async () => {
      const { host, jane } = current();
      host.signIn.close();
      const page = jane.page();
      await until(() => host.signIn.arrived === 1);
      await jane.json('POST', '/logout');
      host.signIn.open();

      expect(await page).toMatchObject({ access_token: 'member-jane-1' });
      expect(await jane.session()).toEqual({});
    });

    test('comes back with the answer that comes last when the host does not call clear()', async () => {
      const { host, jane } = current();
      host.signIn.close();
      const page = jane.page();
      await until(() => host.signIn.arrived === 1);
      await jane.json('POST', '/logout?careless');
      host.signIn.open();

      await page;
      expect(await jane.session()).toMatchObject({ userId: 'jane', cheetah: { member: { integration_id: 'jane' } } });
    });
  });

  test('loses a member to a request that began before it and answers after it, which costs a second sign-in', async () => {
    const { host, jane } = current();
    host.loaded.close();
    const slow = jane.set({ cart: '42' }, '?wait');
    await until(() => host.loaded.arrived === 1);
    await jane.page();
    host.loaded.open();
    await slow;

    expect(await jane.session()).toEqual({ userId: 'jane', cart: '42' });
    expect(await jane.page()).toMatchObject({ access_token: 'member-jane-2' });
    expect(await jane.session()).toMatchObject({ cart: '42', cheetah: { member: { integration_id: 'jane' } } });
    expect(host.signIns).toEqual(['jane', 'jane']);
  });
}
