/** Pages of a user whose member is there already, in the session or just arrived: what they write, and what the event says of them. */

import { Browser, SSO_PATH, startCheetahHost, wellBehaved } from '../../support/cheetah-host.js';
import type { CheetahHost } from '../../support/cheetah-host.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE } from '../../support/vendor-host.js';

let time = 0;
let vendor: FakeVendor;
let host: CheetahHost;
let jane: Browser;
beforeEach(async () => {
  time = 1_700_000_000_000;
  vendor = tidy(await startFakeVendor(wellBehaved));
  host = tidy(await startCheetahHost({ baseUrl: vendor.url, now: () => time, timeoutMs: 60_000 }));
  jane = new Browser(host, JANE);
  await jane.send('POST', '/visit');
});

test('a deep link is told at once, and costs no write', async () => {
  await jane.state();
  const writes = host.store.sets.length;
  expect(await jane.state('?stl_params_hash=LINK')).toMatchObject({ stl_params_hash: 'LINK' });
  expect(host.store.sets).toHaveLength(writes);
});

test('a deep link that came while nobody was signed in is told once, also when nobody remembers it any more', async () => {
  await jane.state();
  jane.user = undefined;
  await jane.page('?stl_params_hash=LINK');
  jane.user = JANE;
  expect(await jane.state()).toMatchObject({ stl_params_hash: 'LINK' });
  expect(await jane.session()).toMatchObject({ cheetah: { member: { integration_id: '42' } } });
  expect(await jane.session()).not.toHaveProperty('cheetah.stl_params_hash');
  time += 2 * 60_000;
  expect(await jane.state()).not.toHaveProperty('stl_params_hash');
  expect(vendor.count(SSO_PATH)).toBe(1);
});

test('a member that has just arrived counts as cached where the session does not have it yet', async () => {
  jest.spyOn(host.store, 'set').mockImplementation((_sid, _data, callback) => callback?.());
  for (let page = 0; page < 2; page += 1) expect((await jane.state()).access_token).toBe('member-42-1');
  expect(host.events.map(({ cached }) => cached)).toEqual([false, true]);
  expect(vendor.count(SSO_PATH)).toBe(1);
});
