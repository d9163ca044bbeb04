// The sandbox's Express app: the four stand-ins side by side, and the pages around them.
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { chargebackstopStandIn } from './chargebackstop/index.js';
import { cheetahStandIn } from './cheetah/index.js';
import { devhubStandIn } from './devhub/index.js';
import { FAULTS_PATH, faultForm } from './faults/menu.js';
import type { SandboxContext } from './inquiry.js';
import { inspectorPages } from './inspector/index.js';
import { html } from './markup.js';
import { sendPage } from './page.js';
import { paynearmeStandIn } from './paynearme/index.js';
import { ICON, STYLE } from './style.js';

/** Puts the sandbox together. */
export function createSandboxApp(context: SandboxContext): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(commonHeaders);
  app.use('/chargebackstop', chargebackstopStandIn(context));
  app.use('/devhub', devhubStandIn(context));
  app.use('/cheetah', cheetahStandIn(context));
  app.use('/paynearme', paynearmeStandIn(context));
  app.use(inspectorPages(context));
  app.post(FAULTS_PATH, ...faultForm(context));
  app.get('/sandbox.css', (_req, res) => void res.type('css').send(STYLE));
  app.get(['/sandbox.svg', '/favicon.ico'], (_req, res) => void res.type('svg').send(ICON));
  app.use((req, res) => {
    sendPage(
      res,
      404,
      'Not found · sandbox',
      html`<main>
        <h1>Nothing here</h1>
        <p>The sandbox has no page at <code>${req.path}</code>.</p>
      </main>`,
    );
  });
  app.use(lastResort);
  return app;
}

/** Tokens travel in these URLs: no cache keeps them, and no link passes them on. */
const commonHeaders: RequestHandler = (_req, res, next) => {
  res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff' });
  next();
};

/** A body that is too long, a path that cannot be decoded, or a bug of the sandbox. */
const lastResort: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const status = statusOf(error);
  const message = error instanceof Error ? error.message : 'unknown error';
  res.status(status).type('text/plain').send(`The sandbox could not handle the request: ${message}\n`);
};

function statusOf(error: unknown): number {
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
