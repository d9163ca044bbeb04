// A host with views: each name signs in, and the page prints what the middleware put into the locals.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import session from 'express-session';
import type { HandoffEvent } from '../../lib/handoff/events.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import { devhubSso } from '../../lib/vendors/devhub/index.js';
import type { Engine, Part } from '../support/engines.js';
import { listen, userOf } from './host.js';
import type { Host } from './host.js';

export interface ViewsHost extends Host {
  readonly events: HandoffEvent[];
}

/** A fresh nonce, and a policy that lets nothing else run. */
const strictPolicy: RequestHandler = (_req, res, next) => {
  const nonce = randomBytes(16).toString('base64');
  res.locals['cspNonce'] = nonce;
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  res.set('Content-Security-Policy', `${policy}; frame-src 'self'; img-src data:`);
  next();
};

/** Serves each of `views`, a page of `parts`, at `/<view>/<index of the name>`, and frames with all of them at `/<view>`. */
export async function startViewsHost(
  engine: Engine,
  sandbox: Sandbox,
  views: Readonly<Record<string, readonly Part[]>>,
  count: number,
): Promise<ViewsHost> {
  const folder = mkdtempSync(join(tmpdir(), 'partner-sso-views-'));
  const events: HandoffEvent[] = [];
  const options = { onHandoff: (event: HandoffEvent) => events.push(event), timeoutMs: 60_000 };
  const app: Express = express();
  app.set('views', folder);
  app.set('view engine', engine.extension);
  app.enable('view cache');
  engine.install(app, folder);

  app.use(strictPolicy, session({ secret: 'test', resave: false, saveUninitialized: false }));
  const signIn: RequestHandler<{ index: string }> = (req, _res, next) => {
    Object.assign(req, { user: userOf(Number(req.params.index)) });
    next();
  };
  const member = cheetahMemberState({ ...sandbox.options.cheetah, ...options });
  const widget = devhubSso({ ...sandbox.options.devhub, ...options, siteIds: ['12345'] });
  for (const [view, parts] of Object.entries(views)) {
    writeFileSync(join(folder, `${view}.${engine.extension}`), engine.page(parts));
    // A host that can do without DevHub shows the page without it.
    const goOn: ErrorRequestHandler = (_error, _req, res, _next) => {
      res.render(view);
    };
    const show: RequestHandler = (_req, res) => {
      res.render(view);
    };
    app.get(`/${view}/anonymous`, show);
    app.get(`/${view}/:index`, signIn as RequestHandler, member, widget, show, goOn);
    app.get(`/${view}`, (_req, res) => {
      const frames = Array.from({ length: count }, (_, index) => `<iframe src="/${view}/${String(index)}"></iframe>`);
      res.type('html').send(`<!doctype html><title>Frames</title><link rel="icon" href="data:,">${frames.join('')}`);
    });
  }
  const host = await listen(app);
  return {
    ...host,
    events,
    async close() {
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
}
