// What else happens to a session while a sign-in is under way: nothing of it may be undone by the copy that our request holds.

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import session from 'express-session';
import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import { CountingStore, TOKEN_PATH, memberReply, tokenReply } from '../../support/cheetah-host.js';
import type { Reply } from '../../support/fake-vendor.js';

/** A session of a host that keeps its user there, as most do. */
type HostSession = session.Session & { userId?: string; cart?: string };

const bodyOf = (reply: Reply): unknown => (reply as { body?: unknown }).body;

let vendor: Server;
let host: Server;
let url: string;
let store: CountingStore;
let signIns: string[];
/** Held back sign-ins: each is answered when its function is called. */
let held: (() => void)[];
let holding: boolean;

beforeEach(async () => {
  [signIns, held, holding] = [[], [], true];
  const vendorApp = express();
  vendorApp.post(TOKEN_PATH, (_req, res) => res.json(bodyOf(tokenReply(1))));
  vendorApp.post('/program/api/sso', express.raw({ type: () => true }), (req, res) => {
    const id = /name="integration_id"\r\n\r\n(\w+)/.exec(String(req.body))?.[1];
    signIns.push(String(id));
    const answer = (): void => void res.json(bodyOf(memberReply(id, signIns.length)));
    if (holding) held.push(answer);
    else answer();
  });
  vendor = vendorApp.listen(0, '127.0.0.1');
  await once(vendor, 'listening');

  store = new CountingStore();
  const app = express();
  app.use(session({ secret: 'test', resave: false, saveUninitialized: false, store }));
  app.use((req, _res, next) => {
    const { userId } = req.session as HostSession;
    if (userId !== undefined) {
      Object.assign(req, { user: { id: userId, email: `${userId}@example.com`, firstName: userId } });
    }
    next();
  });
  const handler = cheetahMemberState({
    baseUrl: `http://127.0.0.1:${String((vendor.address() as AddressInfo).port)}`,
    clientId: 'client-id',
    clientSecret: 'client-secret',
    timeoutMs: 20_000,
  });
  app.get('/page', handler, (_req, res) => void res.json(res.locals['stellar_member_state']));
  app.get('/then', handler, (_req, res) => {
    res.redirect('/page');
  });
  app.get('/session', (req, res) => void res.json(req.session));
  app.post('/set', express.json(), (req, res) => {
    Object.assign(req.session, req.body);
    res.json({});
  });
  app.post('/destroy', (req, res) => {
    req.session.destroy(() => void res.json({}));
  });
  host = app.listen(0, '127.0.0.1');
  await once(host, 'listening');
  url = `http://127.0.0.1:${String((host.address() as AddressInfo).port)}`;
});

afterEach(() => {
  for (const server of [host, vendor]) {
    server.close();
    server.closeAllConnections();
  }
});

/** Opens a session that is signed in as `userId`. */
async function signInAs(userId: string): Promise<(path: string, body?: object) => Promise<Record<string, unknown>>> {
  let cookie = '';
  const send = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const post = { method: 'POST', body: JSON.stringify(body) };
    const headers = { cookie, 'content-type': 'application/json' };
    const response = await fetch(url + path, { headers, ...(body && post) });
    cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie;
    return (await response.json()) as Record<string, unknown>;
  };
  await send('/set', { userId });
  return send;
}

/** Waits until the vendor has `count` sign-ins to answer. */
async function untilHeld(count: number): Promise<void> {
  while (held.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

function release(): void {
  holding = false;
  for (const answer of held.splice(0)) answer();
}

test('what the host writes meanwhile stays, and a later page still needs no second sign-in', async () => {
  const send = await signInAs('jane');
  const page = send('/page');
  await untilHeld(1);
  await send('/set', { cart: '42' });
  release();

  expect(await page).toMatchObject({ access_token: 'member-jane-1' });
  expect(await send('/session')).toMatchObject({ userId: 'jane', cart: '42' });
  expect(await send('/page')).toMatchObject({ access_token: 'member-jane-1' });
  expect(await send('/session')).toMatchObject({ cart: '42', cheetah: { member: { integration_id: 'jane' } } });
  expect(signIns).toEqual(['jane']);
});

test('another user who signs in meanwhile stays signed in, and gets no member of the one before', async () => {
  const send = await signInAs('jane');
  const page = send('/page');
  await untilHeld(1);
  await send('/set', { userId: 'sam' });
  release();

  expect(await page).toMatchObject({ access_token: 'member-jane-1' });
  const after = await send('/session');
  expect(after).toMatchObject({ userId: 'sam' });
  expect(JSON.stringify(after)).not.toContain('member-jane');
  expect(await send('/page')).toMatchObject({ access_token: 'member-sam-2', short_name: 'sam' });
});

test('a session that is destroyed meanwhile does not come back', async () => {
  const send = await signInAs('jane');
  const page = send('/page');
  await untilHeld(1);
  await send('/destroy', {});
  release();

  expect(await page).toMatchObject({ access_token: 'member-jane-1' });
  expect(await send('/session')).not.toHaveProperty('userId');
});

test('parallel pages make one sign-in, and all of them leave the member in the session', async () => {
  const send = await signInAs('jane');
  const pages = Array.from({ length: 20 }, () => send('/page'));
  await untilHeld(1);
  release();

  const tokens = (await Promise.all(pages)).map((state) => state['access_token']);
  expect(new Set(tokens)).toEqual(new Set(['member-jane-1']));
  expect(await send('/session')).toMatchObject({ userId: 'jane', cheetah: { member: { integration_id: 'jane' } } });
  expect(signIns).toEqual(['jane']);
});

test('a redirect after the first sign-in finds the member saved, and pages that change nothing write nothing', async () => {
  holding = false;
  const send = await signInAs('jane');
  expect(await send('/then')).toMatchObject({ access_token: 'member-jane-1' });
  const written = store.sets.length;
  for (let page = 0; page < 5; page += 1) await send('/page');

  expect(store.sets).toHaveLength(written);
  expect(signIns).toEqual(['jane']);
});
