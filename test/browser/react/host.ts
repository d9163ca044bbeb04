// The app around the React page in the tests: a session, a login, a logout, and the router; bundles by esbuild.

import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import express, { urlencoded, type Express } from 'express';
import session from 'express-session';
import { partnerSso } from '../../../lib/index.js';
import type { CheetahMemberState, CheetahMemberStateOptions } from '../../../lib/index.js';
import { serveShell } from './serve-shell.js';
import { serveStatic } from './serve-static.js';

export type Way = 'shell' | 'static';

export interface ReactHost {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A name that is all of what it looks like, and nothing else. */
export const HOSTILE_NAME = `</script><img src=x onerror=alert(1)>"&`;

const USERS = [
  { id: 'u1', username: 'jane', email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe' },
  { id: 'u2', username: 'sam', email: 'sam@example.com', firstName: 'Sam', lastName: 'Roe' },
  { id: 'u3', username: 'mallory', email: 'mallory@example.com', firstName: HOSTILE_NAME },
] as const;

/** Builds both pages as a bundler would, into a folder with the static page in it. `close` removes it. */
export async function bundlePages(sdkUrl: string): Promise<{ readonly folder: string; readonly close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'partner-sso-react-'));
  await build({
    entryPoints: ['shell.tsx', 'static.tsx'].map((name) => join(__dirname, name)),
    outdir: folder,
    bundle: true,
    jsx: 'automatic',
    // React's development build: in the other one StrictMode does nothing.
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  const page = readFileSync(join(__dirname, 'index.html'), 'utf8');
  writeFileSync(join(folder, 'index.html'), page.replace('https://sdk.example.com/sdk.js', sdkUrl));
  return {
    folder,
    close: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startReactHost(
  way: Way,
  cheetah: CheetahMemberStateOptions,
  folder: string,
  sdkUrl: string,
): Promise<ReactHost> {
  const app = express();
  const partners = partnerSso({ cheetah });
  mountLogin(app, partners.handlers.cheetah);
  if (way === 'shell') serveShell(app, partners.handlers.cheetah, folder, sdkUrl);
  else serveStatic(app, partners, folder, sdkUrl);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function mountLogin(app: Express, cheetah: CheetahMemberState): void {
  app.get('/favicon.ico', (_req, res) => res.status(204).end());
  app.use(session({ secret: 'only this test knows', resave: false, saveUninitialized: false }));
  app.use((req, _res, next) => {
    const { userId } = req.session as { userId?: string };
    Object.assign(req, { user: USERS.find(({ id }) => id === userId) });
    next();
  });
  app.get('/login', (_req, res) => {
    const buttons = USERS.map(({ username }) => `<button name="user" value="${username}">${username}</button>`);
    res.send(`<!doctype html><title>Sign in</title><form method="post">${buttons.join('')}</form>`);
  });
  app.post('/login', urlencoded({ extended: false }), (req, res, next) => {
    const { user } = req.body as { user?: string };
    const { cheetah: kept } = req.session as { cheetah?: unknown };
    req.session.regenerate((error: unknown) => {
      const userId = USERS.find(({ username }) => username === user)?.id;
      Object.assign(req.session, { userId, cheetah: kept });
      if (error) next(error);
      else res.redirect(303, '/');
    });
  });
  app.post('/logout', (req, res, next) => {
    cheetah.clear(req);
    req.session.destroy((error: unknown) => {
      if (error) next(error);
      else res.redirect(303, '/login');
    });
  });
}
