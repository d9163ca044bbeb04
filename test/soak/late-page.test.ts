// A page whose session was loaded before a login or a logout, and which goes on after it: what it holds is old, and must not be saved.

import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { RequestHandler } from 'express';
import session from 'express-session';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import { wellBehaved } from '../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../support/fake-vendor.js';
import type { FakeVendor } from '../support/fake-vendor.js';

type HostSession = session.Session & { userId?: string; cart?: string };

let vendor: FakeVendor;
let server: Server;
let url: string;
let cookie: string;
let time = 1_700_000_000_000;
/** Pages that wait between the session and our middleware, as they do where the host looks up its user. */
let waiting: (() => void)[];

beforeEach(async () => {
  [cookie, waiting] = ['', []];
  vendor = await startFakeVendor(wellBehaved);
  const memberState = cheetahMemberState({
    baseUrl: vendor.url,
    clientId: 'client-id',
    clientSecret: 'client-secret',
    now: () => time,
    resolveUser: (req) => {
      const { userId: id } = req.session as HostSession;
      return id === undefined ? null : { id, email: `${id}@example.com` };
    },
  });
  const late: RequestHandler = (_req, _res, next) => {
    const { open, passed } = gate();
    waiting.push(open);
    void passed.then(next);
  };
  const show: RequestHandler = (_req, res) => void res.json(res.locals['stellar_member_state'] ?? {});
  const app = express();
  app.use(session({ secret: 'test', resave: false, saveUninitialized: false }));
  app.get('/page', memberState, show);
  app.get('/late', late, memberState, show);
  app.get('/session', (req, res) => void res.json(req.session));
  app.post('/set', express.json(), (req, res) => {
    Object.assign(req.session, req.body);
    res.json({});
  });
  app.post('/logout', (req, res) => {
    memberState.clear(req);
    req.session.destroy(() => void res.json({}));
  });
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  await send('POST', '/set', { userId: 'jane' });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await vendor.close();
});

async function send(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const headers = { cookie, 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  cookie ||= answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  return (await answer.json()) as Record<string, unknown>;
}

/** Starts a late page, does `meanwhile`, and lets the page go on. */
async function latePage(meanwhile: () => Promise<unknown>, query = ''): Promise<void> {
  const page = send('GET', `/late${query}`);
  await until(() => waiting.length === 1);
  await meanwhile();
  for (const open of waiting) open();
  await page;
}

describe.each([
  ['without a member', (): Promise<unknown> => Promise.resolve(), ''],
  [
    'with a member that has ended',
    async (): Promise<void> => {
      await send('GET', '/page');
      time += 3_600_000;
    },
    '',
  ],
  ['with a deep link', (): Promise<unknown> => Promise.resolve(), '?stl_params_hash=abc'],
])('a late page %s', (_what, prepare, query) => {
  test('does not bring back a session that has logged out', async () => {
    await prepare();
    await latePage(() => send('POST', '/logout'), query);
    expect(await send('GET', '/session')).not.toHaveProperty('userId');
  });

  test('does not undo a login as somebody else', async () => {
    await prepare();
    await latePage(() => send('POST', '/set', { userId: 'sam' }), query);
    expect(await send('GET', '/session')).toMatchObject({ userId: 'sam' });
    expect((await send('GET', '/page'))['access_token']).toContain('member-sam');
    expect(JSON.stringify(await send('GET', '/session'))).not.toContain('member-jane');
  });
});

test('a late page that is served a member which has just arrived does not undo what the host has written', async () => {
  await latePage(async () => {
    await send('GET', '/page');
    await send('POST', '/set', { cart: '42' });
  });
  expect(await send('GET', '/session')).toMatchObject({ userId: 'jane', cart: '42' });
  expect(await send('GET', '/page')).toMatchObject({ access_token: 'member-jane-1' });
});
