// A TypeScript host of ES modules: claims in the shape of express-openid-connect, sessions by cookie-session.
import express, { type RequestHandler } from 'express';
import cookieSession from 'cookie-session';
import { partnerSso, resolveHostUser, type HandoffEvent, type PartnerUser } from 'express-partner-sso';
import { startSandbox } from 'express-partner-sso/sandbox';
import { createRequire } from 'node:module';

const { checkHost } = createRequire(import.meta.url)('../../check.cjs') as typeof import('../check.cjs');

const events: HandoffEvent[] = [];
const sandbox = await startSandbox();
const partners = partnerSso({
  ...sandbox.options,
  resolveUser: (req): PartnerUser | null => resolveHostUser(req),
  allow: (_req, user) => user.id === 'auth0|7',
  onHandoff: (event) => void events.push(event),
});

const signedIn: RequestHandler = (req, _res, next) => {
  Object.assign(req, { oidc: { user: req.session?.['user'] as unknown } });
  next();
};

const app = express();
app.use(cookieSession({ secret: 'a secret of this host' }));
app.post('/login', (req, res) => {
  req.session = {
    user: { sub: 'auth0|7', email: 'jane@example.com', email_verified: true, name: 'Jane Doe', given_name: 'Jane' },
  };
  res.sendStatus(204);
});
app.use(signedIn);
app.use('/partners', partners);
app.get('/rewards', partners.handlers.cheetah, (_req, res) => {
  res.send(String(res.locals['stellar_member_state_script']));
});

await checkHost(app, sandbox);
if (!events.some(({ vendor, outcome }) => vendor === 'cheetah' && outcome === 'injected')) throw new Error('no event');
