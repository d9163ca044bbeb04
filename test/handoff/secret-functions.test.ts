// Functions that give secrets: whom they are asked for, how long their answer serves, and that nothing is signed without one.
import type { Request } from 'express';
import { settingsOf } from '../../lib/handoff/common.js';
import type { CommonOptions } from '../../lib/handoff/common.js';
import { Secret } from '../../lib/handoff/secret.js';
import type { SecretOption, SecretUse } from '../../lib/handoff/secret.js';
import type { CheckedUser } from '../../lib/handoff/user.js';
import { rejection } from '../support/tiny-vendor.js';

const req = {} as unknown as Request;
const user = (id: string): CheckedUser => ({ id });
const clock = { now: 0 };
const made = (source: unknown, options: CommonOptions = {}, use: SecretUse = {}): Secret =>
  new Secret(source as SecretOption, 'ssoKey', 'tiny', settingsOf({ now: () => clock.now, ...options }), use);
/** A function without parameters; jest.fn() has none, whatever it is handed. */
const counting = (): jest.Mock<string> => {
  const source: jest.Mock<string> = jest.fn(() => `key ${String(source.mock.calls.length)}`);
  return source;
};

beforeEach(() => {
  clock.now = 1_700_000_000_000;
});

describe('a function without parameters', () => {
  test('is called with nothing, and its answer serves for sixty seconds', async () => {
    const source = counting();
    const secret = made(source);
    expect(await secret.text(req, user('7'))).toBe('key 1');
    clock.now += 59_999;
    expect(await secret.text(req, user('8'))).toBe('key 1');
    clock.now += 1;
    expect(await secret.text()).toBe('key 2');
    expect(source.mock.calls).toEqual([[], []]);
  });

  test.each([1, 0.5, 3600])('secretTtl: %p keeps it for so many seconds', async (secretTtl) => {
    const secret = made(counting(), { secretTtl });
    await secret.text();
    clock.now += secretTtl * 1000 - 1;
    expect(await secret.text()).toBe('key 1');
    clock.now += 1;
    expect(await secret.text()).toBe('key 2');
  });

  test('secretTtl: 0 asks at each use', async () => {
    const secret = made(counting(), { secretTtl: 0 });
    expect(await Promise.all([secret.text(), secret.text()])).toEqual(['key 1', 'key 2']);
    expect(await secret.text()).toBe('key 3');
  });

  test('is asked once for all who wait', async () => {
    const source = jest.fn(() => Promise.resolve('key'));
    const secret = made(source);
    await Promise.all(Array.from({ length: 50 }, async () => secret.bytes(req, user('7'))));
    expect(source).toHaveBeenCalledTimes(1);
  });

  test('serves each factory by itself', async () => {
    const source = counting();
    expect(await made(source).text()).toBe('key 1');
    expect(await made(source).text()).toBe('key 2');
  });

  test('gives bytes that the host may write over afterwards', async () => {
    const mine = Buffer.from('first');
    const secret = made(() => mine);
    expect(await secret.text()).toBe('first');
    mine.write('other');
    expect(await secret.text()).toBe('first');
    clock.now += 60_000;
    expect(await secret.text()).toBe('other');
  });
});

describe('a function that declares its parameters', () => {
  test('is asked at each use, and the key of one tenant never serves another', async () => {
    const source = jest.fn((_req: unknown, who?: CheckedUser) => `key of ${who?.id ?? 'nobody'}`);
    const tenants = (request: unknown, who: CheckedUser): string => source(request, who);
    const secret = made(tenants);
    expect(await secret.text(req, user('7'))).toBe('key of 7');
    expect(await secret.text(req, user('8'))).toBe('key of 8');
    expect(await secret.text(undefined, user('7'))).toBe('key of 7');
    expect(source.mock.calls).toEqual([
      [req, user('7')],
      [req, user('8')],
      [undefined, user('7')],
    ]);
  });

  test('is asked at each use with one parameter too, and by all at once', async () => {
    const secret = made((asking: { tenant: string }) => Promise.resolve(`key of ${asking.tenant}`), {
      secretTtl: 3600,
    });
    const tenants = ['a', 'b', 'a', 'c'];
    const asked = tenants.map((tenant) => secret.text({ tenant } as unknown as Request, user('7')));
    expect(await Promise.all(asked)).toEqual(tenants.map((tenant) => `key of ${tenant}`));
  });

  test('is called with nothing where the secret is shared by all, and its answer is kept', async () => {
    const source = jest.fn((...given: unknown[]) => `key ${String(given.length)}`);
    const shared = (first: unknown): string => source(...(first === undefined ? [] : [first]));
    const secret = made(shared, {}, { shared: true });
    expect(await secret.text(req, user('7'))).toBe('key 0');
    expect(await secret.text()).toBe('key 0');
    expect(source).toHaveBeenCalledTimes(1);
  });
});

describe.each<[string, (give: () => unknown) => unknown]>([
  ['without parameters', (give) => () => give()],
  ['with parameters', (give) => (_req: Request) => give()],
])('a function %s', (_how, declared) => {
  test('that throws, rejects or gives no secret is an error each time, and is not kept', async () => {
    const locked = new Error('the vault is locked');
    const answers: (() => unknown)[] = [
      () => {
        throw locked;
      },
      () => Promise.reject(locked),
      () => undefined,
      () => Promise.resolve(' '),
      () => new Uint8Array(),
      () => 4711,
      () => 'the key at last',
    ];
    const secret = made(declared(() => answers.shift()?.()));
    expect(await rejection(secret.bytes(req, user('7')))).toBe(locked);
    expect(await rejection(secret.bytes(req, user('7')))).toBe(locked);
    for (let left = 4; left > 0; left -= 1) {
      expect(await rejection(secret.bytes(req, user('7')))).toMatchObject({ code: 'config_invalid', status: 500 });
    }
    expect(await secret.text(req, user('7'))).toBe('the key at last');
  });
});
