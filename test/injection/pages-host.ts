// A host without views: each name goes to the partners by the router, and lands on pages of the package or of the sandbox.

import express from 'express';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import session from 'express-session';
import { PartnerSsoError, partnerSso } from '../../lib/index.js';
import type { PartnerSsoOptions, PartnerUser } from '../../lib/index.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { PEOPLE, listen, userOf } from './host.js';
import type { Host } from './host.js';
import { PLAIN } from './names.js';

const indexOf = (req: Request): number => Number(req.params['index']);

/** Whether a name may be the id of a site as well: it is one word, and short enough for a URL that has it twice. */
export const mayBeSite = (name: string): boolean =>
  name !== '' && name.length < 1000 && !/[\s,\p{Cc}\p{Cs}]|%[0-9a-f]{2}/iu.test(name);

/** An address that has as much of a name in it as addresses may. */
export const mailboxOf = (index: number): string => {
  const { text } = PEOPLE[index] ?? PLAIN;
  return `${text.replace(/[\s@<>,;\p{Cc}\p{Cs}]/gu, '').slice(0, 200)}+${String(index)}@example.com`;
};

/**
 * The router is at `/as/<index>`; DevHub's launch page opens the site that has this name, where a site may have it. At
 * `/elsewhere/<index>` that site is not among the user's. A refusal is answered with its code as text.
 */
export async function startPagesHost(sandbox: Sandbox): Promise<Host> {
  const { options } = sandbox;
  const app = express();
  app.use(session({ secret: 'test', resave: false, saveUninitialized: false }));
  const site = (_req: Request, { firstName: name = '' }: PartnerUser): string | undefined =>
    mayBeSite(name) ? name : undefined;
  const routerWith = (siteIds: (req: Request, user: PartnerUser) => string[]): RequestHandler => {
    const given: PartnerSsoOptions = {
      ...options,
      devhub: { ...options.devhub, siteIds, site },
      timeoutMs: 60_000,
    };
    return partnerSso(given);
  };
  const signIn: RequestHandler = (req, _res, next) => {
    Object.assign(req, { user: { ...userOf(indexOf(req)), email: mailboxOf(indexOf(req)) } });
    next();
  };
  app.use(
    '/as/:index',
    signIn,
    routerWith((req, user) => [site(req, user) ?? '12345']),
  );
  app.use(
    '/elsewhere/:index',
    signIn,
    routerWith(() => ['12345']),
  );
  const tell: ErrorRequestHandler = (error: unknown, _req, res, next) => {
    if (!(error instanceof PartnerSsoError)) next(error);
    else res.status(error.status).type('text').send(error.code);
  };
  app.use(tell);
  return listen(app);
}
