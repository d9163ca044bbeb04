const request = require('supertest');
const { startSandbox } = require('express-partner-sso/sandbox');
const createApp = require('./app.js');

const USERS = { jane: { id: 7, email: 'jane@example.com', name: 'Jane Doe', firstName: 'Jane' } };
let sandbox;
let app;
beforeAll(async () => {
  sandbox = await startSandbox();
  app = createApp(sandbox.options, (name) => USERS[name]);
});
afterAll(() => sandbox.close());

test('a guest is refused', async () => {
  await request(app).get('/partners/chargebackstop').expect(401, { code: 'user_missing' });
});

test.each(['chargebackstop', 'paynearme'])('%s lets Jane in', async (vendor) => {
  const { headers } = await request(app).get(`/partners/${vendor}`).set('x-test-user', 'jane').expect(302);
  await request(headers.location).get('');
  expect(sandbox.attempts.at(-1)).toMatchObject({ vendor, verdict: 'accepted', user: { email: 'jane@example.com' } });
});

test('devhub takes the signed widget', async () => {
  const { text } = await request(app).get('/partners/devhub').set('x-test-user', 'jane').expect(200);
  await request(/<script src="([^"]+)"/.exec(text)[1].replaceAll('&amp;', '&'))
    .get('')
    .expect(200);
  expect(sandbox.attempts.at(-1)).toMatchObject({ vendor: 'devhub', verdict: 'accepted' });
});

test('cheetah gives a member', async () => {
  const { body } = await request(app).get('/partners/cheetah.json').set('x-test-user', 'jane').expect(200);
  expect(body).toMatchObject({ access_token: expect.any(String) });
});
