// A CommonJS host: users in the shape of express-openid-connect, sessions by cookie-session, each vendor from its subpath.
const assert = require('node:assert/strict');
const express = require('express');
const cookieSession = require('cookie-session');
const { partnerSso } = require('express-partner-sso');
const { cheetahMemberState } = require('express-partner-sso/cheetah');
const { chargebackstopSso } = require('express-partner-sso/chargebackstop');
const { devhubSso } = require('express-partner-sso/devhub');
const { paynearmeAgentSso } = require('express-partner-sso/paynearme');
const { startSandbox } = require('express-partner-sso/sandbox');
const { checkHost } = require('../check.cjs');

const CLAIMS = {
  sub: 'auth0|7',
  email: 'jane@example.com',
  email_verified: true,
  given_name: 'Jane',
  family_name: 'Doe',
  name: 'Jane Doe',
};

async function main() {
  const sandbox = await startSandbox();
  const { chargebackstop, devhub, cheetah, paynearme } = sandbox.options;
  const member = cheetahMemberState(cheetah);

  const app = express();
  app.use(cookieSession({ secret: 'a secret of this host' }));
  app.post('/login', (req, res) => {
    req.session.user = CLAIMS;
    res.sendStatus(204);
  });
  app.use((req, res, next) => {
    const { user } = req.session;
    req.oidc = { user, isAuthenticated: () => user !== undefined };
    next();
  });
  app.get('/partners/chargebackstop', chargebackstopSso(chargebackstop));
  app.get('/partners/devhub', devhubSso({ ...devhub, mode: 'launch' }));
  app.get('/partners/paynearme', paynearmeAgentSso(paynearme));
  app.use('/partners', partnerSso({ cheetah }));
  app.get('/rewards', member, (req, res) => res.send(String(res.locals.stellar_member_state_script)));

  await checkHost(app, sandbox);
  // The errors of a subpath are those of the front door.
  const { PartnerSsoError } = require('express-partner-sso');
  assert.throws(() => paynearmeAgentSso({}), PartnerSsoError);
  assert.ok(!Object.keys(require.cache).some((file) => file.includes('jose-copy')), 'the installed jose signs');
}

main();
