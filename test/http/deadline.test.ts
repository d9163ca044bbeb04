// One time limit for all of a hand-off.
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { Deadline } from '../../lib/http/deadline.js';
import { rejection } from '../support/tiny-vendor.js';

const never = new Promise<never>(() => undefined);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('work in time is handed on, and no timer is left', async () => {
  expect(await Deadline.run('tiny', 1000, () => Promise.resolve('done'))).toBe('done');
  expect(jest.getTimerCount()).toBe(0);
});

test('work that fails in time fails as it is, and no timer is left', async () => {
  const error = new Error('own');
  expect(await rejection(Deadline.run('tiny', 1000, () => Promise.reject(error)))).toBe(error);
  const throws = (): never => {
    throw error;
  };
  expect(await rejection(Deadline.run('tiny', 1000, throws))).toBe(error);
  expect(jest.getTimerCount()).toBe(0);
});

test('work that never ends is given up, and hears why', async () => {
  const told = jest.fn();
  const late = rejection(
    Deadline.run('tiny', 1000, (deadline) => {
      deadline.whenOver(told);
      return never;
    }),
  );
  jest.advanceTimersByTime(999);
  expect(told).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  const error = (await late) as PartnerSsoError;
  expect(error).toBeInstanceOf(PartnerSsoError);
  expect(error).toMatchObject({ code: 'vendor_timeout', status: 504, vendor: 'tiny' });
  expect(error.message).toContain('1000 ms');
  expect(told.mock.calls).toEqual([[error]]);
  expect(jest.getTimerCount()).toBe(0);
});

test('who begins to listen after the end is told at once, and who has left is not told', async () => {
  const [early, gone] = [jest.fn(), jest.fn()];
  const late = Deadline.run('tiny', 10, async (deadline) => {
    deadline.whenOver(gone)();
    await new Promise((resolve) => deadline.whenOver(resolve));
    deadline.whenOver(early);
  });
  jest.advanceTimersByTime(10);
  const error = await rejection(late);
  await Promise.resolve();
  expect(early.mock.calls).toEqual([[error]]);
  expect(gone).not.toHaveBeenCalled();
});

test('shared work goes on when one waiter has no more time', async () => {
  let finish: (value: string) => void = () => undefined;
  const shared = new Promise<string>((resolve) => (finish = resolve));
  const hasty = rejection(Deadline.run('tiny', 10, (deadline) => deadline.race(shared)));
  const patient = Deadline.run('tiny', 1000, (deadline) => deadline.race(shared));
  jest.advanceTimersByTime(10);
  expect(await hasty).toMatchObject({ code: 'vendor_timeout' });
  finish('done');
  expect(await patient).toBe('done');
});

test('a race after the end is lost at once', async () => {
  const late = Deadline.run('tiny', 10, async (deadline) => {
    await new Promise((resolve) => deadline.whenOver(resolve));
    return rejection(deadline.race(never));
  });
  jest.advanceTimersByTime(10);
  expect(await rejection(late)).toMatchObject({ code: 'vendor_timeout' });
});

test('races that are over are not told of the end', async () => {
  const told: string[] = [];
  const add = jest.spyOn(Set.prototype, 'add');
  const remove = jest.spyOn(Set.prototype, 'delete');
  await Deadline.run('tiny', 1000, async (deadline) => {
    for (let index = 0; index < 50; index += 1) told.push(await deadline.race(Promise.resolve(String(index))));
    await rejection(deadline.race(Promise.reject(new Error('no'))));
    await Promise.resolve();
    // Only the race of `run` itself is still on.
    expect(add.mock.calls.length - remove.mock.calls.length).toBe(1);
  });
  expect(told).toHaveLength(50);
  add.mockRestore();
  remove.mockRestore();
});
