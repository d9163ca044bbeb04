// Redis is killed and started again in the middle of a run of pages: the host goes on, and nobody ever sees another's member.

import { startFakeVendor } from '../support/fake-vendor.js';
import type { Answering, FakeVendor } from '../support/fake-vendor.js';
import { SSO_PATH, TOKEN_PATH, wellBehaved } from '../support/cheetah-host.js';
import { hasRedis, startRedis } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';
import { Visitor } from '../stores/visitor.js';
import { startHostProcess } from './host-process.js';
import type { HostProcess } from './host-process.js';
import { Reader } from './reader.js';

// Processes take their time to start where others run as well.
jest.setTimeout(120_000);

const suite = hasRedis() ? describe : describe.skip;

suite('a Redis that dies', () => {
  let redis: RedisServer;
  let vendor: FakeVendor;
  let host: HostProcess;
  const readers: Reader[] = [];
  beforeEach(async () => {
    [redis, vendor] = await Promise.all([startRedis(), startFakeVendor(wellBehaved)]);
    host = await startHostProcess(redis.socket, vendor.url);
  });
  afterEach(async () => {
    for (const reader of readers) reader.stop();
    await host.close();
    await vendor.close();
    await redis.stop();
  });

  test('costs pages while it is away, never shows a wrong member, and needs no restart of the host', async () => {
    // Whose login is a header of a proxy, and whose login stands in the session.
    for (const id of ['ann', 'bea', 'carl', 'dora']) readers.push(new Reader(new Visitor(host, id), id));
    const tom = new Visitor(host);
    await tom.set({ userId: 'tom' });
    readers.push(new Reader(tom, 'tom'));
    for (const reader of readers) reader.start();
    const all = (seen: (reader: Reader) => Promise<void>): Promise<unknown> => Promise.all(readers.map(seen));

    await all((reader) => reader.until('member'));
    await redis.kill();
    // Every one of them had a session, so it is the session middleware that answers, with the error of its store.
    await all((reader) => reader.until('error'));

    // A visitor without a session gets a page with a member, which is kept nowhere.
    const stranger = new Visitor(host, 'sam');
    for (const count of [1, 2]) {
      expect(await stranger.page()).toMatchObject({ short_name: 'sam', sso_error: '' });
      const calls = vendor.requests.filter(({ fields }) => fields['integration_id'] === 'sam').length;
      expect(calls).toBe(count);
    }

    await redis.restart();
    // Redis is empty: the session of before is gone, and with it the login that stood there.
    await all((reader) => reader.until(reader.visitor === tom ? 'nobody' : 'member'));
    await tom.set({ userId: 'tom' });
    await all((reader) => reader.until('member'));
    for (const reader of readers) reader.stop();
    await all((reader) => reader.ended);

    expect(readers.flatMap(({ wrong }) => wrong)).toEqual([]);
    const errors = readers.flatMap((reader) => [...reader.errors]).join();
    expect(errors).toContain('ClientOfflineError');
    expect(errors).not.toMatch(/PartnerSso|TypeError|RangeError/);
    expect([host.end(), host.errors()]).toEqual([undefined, '']);

    // Sessions serve again: pages make no further call.
    const calls = vendor.count(SSO_PATH);
    for (const { visitor } of readers) await visitor.page();
    expect(vendor.count(SSO_PATH)).toBe(calls);
    expect(vendor.count(TOKEN_PATH)).toBe(1);
  });

  test('does not keep the host from a new integration token when the vendor refuses the old one meanwhile', async () => {
    await new Visitor(host, 'ann').page();
    await redis.kill();
    const refusing: Answering = (call, count) =>
      call.fields['access_token'] === 'integration-1'
        ? { status: 401, body: { error: 'invalid_token' } }
        : wellBehaved(call, count);
    vendor.answering = refusing;

    for (const id of ['sam', 'tom']) {
      expect(await new Visitor(host, id).page()).toMatchObject({ sso_error: '', short_name: id });
    }
    expect(vendor.count(TOKEN_PATH)).toBe(2);
    // Keyv tells its own listener, and the package sees an empty store.
    expect([host.end(), host.errors()]).toEqual([undefined, '']);
  });
});
