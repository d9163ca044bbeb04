// A TypeScript host that compiles to CommonJS: users by passport, sessions by express-session.
import express, { type Request } from 'express';
import session from 'express-session';
import passport from 'passport';
import { partnerSso } from 'express-partner-sso';
import { startSandbox } from 'express-partner-sso/sandbox';

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { checkHost } = require('../../check.cjs') as typeof import('../check.cjs');

interface Row {
  id: string;
  email: string;
  firstName: string;
  role: string;
}
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface User extends Row {}
  }
}
const JANE: Row = { id: 'u7', email: 'jane@example.com', firstName: 'Jane', role: 'lead' };

class DoorStrategy extends passport.Strategy {
  name = 'door';
  override authenticate(): void {
    this.success(JANE);
  }
}
passport.use(new DoorStrategy());
passport.serializeUser((user, done) => {
  done(null, user.id);
});
passport.deserializeUser((id: string, done) => {
  done(null, id === JANE.id ? JANE : false);
});

async function main(): Promise<void> {
  const sandbox = await startSandbox();
  const { chargebackstop, devhub, cheetah, paynearme } = sandbox.options;
  const partners = partnerSso({
    chargebackstop,
    devhub,
    cheetah,
    paynearme: { ...paynearme, agentRole: (req: Request) => (req.user?.role === 'lead' ? 'supervisor' : 'agent') },
  });

  const app = express();
  app.use(session({ secret: 'a secret of this host', resave: false, saveUninitialized: false }));
  app.use(passport.session());
  app.post('/login', passport.authenticate('door'), (_req, res) => {
    res.sendStatus(204);
  });
  app.use('/partners', partners);
  app.get('/rewards', partners.handlers.cheetah, (_req, res) => {
    res.send(String(res.locals.stellar_member_state_script));
  });
  await checkHost(app, sandbox);
}

void main();
