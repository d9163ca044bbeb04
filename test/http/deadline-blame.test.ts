// Who is blamed when the time is over: the vendor, or the function of the host that did not return.
import { Deadline } from '../../lib/http/deadline.js';
import { rejection } from '../support/tiny-vendor.js';

const never = (): Promise<never> => new Promise(() => undefined);
const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What a hand-off of `ms` milliseconds rejects with. */
async function endOf(work: (deadline: Deadline) => Promise<unknown>, ms = 1000): Promise<unknown> {
  const end = rejection(Deadline.run('tiny', ms, work));
  await jest.advanceTimersByTimeAsync(ms);
  return end;
}

const HOST_TIMEOUT = {
  name: 'TimeoutError',
  message: 'The function given as `secretKey` did not return within 1000 ms (`timeoutMs`).',
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a function of the host', () => {
  test('that does not return is named, and the vendor is not', async () => {
    const error = await endOf((deadline) => deadline.host('secretKey', never));
    expect(error).toMatchObject(HOST_TIMEOUT);
    expect(error).not.toHaveProperty('code');
  });

  test('is waited for, and its answer handed on', async () => {
    const work = Deadline.run('tiny', 1000, (deadline) =>
      deadline.host('secretKey', () => soon(500).then(() => 'key')),
    );
    await jest.advanceTimersByTimeAsync(500);
    expect(await work).toBe('key');
  });

  test('that has returned is not blamed for what the vendor does afterwards', async () => {
    const error = await endOf(async (deadline) => {
      await deadline.host('secretKey', () => soon(900));
      expect(deadline.waitingFor).toBeUndefined();
      return deadline.race(never());
    });
    expect(error).toMatchObject({ code: 'vendor_timeout' });
  });

  test('that has failed is not blamed for what the vendor does afterwards', async () => {
    const error = await endOf(async (deadline) => {
      await rejection(deadline.host('secretKey', () => Promise.reject(new Error('no key'))));
      return deadline.race(never());
    });
    expect(error).toMatchObject({ code: 'vendor_timeout' });
  });

  test('is not even called when the time is over', async () => {
    const secretKey = jest.fn(never);
    let late: unknown;
    await endOf(async (deadline) => {
      await rejection(deadline.race(never()));
      late = await rejection(deadline.host('secretKey', secretKey));
    });
    await jest.advanceTimersByTimeAsync(0);
    expect(late).toMatchObject({ code: 'vendor_timeout' });
    expect(secretKey).not.toHaveBeenCalled();
  });
});

describe('work that is shared with another hand-off, which began earlier and has more time', () => {
  /** The other hand-off, which does `work` for both. */
  function other(work: (deadline: Deadline) => Promise<unknown>): [Deadline, Promise<unknown>] {
    let own: Deadline | undefined;
    const shared = Deadline.run('tiny', 60_000, (deadline) => {
      own = deadline;
      return work(deadline);
    });
    return [own as Deadline, shared];
  }

  test('is told of the function of the host that it waits for', async () => {
    const [earlier, shared] = other((deadline) => deadline.host('secretKey', never));
    expect(await endOf((deadline) => deadline.share(shared, earlier))).toMatchObject(HOST_TIMEOUT);
  });

  test("is the vendor's fault where it waits for the vendor", async () => {
    const [earlier, shared] = other(never);
    expect(await endOf((deadline) => deadline.share(shared, earlier))).toMatchObject({ code: 'vendor_timeout' });
    expect(await endOf((deadline) => deadline.share(shared, undefined))).toMatchObject({ code: 'vendor_timeout' });
  });

  test('is told of the host that it calls', async () => {
    const [earlier, shared] = other((deadline) => {
      deadline.calling = 'https://tokens.example:8443/oauth?x=1';
      return never();
    });
    expect(await endOf((deadline) => deadline.share(shared, earlier))).toMatchObject({
      message: expect.stringMatching(
        /^tiny did not answer at tokens\.example:8443 within 1000 ms \(`timeoutMs`\)\. See /,
      ),
    });
  });

  test('is not blamed any more when it has ended', async () => {
    const [slow] = other((deadline) => deadline.host('secretKey', never));
    const error = await endOf(async (deadline) => {
      expect(await deadline.share(Promise.resolve('done'), slow)).toBe('done');
      return deadline.race(never());
    });
    expect(error).toMatchObject({ code: 'vendor_timeout' });
  });
});

test('a hand-off that is in time tells nobody that it is over', async () => {
  const told = jest.fn();
  await Deadline.run('tiny', 1000, async (deadline) => {
    deadline.whenOver(told);
    await deadline.race(Promise.resolve());
  });
  await jest.advanceTimersByTimeAsync(5000);
  expect(told).not.toHaveBeenCalled();
});

test('whoever waits on when the time is over is told so at once, each time', async () => {
  const errors: unknown[] = [];
  await endOf(async (deadline) => {
    errors.push(await rejection(deadline.race(never())));
    errors.push(await rejection(deadline.race(never())));
  });
  await jest.advanceTimersByTimeAsync(0);
  expect(errors).toEqual([
    expect.objectContaining({ code: 'vendor_timeout' }),
    expect.objectContaining({ code: 'vendor_timeout' }),
  ]);
});
