// The portal's own login. express-partner-sso plays no part in it: it signs users in to partners once they are known here.
import { json, Router, urlencoded, type Request, type RequestHandler } from 'express';
import 'express-session';
import { PortalError } from './errors.js';
import { localPath } from './local-path.js';
import { findUserById, findUserByName, users, type PortalUser } from './users.js';

declare module 'express-session' {
  interface SessionData {
    signedInAs?: string;
  }
}

/** Sets `req.user`, where express-partner-sso looks for the user by default (as passport and many others do). */
export const loadUser: RequestHandler = (req, res, next) => {
  const user = findUserById(req.session.signedInAs);
  Object.assign(req, { user });
  res.locals['user'] = user;
  next();
};

export const currentUser = (req: Request): PortalUser | undefined => (req as { user?: PortalUser }).user;

/** Lets only signed-in users pass; anyone else signs in first and comes back. */
export const requireLogin: RequestHandler = (req, res, next) => {
  if (currentUser(req)) {
    next();
    return;
  }
  res.set('Cache-Control', 'no-store');
  if (req.method === 'GET' && req.accepts('html')) res.redirect(`/login?next=${encodeURIComponent(req.originalUrl)}`);
  else next(new PortalError(401, 'Please sign in first', 'Sign in at /login, then try again.'));
};

/** `forgetPartners` runs at logout, while the session is still there. */
export function authRoutes(forgetPartners: (req: Request) => void): Router {
  const router = Router();

  router.get('/login', (req, res) => {
    const target = localPath(req.query['next']);
    if (currentUser(req)) res.redirect(target);
    else res.render('login', { users, next: target, failed: false });
  });

  router.post('/login', urlencoded({ extended: false, limit: '4kb' }), json({ limit: '4kb' }), (req, res, next) => {
    const form = (req.body ?? {}) as { user?: unknown; next?: unknown };
    const user = findUserByName(form.user);
    const target = localPath(form.next ?? req.query['next']);
    if (!user) {
      res.status(401).render('login', { users, next: target, failed: true });
      return;
    }

    // A new session id at login keeps a planted one from being taken over. What Cheetah's middleware has put aside for
    // the member, such as the offer that a deep link named before the login, is ours to carry over.
    const { cheetah } = req.session as { cheetah?: unknown };
    req.session.regenerate((error?: unknown) => {
      if (error) {
        next(error);
        return;
      }
      Object.assign(req.session, { signedInAs: user.id }, cheetah === undefined ? {} : { cheetah });
      res.redirect(303, afterLogin(target));
    });
  });

  router.post('/logout', (req, res, next) => {
    forgetPartners(req);
    req.session.destroy((error?: unknown) => {
      if (error) next(error);
      else res.clearCookie('portal.sid').redirect(303, '/login');
    });
  });

  // The answer to a form may not redirect to another site (form-action in the Content-Security-Policy), and we cannot
  // know all the hosts that a partner's own login passes through. So a partner is entered from a page of its own.
  router.get('/continue', requireLogin, (req, res) => {
    res.render('continue', { target: localPath(req.query['to']) });
  });

  return router;
}

const afterLogin = (target: string): string =>
  target.startsWith('/partners/') ? `/continue?to=${encodeURIComponent(target)}` : target;
