// Two hosts behind one Redis, and a vendor in the test's own process that counts what both ask of it.

import { createClient } from 'redis';
import { SSO_PATH, TOKEN_PATH, wellBehaved } from '../support/cheetah-host.js';
import { startFakeVendor } from '../support/fake-vendor.js';
import type { FakeVendor } from '../support/fake-vendor.js';
import { startRedis } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';
import { Barrier } from '../stores/barrier.js';
import { startHostProcess } from './host-process.js';
import type { HostProcess } from './host-process.js';

export class Fleet {
  readonly tokenCalls = new Barrier();
  readonly signIns = new Barrier();
  /** An integration token that the vendor takes no more. */
  refused: string | undefined;

  private constructor(
    readonly vendor: FakeVendor,
    readonly redis: RedisServer,
    readonly first: HostProcess,
    readonly second: HostProcess,
  ) {}

  static async start(): Promise<Fleet> {
    const vendor = await startFakeVendor(wellBehaved);
    const redis = await startRedis();
    const start = (): Promise<HostProcess> => startHostProcess(redis.socket, vendor.url);
    const fleet = new Fleet(vendor, redis, ...(await Promise.all([start(), start()])));
    vendor.answering = async (call, count) => {
      await (call.path === TOKEN_PATH ? fleet.tokenCalls : fleet.signIns).pass();
      return call.fields['access_token'] === fleet.refused && fleet.refused !== undefined
        ? { status: 401, body: { error: 'invalid_token' } }
        : wellBehaved(call, count);
    };
    return fleet;
  }

  /** Calls to the vendor so far. */
  get calls(): { readonly token: number; readonly signIn: number } {
    return { token: this.vendor.count(TOKEN_PATH), signIn: this.vendor.count(SSO_PATH) };
  }

  /** Waits until the token stands where both processes find it: nobody waits for that in a page. */
  async untilShared(token: string): Promise<void> {
    const client = createClient({ socket: { path: this.redis.socket, tls: false } });
    await client.connect();
    const holds = async (): Promise<boolean> => {
      for (const key of await client.keys('*express-partner-sso*')) {
        if ((await client.get(key))?.includes(token)) return true;
      }
      return false;
    };
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
    await client.close();
  }

  async close(): Promise<void> {
    this.tokenCalls.open();
    this.signIns.open();
    await Promise.all([this.first.close(), this.second.close()]);
    await this.vendor.close();
    await this.redis.stop();
  }
}
