/** Room in a session that is a cookie, to the byte: what a browser takes is kept, and the developer is told in figures where it gets tight. */

import type { Request } from 'express';
import { withoutLink } from '../../../lib/handoff/docs-link.js';
import { hasRoomFor } from '../../../lib/vendors/cheetah/cookie-room.js';
import { warningsDuring } from '../../support/warnings.js';

const EMPTY = '{"cheetah":{"token":""}}'.length;

/** Whether there is room for a member that makes the session's JSON so many bytes long, and what is warned of. */
async function room(bytes: number, parts: object = {}): Promise<{ has: boolean; warned: string[] }> {
  const req = { headers: {}, session: {}, sessionOptions: {}, ...parts } as unknown as Request;
  let has = false;
  const warnings = await warningsDuring(() => {
    has = hasRoomFor({}, req, 'cheetah', { token: 'x'.repeat(bytes - EMPTY) });
  });
  return { has, warned: warnings.map(({ message }) => withoutLink(message)) };
}

// Base64 makes four letters of three bytes; `session=` stands before them.
test.each([
  [2298, true, undefined],
  [2299, true, '3076 of the 4096 bytes'],
  [3066, true, '4096 of the 4096 bytes'],
  [3067, false, '4100 of the 4096 bytes'],
])('a session of %i bytes: room is %p, and the warning says %p', async (bytes, has, figures) => {
  const { has: hasRoom, warned } = await room(bytes);
  expect(hasRoom).toBe(has);
  expect(warned).toEqual(figures === undefined ? [] : [expect.stringContaining(figures)]);
  for (const message of warned) expect(message).toContain('Use express-session with a store');
  if (!has) expect(warned[0]).toContain('every page makes a call');
});

test('a longer name of the cookie leaves less room', async () => {
  const sessionOptions = { name: 'the-session-of-a-host' };
  expect((await room(3055, { sessionOptions })).has).toBe(false);
  expect((await room(3054, { sessionOptions })).has).toBe(true);
});

test('what the host keeps takes room too, counted in bytes and not in letters', async () => {
  expect((await room(2000, { session: { cart: 'x'.repeat(1000) } })).has).toBe(true);
  expect((await room(2000, { session: { cart: 'ü'.repeat(1000) } })).has).toBe(false);
});

test('a session that is no cookie has room for all', async () => {
  const inStore = { sessionID: 's1', sessionStore: {} };
  for (const parts of [{ sessionOptions: undefined }, { session: undefined }, inStore])
    expect(await room(9000, parts)).toEqual({ has: true, warned: [] });
});

test('a session that no cookie can keep has no room, and the page goes on', async () => {
  expect(await room(100, { session: { visits: 1n } })).toEqual({ has: false, warned: [] });
});
