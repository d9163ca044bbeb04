// What is told of the token, and whom a caller blames that has waited for it in vain.
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import type { TokenStore } from '../../lib/http/shared-tokens.js';
import { gate } from '../support/fake-vendor.js';
import { rejection } from '../support/tiny-vendor.js';
import { TokenDesk, settle } from '../support/token-desk.js';

const failed = new PartnerSsoError('vendor_failed', 'tiny', 'down');
const NONE = { token: 'none', endsAt: undefined };

describe('the status', () => {
  test('follows the token from the first call to its end', async () => {
    const desk = new TokenDesk();
    const start = desk.time;
    expect(desk.tokens.status).toEqual(NONE);
    const call = desk.call();
    expect(desk.tokens.status).toEqual({ token: 'fetching', endsAt: undefined });
    await call;
    expect(desk.tokens.status).toEqual({ token: 'held', endsAt: start + 7_200_000 });
    desk.time = start + 7_199_999;
    expect(desk.tokens.status).toEqual({ token: 'held', endsAt: start + 7_200_000 });
    desk.time += 1;
    expect(desk.tokens.status).toEqual(NONE);
  });

  test('is none again when the token call has failed', async () => {
    const desk = new TokenDesk();
    desk.instead = () => Promise.reject(failed);
    await rejection(desk.call());
    expect(desk.tokens.status).toEqual(NONE);
  });
});

describe('a token that is refused', () => {
  test('as its replacement is, costs no further token for five seconds', async () => {
    const desk = new TokenDesk();
    const all = ['token-1', 'token-2', 'token-3'];
    await desk.call(all);
    expect(await desk.call(all)).toEqual(['token-2']);
    desk.time += 4_999;
    expect(await desk.call(all)).toEqual(['token-2']);
    expect(desk.given).toBe(2);
    desk.time += 1;
    expect(await desk.call(all)).toEqual(['token-2', 'token-3']);
  });

  test('is replaced at once, however often, as long as the replacement is taken', async () => {
    const desk = new TokenDesk();
    expect(await desk.call(['token-1'])).toEqual(['token-1', 'token-2']);
    expect(await desk.call(['token-2'])).toEqual(['token-2', 'token-3']);
  });

  test('is not taken for its own replacement where a renewal that is under way finds it in the store', async () => {
    const { open, passed } = gate();
    let kept: object | undefined;
    const store: TokenStore = {
      get: () => kept && passed.then(() => kept),
      set: (_key, token) => {
        kept ??= { ...(token as object), renewAt: Infinity };
      },
    };
    const desk = new TokenDesk({ store });
    await desk.call();
    desk.time += 7_150_000;
    const call = desk.call(['token-1']);
    // By then the call has been refused, and waits for the renewal that began before it.
    await settle();
    await settle();
    open();
    expect(await call).toEqual(['token-1', 'token-2']);
    expect(desk.given).toBe(2);
  });
});

describe('a token in the store that is due for renewal', () => {
  /** A desk whose store holds a token that ends in ten seconds, and was to be renewed now. */
  function deskWithDueToken(): TokenDesk {
    const kept = { accessToken: 'kept', renewAt: 1_700_000_000_000, endsAt: 1_700_000_010_000 };
    return new TokenDesk({ store: { get: () => kept, set: () => undefined } });
  }

  test('is renewed', async () => {
    expect(await deskWithDueToken().call()).toEqual(['token-1']);
  });

  test('still serves while none can be had, and the next is not asked for at once', async () => {
    const desk = deskWithDueToken();
    desk.instead = () => Promise.reject(failed);
    expect(await desk.call()).toEqual(['kept']);
    expect(await desk.call()).toEqual(['kept']);
    await settle();
    expect(desk.given).toBe(1);
  });

  test('does not serve when it is the one that was refused', async () => {
    const desk = deskWithDueToken();
    desk.instead = () => Promise.reject(failed);
    expect(await rejection(desk.call(['kept']))).toBe(failed);
  });
});

describe('a caller whose time is over while it waits for the token', () => {
  const hangs = (): Promise<never> => new Promise(() => undefined);

  test('blames the vendor that does not answer', async () => {
    const desk = new TokenDesk({ timeoutMs: 50 });
    desk.instead = hangs;
    expect(await rejection(desk.call([], 20))).toMatchObject({ code: 'vendor_timeout' });
  });

  test("blames the host's own function where that does not return", async () => {
    const desk = new TokenDesk({ timeoutMs: 50 });
    desk.instead = (deadline) => deadline.host('clientSecret', hangs);
    const [first, second] = await Promise.all([rejection(desk.call([], 20)), rejection(desk.call([], 30))]);
    expect(first).toMatchObject({ name: 'TimeoutError' });
    expect(second).toMatchObject({ name: 'TimeoutError' });
    expect(String(first)).toContain('`clientSecret`');
  });
});
