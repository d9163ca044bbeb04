/** Our key at a logout: pages that began before it write nothing after it, and those of a session that goes on do. */

import { OurKey } from '../../../lib/vendors/cheetah/our-key.js';
import { SessionRequests } from '../../support/session-requests.js';
import type { SessionRequest } from '../../support/session-requests.js';

let time = 0;
let requests: SessionRequests;
let key: OurKey<{ readonly n?: number }>;
beforeEach(() => {
  time = 1_700_000_000_000;
  requests = new SessionRequests();
  for (const sid of ['s1', 's2']) requests.stored.set(sid, { cart: 1 });
  key = new OurKey({ sessionKey: 'ours', storeTimeoutMs: 60_000, now: () => time }, (value) => value);
});

/** A page that has come to us. */
function page(sid?: string): SessionRequest {
  const req = requests.make({}, sid);
  key.begin(req);
  return req;
}
/** Whether a page writes. */
async function writes(req: SessionRequest, sid = 's1'): Promise<boolean> {
  requests.stored.set(sid, { cart: 1 });
  await key.change(req, () => ({ n: 1 }));
  return 'ours' in (requests.stored.get(sid) ?? {});
}
/** A logout that has come to us, and is not answered yet. */
function logout(sid?: string): SessionRequest {
  const req = page(sid);
  key.clear(req);
  return req;
}

test('takes our key out of the session, and nothing else', () => {
  requests.stored.set('s1', { cart: 1, ours: { n: 1 } });
  expect(Object.keys(logout().session)).toEqual(['cart', 'save']);
});

test('a page that began before it writes nothing any more, nor does the logout itself', async () => {
  const early = page();
  const req = logout();
  expect([await writes(early), await writes(req)]).toEqual([false, false]);
  req.res.emit('close');
  expect([await writes(early), await writes(req)]).toEqual([false, false]);
});

test('a page that comes while it is being answered writes nothing: it may have loaded what was there before', async () => {
  const req = logout();
  const during = page();
  expect(await writes(during)).toBe(false);
  req.res.emit('close');
  expect(await writes(during)).toBe(false);
});

test('a page that comes after it writes, where the session was kept', async () => {
  logout().res.emit('close');
  expect(await writes(page())).toBe(true);
});

test.each<[string, (req: SessionRequest) => void]>([
  ['ended', (req) => void Object.assign(req, { session: undefined })],
  ['made anew', (req) => void Object.assign(req, { sessionID: 's9' })],
])('where the session was %s, none writes to the old one for two minutes', async (_what, end) => {
  const req = logout();
  end(req);
  req.res.emit('close');
  const late = page();
  time += 119_999;
  expect(await writes(late)).toBe(false);
  expect(await writes(page())).toBe(false);
  time += 1;
  expect(await writes(page())).toBe(true);
});

test('the pages of other sessions go on writing', async () => {
  const early = page('s2');
  logout();
  expect([await writes(early, 's2'), await writes(page('s2'), 's2')]).toEqual([true, true]);
});

test('a page that is told of twice began when it was told of first', async () => {
  const early = page();
  logout().res.emit('close');
  key.begin(early);
  expect(await writes(early)).toBe(false);
});

test('without an answer to wait for, it counts as answered', async () => {
  const early = page();
  key.clear(requests.make({ res: undefined }));
  expect([await writes(early), await writes(page())]).toEqual([false, true]);
});

test('without a session in a store there is only the copy to clear', () => {
  const cookie = { sessionID: undefined, sessionStore: undefined };
  const req = requests.make({ ...cookie, session: { cart: 1, ours: { n: 1 } } });
  key.clear(req);
  expect(req.session).toEqual({ cart: 1 });
  expect(req.res.listenerCount('close')).toBe(0);
  expect(() => {
    key.clear(requests.make({ ...cookie, session: undefined }));
  }).not.toThrow();
});
