// An ES module host: users by passport, sessions by express-session.
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import { partnerSso } from 'express-partner-sso';
import { startSandbox } from 'express-partner-sso/sandbox';
import { checkHost } from '../check.cjs';

const JANE = { id: 7, email: 'jane@example.com', name: { givenName: 'Jane', familyName: 'Doe' } };

class DoorStrategy extends passport.Strategy {
  name = 'door';
  authenticate() {
    this.success(JANE);
  }
}
passport.use(new DoorStrategy());
passport.serializeUser((user, done) => done(null, user.id));
passport.deserializeUser((id, done) => done(null, id === JANE.id ? JANE : false));

const sandbox = await startSandbox();
const partners = partnerSso(sandbox.options);

const app = express();
app.use(session({ secret: 'a secret of this host', resave: false, saveUninitialized: false }));
app.use(passport.session());
app.post('/login', passport.authenticate('door'), (req, res) => res.sendStatus(204));
app.use('/partners', partners);
app.get('/rewards', partners.handlers.cheetah, (req, res) => {
  res.send(`<!doctype html><title>Rewards</title>${res.locals.stellar_member_state_script}`);
});

await checkHost(app, sandbox);
