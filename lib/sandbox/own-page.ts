// What changes the sandbox, or shows what came in, is for its own pages: no other site in the same browser may use it.
import type { RequestHandler, Response } from 'express';

/**
 * Refuses, with 403, a request that another page or another name for this machine brought about. The sandbox has no login and
 * listens on a port that any page of the developer's browser can reach: by a form or `fetch` of its own (`Origin`,
 * `Sec-Fetch-Site`), or by a host name that suddenly resolves to this machine (`Host`, known as DNS rebinding).
 *
 * @param url where the sandbox listens, without a trailing slash
 */
export function ownPageOnly(url: string): RequestHandler {
  const hosts = hostsOf(url);
  const origins = hosts.map((name) => `http://${name}`);

  return function sandboxOwnPageOnly(req, res, next) {
    const { host: asked = '', origin, 'sec-fetch-site': site = 'none' } = req.headers;
    const own = hosts.includes(asked) && (origin === undefined || origins.includes(origin));
    if (own && (site === 'same-origin' || site === 'none')) {
      next();
      return;
    }
    refuse(res);
  };
}

/** Refuses, with 403, a request under another name for this machine. A link from anywhere may lead here. */
export function ownHostOnly(url: string): RequestHandler {
  const hosts = hostsOf(url);
  return function sandboxOwnHostOnly(req, res, next) {
    if (hosts.includes(req.headers.host ?? '')) next();
    else refuse(res);
  };
}

function hostsOf(url: string): string[] {
  const { host } = new URL(url);
  return [host, host.replace('127.0.0.1', 'localhost')];
}

function refuse(res: Response): void {
  res.status(403).type('text/plain').send('This is for the own pages of the sandbox.\n');
}
