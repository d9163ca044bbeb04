// A CommonJS host whose own tests run in Jest as it comes.
const express = require('express');
const { partnerSso } = require('express-partner-sso');

module.exports = function createApp(options, findUser) {
  const app = express();
  app.use((req, res, next) => {
    req.user = findUser(req.get('x-test-user'));
    next();
  });
  app.use('/partners', partnerSso(options));
  app.use((error, req, res, _next) => {
    res.status(error.status ?? 500).json({ code: error.code });
  });
  return app;
};
