/** Our one key of a session: written at once, only where nobody else has changed the session meanwhile, and never after a logout. */

import { OurKey } from '../../../lib/vendors/cheetah/our-key.js';
import { SessionRequests } from '../../support/session-requests.js';
import type { Parts, SessionRequest } from '../../support/session-requests.js';

interface Value {
  readonly n?: number;
}

let time = 0;
let requests: SessionRequests;
let stored: SessionRequests['stored'];
let key: OurKey<Value>;
beforeEach(() => {
  time = 1_700_000_000_000;
  requests = new SessionRequests();
  ({ stored } = requests);
  stored.set('s1', { cart: 1 });
  const parse = (value: object): Value => ('n' in value ? { n: Number(value.n) } : {});
  key = new OurKey({ sessionKey: 'ours', storeTimeoutMs: 60_000, now: () => time }, parse);
});

/** A page that has come to us. */
function page(parts?: Parts, sid?: string): SessionRequest {
  const req = requests.make(parts, sid);
  key.begin(req);
  return req;
}
const setTo = (n: number) => (): Value => ({ n });
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a change', () => {
  test('is in the store at once, beside what is the host’s', async () => {
    await key.change(page(), setTo(1));
    expect(stored.get('s1')).toEqual({ cart: 1, ours: { n: 1 } });
  });

  test('gets the value as it is in the store by now, and is not saved where it leaves it', async () => {
    const req = page();
    stored.set('s1', { cart: 1, ours: { n: 5 } });
    await key.change(req, (now) => ({ n: (now.n ?? 0) + 1 }));
    expect(stored.get('s1')).toEqual({ cart: 1, ours: { n: 6 } });
    const before = stored.get('s1');
    await key.change(page(), (now) => now);
    expect(stored.get('s1')).toBe(before);
  });

  test('does not bring back a session that has ended since', async () => {
    const req = page();
    stored.clear();
    await key.change(req, setTo(1));
    expect(stored.size).toBe(0);
  });

  test('is kept in a session that this request begins', async () => {
    await key.change(page({ headers: {} }, 's2'), setTo(1));
    expect(stored.get('s2')).toEqual({ ours: { n: 1 } });
  });

  test('of a session that this request has begun, and ended by a logout, changes nothing', async () => {
    const req = page({ headers: {} }, 's2');
    key.clear(req);
    await key.change(req, setTo(1));
    expect(key.read(req)).toEqual({});
    expect(stored.has('s2')).toBe(false);
  });

  test('waits for the end of the answer where the host has changed the session, and is tried once more then', async () => {
    const req = page();
    req.session['cart'] = 2;
    await key.change(req, setTo(1));
    expect(stored.get('s1')).toEqual({ cart: 1 });
    stored.set('s1', { cart: 2 });
    req.res.emit('finish');
    await settled();
    expect(stored.get('s1')).toEqual({ cart: 2, ours: { n: 1 } });
  });

  test('is given up where another request has changed it', async () => {
    const req = page();
    stored.set('s1', { cart: 3 });
    await key.change(req, setTo(1));
    req.res.emit('finish');
    await settled();
    expect(stored.get('s1')).toEqual({ cart: 3 });
    expect(req.res.listenerCount('finish')).toBe(0);
  });

  test('is given up at once where there is no answer to wait for', async () => {
    const req = page({ res: undefined });
    req.session['cart'] = 2;
    await key.change(req, setTo(1));
    expect(stored.get('s1')).toEqual({ cart: 1 });
  });

  test('does not come after the answer in a session that this request has begun and another has ended', async () => {
    const req = page({ headers: {} }, 's2');
    req.session['cart'] = 2;
    stored.set('s2', {});
    await key.change(req, setTo(1));
    stored.delete('s2');
    req.res.emit('finish');
    await settled();
    expect(stored.has('s2')).toBe(false);
  });

  test('is a smaller one in a cookie that has no room for it, or none where that has no room either', async () => {
    jest.spyOn(process, 'emitWarning').mockImplementation();
    const cookie = { sessionID: undefined, sessionStore: undefined, sessionOptions: {} };
    const req = page({ ...cookie, session: { cart: 'x'.repeat(2900) } });
    await key.change(req, () => ({ n: 1, more: 'x'.repeat(500) }), setTo(2));
    expect(req.session).toMatchObject({ ours: { n: 2 } });
    const full = page({ ...cookie, session: { cart: 'x'.repeat(5000) } });
    await key.change(full, setTo(1), setTo(2));
    await key.change(full, setTo(1));
    expect(full.session).not.toHaveProperty('ours');
    jest.restoreAllMocks();
  });

  test.each<[string, object]>([
    [
      'cannot be read',
      {
        get: (_sid: string, done: (error: Error) => void) => {
          done(new Error('down'));
        },
      },
    ],
    [
      'throws',
      {
        get: () => {
          throw new Error('down');
        },
      },
    ],
  ])('where the store %s: nothing is written, and nothing thrown', async (_how, sessionStore) => {
    const req = page({ sessionStore });
    await key.change(req, setTo(1));
    expect(req.session).not.toHaveProperty('ours');
    expect(stored.get('s1')).toEqual({ cart: 1 });
  });

  test('that is made, refused or lost waits for nothing more: only what the host has changed is tried again', async () => {
    const get = (_sid: string, done: (error: Error) => void): void => {
      done(new Error('down'));
    };
    const ended = page({}, 'ended');
    for (const req of [page(), page({ session: undefined }), page({ sessionStore: { get } }), ended]) {
      await key.change(req, setTo(1));
      await key.change(req, (now) => now);
      expect(req.res.listenerCount('finish')).toBe(0);
    }
  });

  test('without a session, or where saving fails, the page goes on', async () => {
    await key.change(page({ session: undefined }), setTo(1));
    const save = (done: (error: Error) => void): void => {
      done(new Error('down'));
    };
    await key.change(page({ session: { cart: 1, save } }), setTo(1));
    expect(stored.get('s1')).toEqual({ cart: 1 });
  });
});

test.each([undefined, null, 'text', 7, {}, { other: 1 }])('%p under our key is nothing of ours', (ours) => {
  expect(key.read(requests.make({ session: { ours } }))).toEqual({});
});

test('what is read is what this request has loaded', () => {
  expect(key.read(requests.make({ session: { ours: { n: 3, other: 1 } } }))).toEqual({ n: 3 });
  expect(key.read(requests.make({ session: undefined }))).toEqual({});
});
