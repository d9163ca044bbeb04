// The host's own token: fetched once for all, renewed in time, replaced when it is refused.
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { Deadline } from '../../lib/http/deadline.js';
import { rejection } from '../support/tiny-vendor.js';
import { TokenDesk, settle } from '../support/token-desk.js';

const failed = new PartnerSsoError('vendor_failed', 'tiny', 'down');

test('a hundred callers wait for one token', async () => {
  const desk = new TokenDesk();
  expect(await desk.hundred()).toEqual(Array(100).fill(['token-1']));
  expect(await desk.call()).toEqual(['token-1']);
  expect(desk.given).toBe(1);
});

test('a failed token call fails all who wait, with the same error; the next caller tries anew', async () => {
  const desk = new TokenDesk();
  desk.instead = async () => {
    await settle();
    throw failed;
  };
  const errors = await Promise.all(Array.from({ length: 100 }, () => rejection(desk.call())));
  expect(new Set(errors)).toEqual(new Set([failed]));
  expect(desk.given).toBe(1);
  desk.instead = undefined;
  expect(await desk.call()).toEqual(['token-2']);
});

describe('renewal', () => {
  test('begins a minute before the end, while the old token serves', async () => {
    const desk = new TokenDesk();
    await desk.call();
    desk.time += (7200 - 60) * 1000 - 1;
    expect(await desk.call()).toEqual(['token-1']);
    expect(desk.given).toBe(1);
    desk.time += 1;
    expect(await desk.hundred()).toEqual(Array(100).fill(['token-1']));
    await settle();
    expect(desk.given).toBe(2);
    expect(await desk.call()).toEqual(['token-2']);
    expect(desk.given).toBe(2);
  });

  test('nobody waits for one that hangs', async () => {
    const desk = new TokenDesk({ timeoutMs: 50 });
    await desk.call();
    desk.time += 7_150_000;
    desk.instead = () => new Promise(() => undefined);
    expect(await desk.call()).toEqual(['token-1']);
    expect(await desk.call()).toEqual(['token-1']);
    expect(desk.given).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 200));
  });

  test('one that fails is not tried again at once', async () => {
    const desk = new TokenDesk();
    await desk.call();
    desk.time += 7_150_000;
    desk.instead = () => Promise.reject(failed);
    expect(await desk.call()).toEqual(['token-1']);
    await settle();
    expect(await desk.hundred()).toEqual(Array(100).fill(['token-1']));
    expect(desk.given).toBe(2);
    desk.time += 4_999;
    await desk.call();
    expect(desk.given).toBe(2);
    desk.time += 1;
    desk.instead = undefined;
    expect(await desk.call()).toEqual(['token-1']);
    await settle();
    expect(await desk.call()).toEqual(['token-3']);
  });

  test('a token that has ended is not used, even right after a failed renewal', async () => {
    const desk = new TokenDesk();
    await desk.call();
    desk.time += 7_199_000;
    desk.instead = () => Promise.reject(failed);
    await desk.call();
    await settle();
    desk.time += 1000;
    expect(await rejection(desk.call())).toBe(failed);
    desk.instead = undefined;
    expect(await desk.call()).toEqual(['token-4']);
  });

  test('a short life is renewed at its half', async () => {
    const desk = new TokenDesk();
    desk.extra = { expires_in: 20 };
    await desk.call();
    desk.time += 9_999;
    await desk.call();
    await settle();
    expect(desk.given).toBe(1);
    desk.time += 1;
    expect(await desk.call()).toEqual(['token-1']);
    await settle();
    expect(desk.given).toBe(2);
  });
});

describe('a refused token', () => {
  test('is replaced, and the call made once more', async () => {
    const desk = new TokenDesk();
    expect(await desk.call(['token-1'])).toEqual(['token-1', 'token-2']);
    expect(await desk.call()).toEqual(['token-2']);
    expect(desk.given).toBe(2);
  });

  test('is replaced once for a hundred callers', async () => {
    const desk = new TokenDesk();
    await desk.call();
    expect(await desk.hundred(['token-1'])).toEqual(Array(100).fill(['token-1', 'token-2']));
    expect(desk.given).toBe(2);
  });

  test('a caller that is told late takes the new token that others have brought', async () => {
    const desk = new TokenDesk();
    await desk.call();
    const [slow] = await Promise.all([
      (async () => {
        const sent: string[] = [];
        await Deadline.run('tiny', 5000, (deadline) =>
          desk.tokens.call(
            deadline,
            async (token) => {
              sent.push(token);
              for (let turn = 0; turn < 20; turn += 1) await settle();
              return { status: token === 'token-1' ? 401 : 200, retryAfter: undefined, json: {} };
            },
            ({ status }) => status === 401,
          ),
        );
        return sent;
      })(),
      desk.call(['token-1']),
    ]);
    expect(slow).toEqual(['token-1', 'token-2']);
    expect(desk.given).toBe(2);
  });

  test('a second refusal is the answer: there is no third try', async () => {
    const desk = new TokenDesk();
    expect(await desk.call(['token-1', 'token-2', 'token-3'])).toEqual(['token-1', 'token-2']);
    expect(desk.given).toBe(2);
  });

  test('one that cannot be replaced fails as the token call does', async () => {
    const desk = new TokenDesk();
    await desk.call();
    desk.instead = () => Promise.reject(failed);
    expect(await rejection(desk.call(['token-1']))).toBe(failed);
  });
});

test('a caller without time leaves; the others get the token', async () => {
  const desk = new TokenDesk();
  let give: (json: { access_token: string }) => void = () => undefined;
  desk.instead = () => new Promise((resolve) => (give = resolve));
  const hasty = rejection(desk.call([], 20));
  const patient = desk.call();
  expect(await hasty).toMatchObject({ code: 'vendor_timeout' });
  give({ access_token: 'late' });
  expect(await patient).toEqual(['late']);
  expect(desk.given).toBe(1);
});

test('tokens belong to one factory', async () => {
  const [first, second] = [new TokenDesk(), new TokenDesk()];
  await first.call();
  await second.call();
  expect([first.given, second.given]).toEqual([1, 1]);
});
