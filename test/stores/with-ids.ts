// What a session keeps where a store holds it under an id, so that every request can see what the others have made of it.

import { until } from '../support/fake-vendor.js';
import type { Scene } from './suite.js';

/** Defines the tests for stores with ids. */
export function testsWithIds(current: () => Scene): void {
  test('carries our key over when the host makes a new session at login', async () => {
    const { host, jane } = current();
    await jane.page();
    const before = jane.copy();
    await jane.json('POST', '/login', { userId: 'jane' });
    expect(jane.cookies).not.toEqual(before.cookies);
    expect(await before.session()).toEqual({});
    expect(await jane.page()).toMatchObject({ access_token: 'member-jane-1' });
    expect(host.signIns).toEqual(['jane']);
  });

  test('makes the cookie of before a logout worth nothing', async () => {
    const { jane } = current();
    await jane.page();
    const before = jane.copy();
    await jane.json('POST', '/logout');
    expect(await before.session()).toEqual({});
    expect(await before.page()).toEqual({});
  });

  describe('while a sign-in is under way', () => {
    test('keeps what the host writes, and a later page needs no second sign-in', async () => {
      const { host, jane } = current();
      host.signIn.close();
      const page = jane.page();
      await until(() => host.signIn.arrived === 1);
      await jane.set({ cart: '42' });
      host.signIn.open();

      expect(await page).toMatchObject({ access_token: 'member-jane-1' });
      expect(await jane.session()).toMatchObject({ userId: 'jane', cart: '42' });
      expect(await jane.page()).toMatchObject({ access_token: 'member-jane-1' });
      expect(await jane.session()).toMatchObject({ cart: '42', cheetah: { member: { integration_id: 'jane' } } });
      expect(host.signIns).toEqual(['jane']);
    });

    test('keeps another user who signs in signed in, without the member of the one before', async () => {
      const { host, jane } = current();
      host.signIn.close();
      const page = jane.page();
      await until(() => host.signIn.arrived === 1);
      await jane.set({ userId: 'sam' });
      host.signIn.open();

      expect(await page).toMatchObject({ access_token: 'member-jane-1' });
      const after = await jane.session();
      expect(after).toMatchObject({ userId: 'sam' });
      expect(JSON.stringify(after)).not.toContain('member-jane');
      expect(await jane.page()).toMatchObject({ access_token: 'member-sam-2', short_name: 'sam' });
    });

    test.each([
      ['with clear()', '/logout'],
      ['without clear()', '/logout?careless'],
    ])('does not come back when it is destroyed, %s', async (_how, path) => {
      const { host, jane } = current();
      host.signIn.close();
      const page = jane.page();
      await until(() => host.signIn.arrived === 1);
      await jane.json('POST', path);
      host.signIn.open();

      expect(await page).toMatchObject({ access_token: 'member-jane-1' });
      expect(await jane.session()).toEqual({});
    });
  });

  test('keeps a member although a request that loaded the session before it saves after it', async () => {
    const { host, jane } = current();
    host.loaded.close();
    const slow = jane.set({ cart: '42' }, '?wait');
    await until(() => host.loaded.arrived === 1);
    await jane.page();
    host.loaded.open();
    await slow;

    expect(await jane.page()).toMatchObject({ access_token: 'member-jane-1' });
    expect(await jane.session()).toMatchObject({ cart: '42', cheetah: { member: { integration_id: 'jane' } } });
    host.time += 10_000;
    await jane.page();
    expect(host.signIns).toEqual(['jane']);
  });

  // The host's own middleware may take its time between the session and the package: the copy is old before we see it.
  describe.each([
    ['no member was fetched yet', false],
    ['another page has just fetched the member', true],
  ])('while a page with an old copy is on its way, and %s', (_when, isFetched) => {
    test('keeps what the host has written meanwhile', async () => {
      const { host, jane } = current();
      host.loaded.close();
      const page = jane.page('?wait');
      await until(() => host.loaded.arrived === 1);
      await jane.set({ cart: '42' });
      if (isFetched) await jane.page();
      host.loaded.open();

      expect(await page).toMatchObject({ access_token: 'member-jane-1' });
      expect(await jane.session()).toMatchObject({ userId: 'jane', cart: '42' });
      expect(await jane.page()).toMatchObject({ access_token: 'member-jane-1' });
      expect(host.signIns).toEqual(['jane']);
    });

    test('keeps another user who has signed in meanwhile', async () => {
      const { host, jane } = current();
      host.loaded.close();
      const page = jane.page('?wait');
      await until(() => host.loaded.arrived === 1);
      if (isFetched) await jane.page();
      await jane.set({ userId: 'sam' });
      host.loaded.open();

      expect(await page).toMatchObject({ access_token: 'member-jane-1' });
      expect(await jane.session()).toMatchObject({ userId: 'sam' });
      expect(await jane.page()).toMatchObject({ access_token: 'member-sam-2' });
    });

    test.each([
      ['with clear()', '/logout'],
      ['without clear()', '/logout?careless'],
    ])('does not bring a session back that was destroyed, %s', async (_how, path) => {
      const { host, jane } = current();
      host.loaded.close();
      const page = jane.page('?wait');
      await until(() => host.loaded.arrived === 1);
      if (isFetched) await jane.page();
      await jane.json('POST', path);
      host.loaded.open();

      await page;
      expect(await jane.session()).toEqual({});
    });
  });
}
