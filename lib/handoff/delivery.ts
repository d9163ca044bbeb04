// Answers: a redirect, a page, or values for the host's template. What carries a token is neither stored nor leaked on.

import type { Request, Response } from 'express';

/** Headers of every answer that carries or makes a token. */
const TOKEN_HEADERS = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' } as const;

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
  setHeaders(res, { ...TOKEN_HEADERS, Location: url, 'Content-Length': '0' });
  res.end();
}

/** Answers a whole HTML page under a Content-Security-Policy of its own. */
export function sendPage(res: Response, html: string, contentSecurityPolicy: string): void {
  if (res.headersSent) return;
  res.statusCode = 200;
  // The host's trial policy knows nothing of this page.
  res.removeHeader('Content-Security-Policy-Report-Only');
  setHeaders(res, {
    ...TOKEN_HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(html);
}

/** Answers JSON. */
export function sendJson(res: Response, value: unknown): void {
  if (res.headersSent) return;
  res.statusCode = 200;
  setHeaders(res, {
    ...TOKEN_HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(JSON.stringify(value));
}

/** Puts values where the host's template finds them, and keeps the page that will carry them out of every cache. */
export function inject(res: Response, locals: Readonly<Record<string, unknown>>): void {
  setHeaders(res, TOKEN_HEADERS);
  Object.assign(res.locals, locals);
}

/** Answers HEAD without making a token: the route is there, and there is nothing to see. */
export function answerHead(res: Response): void {
  res.statusCode = 204;
  setHeaders(res, TOKEN_HEADERS);
  res.end();
}
