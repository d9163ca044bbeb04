// The inspector: the home page with its live list, a page and a text for each attempt, and the way to clear them.
import express, { type RequestHandler, type Router } from 'express';
import type { SandboxAttempt } from '../attempts.js';
import { sendHome } from '../home.js';
import type { SandboxContext } from '../inquiry.js';
import { ownHostOnly, ownPageOnly } from '../own-page.js';
import { PRODUCTS, sendPage } from '../page.js';
import { pathParameter } from '../route.js';
import { attemptPage, noAttempt } from './attempt.js';
import { sendEvents } from './events.js';
import { readFilter } from './filter.js';
import { INSPECTOR } from './head.js';
import { INSPECTOR_SCRIPT } from './script.js';
import { INSPECTOR_STYLE } from './style.js';
import { attemptAsText } from './text.js';

/** The routes at the root of the sandbox. Pages may be linked from anywhere; what a script could read may not. */
export function inspectorPages(context: SandboxContext): Router {
  const { url, attempts } = context;
  const router = express.Router();
  const ownHost = ownHostOnly(url);
  const ownPage = ownPageOnly(url);
  const find = (id: string): SandboxAttempt | undefined => attempts.list.find((attempt) => String(attempt.id) === id);

  router.get('/', ownHost, keepToOwnPages, (req, res) => {
    sendHome(res, context, readFilter(req));
  });
  router.get('/events', ownPage, keepToOwnPages, (req, res) => {
    sendEvents(req, res, attempts);
  });
  router.post('/attempts/clear', ownPage, (req, res) => {
    attempts.clear();
    // The script hears of it as all readers do.
    if (req.accepts('html')) res.redirect(303, '/');
    else res.sendStatus(204);
  });
  router.get('/attempts/:id.txt', ownPage, keepToOwnPages, (req, res) => {
    const attempt = find(pathParameter(req, 'id'));
    const text = attempt === undefined ? 'This attempt is not kept.\n' : attemptAsText(attempt);
    res
      .status(attempt === undefined ? 404 : 200)
      .type('text/plain')
      .send(text);
  });
  router.get('/attempts/:id', ownHost, keepToOwnPages, (req, res) => {
    const attempt = find(pathParameter(req, 'id'));
    if (attempt === undefined) {
      sendPage(res, 404, 'Attempt not kept · sandbox', noAttempt(), INSPECTOR);
      return;
    }
    const title = `Attempt ${String(attempt.id)} ${attempt.verdict} · ${PRODUCTS[attempt.vendor]} (sandbox)`;
    sendPage(res, 200, title, attemptPage(attempt), INSPECTOR);
  });
  router.get('/inspector.js', (_req, res) => void res.type('js').send(INSPECTOR_SCRIPT));
  router.get('/inspector.css', (_req, res) => void res.type('css').send(INSPECTOR_STYLE));
  return router;
}

/** No page of another site embeds what came in. A form here says where it comes from, or the guard would not let it in. */
const keepToOwnPages: RequestHandler = (_req, res, next) => {
  res.set({ 'Cross-Origin-Resource-Policy': 'same-origin', 'Referrer-Policy': 'same-origin' });
  next();
};
