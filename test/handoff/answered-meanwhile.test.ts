// A host whose own time limit has answered is not answered a second time.
import request from 'supertest';
import { onBothExpress } from '../support/both-express.js';
import { gate, until } from '../support/fake-vendor.js';
import { JANES_URL, guardedApp, launchRoute, listener, signedIn } from '../support/tiny-vendor.js';

onBothExpress('a launch that comes after the answer of the host', (makeApp) => {
  test('is told as failed, and neither the answer nor the next handler hears of it', async () => {
    const { open, passed } = gate();
    const { events, onHandoff } = listener();
    const launch = launchRoute({ onHandoff }, { produce: () => passed.then(() => JANES_URL) });
    const app = makeApp();
    const seen = guardedApp(app, signedIn, (req, res, next) => {
      launch(req, res, next);
      res.status(503).send('It takes too long.');
    });
    const answer = await request(app).get('/go');
    open();
    await until(() => events.length > 0);
    expect(answer.status).toBe(503);
    expect(answer.text).toBe('It takes too long.');
    expect(events).toMatchObject([{ outcome: 'failed', userId: 'u-7' }]);
    expect(seen).toEqual({ errors: [], passed: 0 });
  });
});
