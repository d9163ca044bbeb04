/** The host's session, as the middleware of the host and its store really give it, with all that may be missing or fail. */

import type { Request } from 'express';
import {
  hadSession,
  isNewSession,
  isSameForHost,
  saveSession,
  sessionIdOf,
  sessionOf,
  storedSession,
} from '../../../lib/vendors/cheetah/host-session.js';
import { rejection } from '../../support/tiny-vendor.js';

const request = (parts: object): Request => ({ headers: {}, ...parts }) as unknown as Request;
type Callback = (error: unknown, session?: unknown) => void;
/** A request whose store calls back with this. */
const stored = (...answer: readonly [error: unknown, session?: unknown]): Request =>
  request({
    sessionID: 's1',
    sessionStore: {
      get: (sid: string, callback: Callback) => {
        expect(sid).toBe('s1');
        callback(...answer);
      },
    },
  });

test('a session is an object', () => {
  const session = { visited: true };
  expect(sessionOf(request({ session }))).toBe(session);
  for (const none of [undefined, null, 'text', 5]) expect(sessionOf(request({ session: none }))).toBeUndefined();
});

test('a session that the host has ended was one all the same', () => {
  expect(hadSession(request({ session: undefined }))).toBe(true);
  expect(hadSession(request({ sessionID: 's1' }))).toBe(true);
  expect(hadSession(request({}))).toBe(false);
});

test('an id is that of a session in a store: a host may have ids of its own', () => {
  expect(sessionIdOf(request({ sessionID: 's1', sessionStore: {} }))).toBe('s1');
  expect(sessionIdOf(request({ sessionID: 's1' }))).toBeUndefined();
  expect(sessionIdOf(request({ sessionID: 7, sessionStore: {} }))).toBeUndefined();
  expect(sessionIdOf(request({ sessionStore: {} }))).toBeUndefined();
});

describe('what the store holds', () => {
  test('is the session', async () => {
    const session = { visited: true };
    expect(await storedSession(stored(null, session))).toBe(session);
    expect(await storedSession(stored(undefined, session))).toBe(session);
  });

  test.each([undefined, null, 'text', false])('is none where it gives %p', async (given) => {
    expect(await storedSession(stored(null, given))).toBeNull();
  });

  test('is none where its file is not there, and unknown where it fails in another way', async () => {
    const notThere = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    const locked = Object.assign(new Error('locked'), { code: 'EACCES' });
    expect(await storedSession(stored(notThere))).toBeNull();
    expect(await rejection(storedSession(stored(locked)))).toBe(locked);
    expect(await rejection(storedSession(stored('down')))).toMatchObject({ cause: 'down' });
  });

  test('cannot be asked for without an id or a way to ask', async () => {
    expect(await storedSession(request({ session: {} }))).toBeUndefined();
    for (const sessionStore of [{}, null]) {
      expect(await storedSession(request({ sessionID: 's1', sessionStore }))).toBeUndefined();
    }
    const get = jest.fn();
    expect(await storedSession(request({ sessionID: 7, sessionStore: { get } }))).toBeUndefined();
    expect(get).not.toHaveBeenCalled();
  });
});

describe('a session is new', () => {
  const withCookie = (cookie: string | undefined, sessionID = 's/1'): boolean =>
    isNewSession(request({ sessionID, sessionStore: {}, headers: { cookie } }));

  test('where no cookie of the request names it', () => {
    expect(withCookie(undefined)).toBe(true);
    expect(withCookie('connect.sid=s%3Aother.sig')).toBe(true);
  });

  test('not where a cookie does, escaped or not', () => {
    expect(withCookie('a=b; connect.sid=s%3As%2F1.sig')).toBe(false);
    expect(withCookie('a=b; connect.sid=s:s/1.sig')).toBe(false);
  });

  test('not where it has no id: whose it is cannot be told', () => {
    expect(isNewSession(request({ session: {} }))).toBe(false);
  });
});

describe('two copies of a session', () => {
  const same = (one: object, other: object): boolean =>
    isSameForHost(one as Record<string, unknown>, other as Record<string, unknown>, 'cheetah');

  test('are the same whatever the order of their keys', () => {
    expect(same({ a: 1, b: { c: 2 }, d: 3 }, { d: 3, b: { c: 2 }, a: 1 })).toBe(true);
  });

  test.each(['cheetah', 'cookie', 'lastModified', '__lastAccess'])('are the same where only %s differs', (key) => {
    expect(same({ a: 1, [key]: 1 }, { a: 1, [key]: 2 })).toBe(true);
    expect(same({ a: 1, [key]: 1 }, { a: 1 })).toBe(true);
  });

  test.each<[object, object]>([
    [{ user: 7 }, { user: 8 }],
    [{ user: 7 }, {}],
    [{}, { user: 7 }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
  ])('%j and %j are not the same', (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  test('are not the same where the host has put in what no store can keep', () => {
    const round: Record<string, unknown> = {};
    round['self'] = round;
    expect(same(round, round)).toBe(false);
  });
});

describe('saving', () => {
  const saving = (save: unknown, sessionID: string | undefined = 's1'): Request =>
    request({ session: { save, visited: true }, sessionID, sessionStore: {} });

  test('calls the save of the session itself', async () => {
    const save = jest.fn(function (this: { visited?: boolean }, callback: Callback) {
      expect(this.visited).toBe(true);
      callback(null);
    });
    await saveSession(saving(save));
    expect(save).toHaveBeenCalledTimes(1);
  });

  test('tells what the store throws', async () => {
    const down = new Error('down');
    expect(
      await rejection(
        saveSession(
          saving((callback: Callback) => {
            callback(down);
          }),
        ),
      ),
    ).toBe(down);
    expect(
      await rejection(
        saveSession(
          saving((callback: Callback) => {
            callback('down');
          }),
        ),
      ),
    ).toMatchObject({
      cause: 'down',
    });
    await saveSession(
      saving((callback: Callback) => {
        callback(undefined);
      }),
    );
  });

  test('leaves cookie-session alone, which is saved with the answer', async () => {
    const save = jest.fn();
    await saveSession(request({ session: { save } }));
    await saveSession(request({}));
    await saveSession(saving(undefined));
    expect(save).not.toHaveBeenCalled();
  });
});
