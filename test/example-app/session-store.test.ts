// SESSION_STORE: processes of the example app that share a real Redis, and what they say when they cannot reach it.

import { createClient } from 'redis';
import { startSandbox, type Sandbox } from 'express-partner-sso/sandbox';
import { hasRedis, startRedis, type RedisServer } from '../support/redis-server.js';
import { closedUrl, startNet, stopAll } from '../support/partner-server.js';
import { tidy } from '../support/tidy.js';
import { runPortal, startPortalProcess, type PortalProcess } from './portal-process.js';
import { openRedisGate } from './redis-gate.js';
import { Visitor } from './visitor.js';

// A cold start compiles TypeScript; on a busy machine that may take a while.
jest.setTimeout(120_000);

const SESSION_SECRET = 'a secret that both processes know';
const PASSWORD = 'hunter2';

describe('a Redis that cannot be reached', () => {
  afterEach(stopAll);

  test.each([
    ['nobody listens', async () => new URL(await closedUrl()).host, 'ECONNREFUSED'],
    ['it speaks another language', async () => new URL(tidy(await startSandbox()).url).host, ''],
    ['it never answers', async () => new URL((await startNet(() => undefined)).url).host, 'no answer within 5 seconds'],
  ])('stops the start: %s', async (_why, findHost, reason) => {
    const host = await findHost();
    const { code, output } = await runPortal({
      SESSION_STORE: `redis://portal:${PASSWORD}@${host}/0`,
      SESSION_SECRET,
    });
    const [first, second, ...rest] = output.split('\n');
    expect([code, first]).toEqual([1, 'The portal cannot start.']);
    expect(second).toContain(`SESSION_STORE redis://portal:***@${host}/0 cannot be reached: `);
    expect(second).toContain(reason);
    expect(rest).toEqual(['']);
    expect(output).not.toContain(PASSWORD);
  });
});

(hasRedis() ? describe : describe.skip)('on Redis', () => {
  let redis: RedisServer;
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(() => redis.stop());

  const start = async (address: string, sandbox?: Sandbox): Promise<PortalProcess> =>
    tidy(await startPortalProcess({ SESSION_STORE: address, SESSION_SECRET, ...(sandbox && cheetahOf(sandbox)) }));

  test('two processes share one session, one sign-in and one integration token', async () => {
    const sandbox = tidy(await startSandbox());
    const callsTo = (path: string): number =>
      sandbox.attempts.filter(({ request }) => request.path.endsWith(path)).length;
    const store = `unix://${redis.socket}`;
    const [one, two] = await Promise.all([start(store, sandbox), start(store, sandbox)]);

    const jane = new Visitor();
    await jane.signIn(one.url, 'jane');
    const onOne = await jane.member(one.url);
    const onTwo = await jane.member(two.url);
    expect(onOne).toMatchObject({ sso_error: '', short_name: 'Jane' });
    expect(onTwo).toEqual(onOne);
    expect([callsTo('/program/api/sso'), callsTo('/oauth/token')]).toEqual([1, 1]);

    // The second process has had no call to make so far; for sam it uses the token that the first one fetched.
    const sam = new Visitor();
    await sam.signIn(two.url, 'sam');
    expect(await sam.member(two.url)).toMatchObject({ sso_error: '', short_name: 'Sam' });
    expect([callsTo('/program/api/sso'), callsTo('/oauth/token')]).toEqual([2, 1]);

    expect(await Promise.all([one.close(), two.close()])).toEqual([0, 0]);
  });

  test('an outage is told once without the password, pages fail at once, and nobody has to sign in again', async () => {
    const owner = createClient({ socket: { path: redis.socket, tls: false } });
    await owner.connect();
    await owner.configSet('requirepass', PASSWORD);
    await owner.close();
    const gate = tidy(await openRedisGate(redis.socket));
    const shown = `SESSION_STORE redis://:***@${gate.host}`;

    const portal = await start(`redis://:${PASSWORD}@${gate.host}`);
    const jane = new Visitor();
    await jane.signIn(portal.url, 'jane');
    for (const times of [1, 2]) {
      await gate.close();
      await portal.says(`${shown} is away: `, times);
      expect(await jane.status(`${portal.url}/orders`)).toBe(503);
      expect(await jane.status(`${portal.url}/healthz`)).toBe(200);
      await gate.open();
      await portal.says(`${shown} is back.`, times);
      expect(await jane.status(`${portal.url}/orders`)).toBe(200);
    }

    expect(portal.output().match(/ is (?:away|back)/g)).toEqual([' is away', ' is back', ' is away', ' is back']);
    // A line for each page that failed, without a stack.
    const lines = portal.output().trimEnd().split('\n');
    expect(lines.filter((line) => line.includes(' GET /orders -> 503 We cannot find your session'))).toHaveLength(2);
    expect(portal.output()).not.toMatch(/^ +at /m);
    expect(portal.output()).not.toContain(PASSWORD);
    expect(await portal.close()).toBe(0);
  });

  test('a session outlives the process', async () => {
    const store = `unix://${redis.socket}`;
    const before = await start(store);
    const jane = new Visitor();
    await jane.signIn(before.url, 'jane');
    await before.close();
    const after = await start(store);
    expect(await jane.status(`${after.url}/orders`)).toBe(200);
  });
});

const cheetahOf = ({ url, options: { cheetah } }: Sandbox): Record<string, string> => ({
  CHEETAH_BASE_URL: cheetah.baseUrl,
  CHEETAH_CLIENT_ID: cheetah.clientId,
  CHEETAH_CLIENT_SECRET: cheetah.clientSecret,
  CHEETAH_SDK_URL: `${url}/cheetah/sdk.js`,
});
