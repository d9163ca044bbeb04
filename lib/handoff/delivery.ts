// Answers: a redirect, a page, or values for the host's template. What carries a token is neither stored nor leaked on.

import type { Request, Response } from 'express';

/** Keeps an answer that carries or makes a token out of every cache, and its URL out of every `Referer`. */
function keepToItself(res: Response): void {
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Referrer-Policy', 'no-referrer');
}

/** Sets headers unless the host has begun to answer already. */
export function setHeaders(res: Response, headers: Readonly<Record<string, string>>): void {
  if (res.headersSent) return;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
}

/**
 * Sends the browser to `url`, to the letter: `res.redirect` would encode it anew and repeat it in the body. A form that was
 * posted is followed by GET.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4
 */
export function redirect(req: Request, res: Response, url: string): void {
  if (res.headersSent) return;
  res.statusCode = req.method === 'GET' ? 302 : 303;
  keepToItself(res);
  res.setHeader('Location', url);
  res.setHeader('Content-Length', '0');
  res.end();
}

/** Answers a whole HTML page under a Content-Security-Policy of its own. */
export function sendPage(res: Response, html: string, contentSecurityPolicy: string): void {
  if (res.headersSent) return;
  res.statusCode = 200;
  // The host's trial policy knows nothing of this page.
  res.removeHeader('Content-Security-Policy-Report-Only');
  keepToItself(res);
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Content-Security-Policy', contentSecurityPolicy);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.end(html);
}

/** Answers JSON. */
export function sendJson(res: Response, value: unknown): void {
  if (res.headersSent) return;
  res.statusCode = 200;
  keepToItself(res);
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.end(JSON.stringify(value));
}

/** Puts values where the host's template finds them, and keeps the page that will carry them out of every cache. */
export function inject(res: Response, locals: Readonly<Record<string, unknown>>): void {
  if (!res.headersSent) keepToItself(res);
  Object.assign(res.locals, locals);
}

/** Answers HEAD without making a token: the route is there, and there is nothing to see. */
export function answerHead(res: Response): void {
  if (res.headersSent) return;
  res.statusCode = 204;
  keepToItself(res);
  res.end();
}
