// Stores of the host: shared, slow, broken, or full of something else.
import type { TokenStore } from '../../lib/http/shared-tokens.js';
import { FakeKeyv, TokenDesk, settle } from '../support/token-desk.js';
import { warningsDuring } from '../support/warnings.js';

const never = (): Promise<never> => new Promise(() => undefined);

test('processes that share a store share the token', async () => {
  const store = new FakeKeyv();
  const [first, second] = [new TokenDesk({ store }), new TokenDesk({ store })];
  expect(await first.call()).toEqual(['token-1']);
  await settle();
  expect(await second.hundred()).toEqual(Array(100).fill(['token-1']));
  expect([first.given, second.given]).toEqual([1, 0]);
});

test('a hundred callers on an asynchronous store wait for one token, and it is set once, for its life', async () => {
  const store = new FakeKeyv();
  const desk = new TokenDesk({ store });
  expect(await desk.hundred()).toEqual(Array(100).fill(['token-1']));
  await settle();
  expect(desk.given).toBe(1);
  expect(store.sets).toBe(1);
  expect([...store.entries.values()].map(({ ttlMs }) => ttlMs)).toEqual([7_200_000]);
});

test('a refused token is replaced once on an asynchronous store, too', async () => {
  const store = new FakeKeyv();
  const desk = new TokenDesk({ store });
  await desk.call();
  expect(await desk.hundred(['token-1'])).toEqual(Array(100).fill(['token-1', 'token-2']));
  expect(desk.given).toBe(2);
});

test('a refused token is left to the process that has replaced it already', async () => {
  const store = new FakeKeyv();
  const [first, second] = [new TokenDesk({ store }), new TokenDesk({ store })];
  await first.call();
  await settle();
  await second.call();
  expect(await first.call(['token-1'])).toEqual(['token-1', 'token-2']);
  await settle();
  expect(await second.hundred(['token-1'])).toEqual(Array(100).fill(['token-1', 'token-2']));
  expect([first.given, second.given]).toEqual([2, 0]);
});

test('a renewal takes what another process has renewed', async () => {
  const store = new FakeKeyv();
  const [first, second] = [new TokenDesk({ store }), new TokenDesk({ store })];
  await first.call();
  await settle();
  await second.call();
  first.time = second.time += 7_150_000;
  await first.call();
  for (let turn = 0; turn < 5; turn += 1) await settle();
  expect(await second.call()).toEqual(['token-1']);
  for (let turn = 0; turn < 5; turn += 1) await settle();
  expect(await second.call()).toEqual(['token-2']);
  expect([first.given, second.given]).toEqual([2, 0]);
});

test('the key tells vendors, clients and places apart, and holds nothing of them', async () => {
  const store = new FakeKeyv();
  for (const identity of [['a', 'b'], ['a', 'c'], ['ab', ''], ['a,b'], ['a', 'b']]) {
    await new TokenDesk({ store, identity }).call();
  }
  await new TokenDesk({ store, identity: ['a', 'b'], vendor: 'other' }).call();
  await settle();
  expect(store.entries.size).toBe(5);
  for (const key of store.entries.keys()) expect(key).toMatch(/^express-partner-sso:(?:tiny|other):[\w-]{43}$/);
});

test('methods are called on the store itself', async () => {
  class Store implements TokenStore {
    readonly #entries = new Map<string, unknown>();
    get(key: string): unknown {
      return this.#entries.get(key);
    }
    set(key: string, value: unknown): void {
      this.#entries.set(key, value);
    }
  }
  const store = new Store();
  const [first, second] = [new TokenDesk({ store }), new TokenDesk({ store })];
  await first.call();
  await second.call();
  expect([first.given, second.given]).toEqual([1, 0]);
});

const fail = (): never => {
  throw new Error('redis://user:hunter2@cache is down');
};
const reject = (): Promise<never> => Promise.resolve().then(fail);
const BROKEN: readonly (readonly [string, TokenStore])[] = [
  ['whose get throws', { get: fail, set: () => undefined }],
  ['whose get rejects', { get: reject, set: () => undefined }],
  ['whose set throws', { get: () => undefined, set: fail }],
  ['whose set rejects', { get: () => undefined, set: reject }],
  ['in which all fails', { get: fail, set: reject }],
];

test.each(BROKEN)('a store %s costs a call to the vendor, not the page, and one warning', async (_title, store) => {
  const desk = new TokenDesk({ store });
  const warnings = await warningsDuring(async () => {
    expect(await desk.call()).toEqual(['token-1']);
    expect(await desk.call()).toEqual(['token-1']);
    expect(await desk.call(['token-1'])).toEqual(['token-1', 'token-2']);
    await settle();
  });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]?.code).toBe('PARTNER_SSO_TOKEN_STORE_FAILED');
  expect(warnings[0]?.message).not.toMatch(/redis|hunter2/);
});

// A client that waits for a server which is down does not fail: it hangs.
test.each<readonly [string, TokenStore]>([
  ['set', { get: () => undefined, set: never }],
  ['get', { get: never, set: () => undefined }],
])('a store whose %s hangs costs a call to the vendor, not the page', async (_method, store) => {
  const desk = new TokenDesk({ store, timeoutMs: 1000 });
  expect(await desk.call([], 1000)).toEqual(['token-1']);
});

const now = 1_700_000_000_000;
const later = now + 1_000_000;

test.each([
  ...[null, 0, '', 'token', true, [], {}, { accessToken: 5, renewAt: later, endsAt: later }],
  ...[
    { accessToken: 'old', renewAt: later },
    { accessToken: 'old', renewAt: later, endsAt: null },
  ],
  ...[
    { accessToken: 'old', endsAt: later },
    { accessToken: 'old', renewAt: '1', endsAt: later },
  ],
  ...[
    { accessToken: 'old', renewAt: 1, endsAt: now },
    { accessToken: 'old', renewAt: later, endsAt: 'later' },
  ],
  ...[JSON.stringify({ accessToken: 'old', renewAt: later, endsAt: later })],
  ...['', 'a b', 'a\r\nX-Evil: 1'].map((accessToken) => ({ accessToken, renewAt: later, endsAt: later })),
])('what a store gives is not used when it is %j', async (kept) => {
  const desk = new TokenDesk({ store: { get: () => kept, set: () => undefined } });
  expect(await desk.call()).toEqual(['token-1']);
});

test('what it gives is used when it is whole', async () => {
  const kept = { accessToken: 'old', renewAt: later, endsAt: later };
  const desk = new TokenDesk({ store: { get: () => Promise.resolve(kept), set: () => undefined } });
  expect(await desk.call()).toEqual(['old']);
  await settle();
  expect(desk.given).toBe(0);
});
