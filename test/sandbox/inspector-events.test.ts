// The live list: every attempt once, also after a lost connection, a clear, or another sandbox on the same port.
import { AttemptLog } from '../../lib/sandbox/attempts.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { tidy } from '../support/tidy.js';
import { chargebackstopUrl, startTestSandbox } from './helpers.js';
import { readEvents, type EventReader } from './inspector-reader.js';

let sandbox: Sandbox;
beforeEach(async () => {
  ({ sandbox } = await startTestSandbox());
});

async function attempt(times = 1): Promise<void> {
  for (let sent = 0; sent < times; sent += 1) await (await fetch(chargebackstopUrl(sandbox, ''))).text();
}

const open = async (lastEventId?: string, query?: string): Promise<EventReader> =>
  tidy(await readEvents(sandbox.url, lastEventId, query));

const idsOf = async (reader: EventReader, count: number): Promise<unknown[]> =>
  (await reader.take(count)).map(({ data }) => data.id);

test('a new reader gets what there is, then what comes in, as it comes in', async () => {
  await attempt(2);
  const reader = await open();
  const [first] = await reader.take(1);
  expect(first).toMatchObject({ event: 'keep', data: { from: 1 } });
  expect(await idsOf(reader, 2)).toEqual([1, 2]);
  await attempt();
  const [third] = await reader.take(1);
  expect(third).toMatchObject({ event: 'attempt', data: { id: 3, from: 1, verdict: 'refused' } });
  expect(third?.data.html).toContain('data-attempt="3"');
});

test('a reader that lost the connection gets what it has not seen, and nothing twice', async () => {
  await attempt(2);
  const reader = await open();
  const [, , second] = await reader.take(3);
  await reader.close();
  await attempt(2);
  const again = await open(second?.id);
  const [keep] = await again.take(1);
  expect(keep?.id).toBe(second?.id);
  expect(await idsOf(again, 2)).toEqual([3, 4]);
});

test('a page asks from where its own list ends; what the browser says later counts for more', async () => {
  await attempt(3);
  const run = (await (await open()).take(1))[0]?.data.run ?? '';
  const reader = await open(undefined, `?after=${run}.2`);
  expect(await idsOf(reader, 2)).toEqual([undefined, 3]);
  const later = await open(`${run}.3`, `?after=${run}.2`);
  await later.take(1);
  await attempt();
  expect(await idsOf(later, 1)).toEqual([4]);
});

test.each(['0123456789ab.2', 'x', '.', '%', '-1', 'constructor.1'])(
  'a reader that speaks of something else (%s) gets everything',
  async (lastEventId) => {
    await attempt(2);
    const reader = await open(lastEventId);
    await reader.take(1);
    expect(await idsOf(reader, 2)).toEqual([1, 2]);
  },
);

test('a clear empties the array that tests hold, and ids go on', async () => {
  const { attempts } = sandbox;
  await attempt(2);
  const reader = await open();
  await reader.take(3);
  const answer = await fetch(`${sandbox.url}/attempts/clear`, { method: 'POST', redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  expect(attempts).toEqual([]);
  expect(sandbox.attempts).toBe(attempts);
  expect((await reader.take(1))[0]).toMatchObject({ event: 'keep', data: { from: 3 } });
  await attempt();
  expect(await idsOf(reader, 1)).toEqual([3]);
  expect(attempts.map(({ id }) => id)).toEqual([3]);
});

test('a reader learns which attempts were dropped for newer ones', async () => {
  await attempt(501);
  const reader = await open();
  const events = await reader.take(501);
  expect(events[0]?.data.from).toBe(2);
  expect(events.at(-1)?.data).toMatchObject({ id: 501, from: 2 });
});

test('a reader that left is not written to any more', async () => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the log that it belongs to
  const { onRecord } = AttemptLog.prototype;
  const stopped = new Promise<void>((resolve) => {
    jest.spyOn(AttemptLog.prototype, 'onRecord').mockImplementation(function (this: AttemptLog, listener) {
      const stop = onRecord.call(this, listener);
      return () => {
        stop();
        resolve();
      };
    });
  });
  const reader = await open();
  await reader.take(1);
  await reader.close();
  await stopped;
  jest.restoreAllMocks();
});

test('close ends at once with readers', async () => {
  const reader = await open();
  await reader.take(1);
  await sandbox.close();
  await expect(reader.take(1)).rejects.toThrow();
});
