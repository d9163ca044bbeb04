// What is told of a hand-off: once, in one shape, and with nothing in it that must not be logged.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ChannelListener } from 'node:diagnostics_channel';
import request from 'supertest';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { HANDOFF_CHANNEL, eventIdOf } from '../../lib/handoff/events.js';
import { onBothExpress } from '../support/both-express.js';
import { JANE, TOKEN, decorateRoute, guardedApp, launchRoute, listener, signedIn } from '../support/tiny-vendor.js';
import { warningsDuring } from '../support/warnings.js';

const AT = 1_700_000_000_000;
const now = (): number => AT;
const told = (outcome: string, more: object = {}): object => ({
  vendor: 'tiny',
  outcome,
  userId: 'u-7',
  durationMs: expect.any(Number) as number,
  at: AT,
  ...more,
});

onBothExpress('events', (makeApp) => {
  test('the channel has the documented name', () => {
    expect(HANDOFF_CHANNEL).toBe('express-partner-sso:handoff');
  });

  test.each([
    ['launch', 'redirected', launchRoute],
    ['decorate', 'injected', decorateRoute],
  ])('%s that went well is told once, to the letter', async (_way, outcome, route) => {
    const { events, onHandoff } = listener();
    const app = makeApp();
    guardedApp(app, signedIn, route({ onHandoff, now }));
    await request(app).get('/go');
    expect(events).toEqual([told(outcome)]);
    expect(events[0]?.durationMs).toBeGreaterThanOrEqual(0);
  });

  test('a refusal and a failure are told with their code', async () => {
    const { events, onHandoff } = listener();
    const app = makeApp();
    app.get('/refused', signedIn, launchRoute({ onHandoff, now, allow: () => false }));
    const error = new PartnerSsoError('vendor_timeout', 'tiny', 'Too slow.');
    app.get('/failed', signedIn, launchRoute({ onHandoff, now }, { produce: () => Promise.reject(error) }));
    app.get('/nobody', launchRoute({ onHandoff, now }));
    await request(app).get('/refused');
    await request(app).get('/failed');
    await request(app).get('/nobody');
    const { userId: _nobody, ...anonymous } = told('refused', { code: 'user_missing' }) as { userId: string };
    expect(events).toEqual([
      told('refused', { code: 'not_allowed' }),
      told('failed', { code: 'vendor_timeout' }),
      anonymous,
    ]);
  });

  test.each([
    ['a number is told as text', { ...JANE, id: 7 }, '7'],
    ['one that is missing is not told', { email: 'jane@example.com' }, undefined],
  ])('the id: %s', async (_title, user, userId) => {
    const { events, onHandoff } = listener();
    const app = makeApp();
    app.get(
      '/go',
      (req, _res, next) => {
        Object.assign(req, { user });
        next();
      },
      launchRoute({ onHandoff }),
    );
    await request(app).get('/go');
    expect(events[0]?.userId).toBe(userId);
  });

  test('subscribers of the channel are told the same', async () => {
    const { events, onHandoff } = listener();
    const heard: unknown[] = [];
    const hear: ChannelListener = (message, name) => heard.push([name, message]);
    subscribe(HANDOFF_CHANNEL, hear);
    const app = makeApp();
    guardedApp(app, signedIn, launchRoute({ onHandoff, now }));
    await request(app).get('/go');
    unsubscribe(HANDOFF_CHANNEL, hear);
    await request(app).get('/go');
    expect(heard).toEqual([[HANDOFF_CHANNEL, events[0]]]);
    expect(events).toHaveLength(2);
  });

  test('nothing leaks into them, whatever happens', async () => {
    const { events, onHandoff } = listener();
    const app = makeApp();
    const options = { onHandoff, resolveUser: () => ({ ...JANE, lastName: 'Roe' }) };
    const leaky = (): Promise<string> => Promise.reject(new Error(`jane@example.com ${TOKEN}`));
    const said = new PartnerSsoError('vendor_rejected', 'tiny', TOKEN, { vendorErrors: ['jane@example.com'] });
    app.get('/well', launchRoute(options));
    app.get('/page', decorateRoute(options), (_req, res) => void res.end());
    app.get('/host', launchRoute(options, { produce: leaky }));
    app.get('/vendor', launchRoute(options, { produce: () => Promise.reject(said) }));
    for (const path of ['/well', '/page', '/host', '/vendor']) await request(app).get(path);
    expect(events).toHaveLength(4);
    expect(JSON.stringify(events)).not.toMatch(/tok-|jane|Roe|https?:|@/i);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error(`listener ${TOKEN}`);
      },
    ],
    ['rejects', () => Promise.reject(new Error(`listener ${TOKEN}`))],
    ['rejects with nothing', () => Promise.reject(undefined as unknown as Error)],
  ])('a listener that %s changes nothing, and is warned of once', async (_how, onHandoff) => {
    const warnings = await warningsDuring(async () => {
      const app = makeApp();
      const seen = guardedApp(app, signedIn, launchRoute({ onHandoff }));
      expect((await request(app).get('/go')).status).toBe(302);
      expect((await request(app).get('/go')).status).toBe(302);
      expect((await request(app).get('/go').set('Purpose', 'prefetch')).status).toBe(503);
      expect(seen.errors).toHaveLength(1);
    });
    expect(warnings).toEqual([
      expect.objectContaining({ type: 'PartnerSsoWarning', code: 'PARTNER_SSO_ON_HANDOFF_FAILED' }),
    ]);
    expect(warnings[0]?.message).not.toContain(TOKEN);
  });

  test('a listener that never ends holds nobody up', async () => {
    const app = makeApp();
    guardedApp(app, signedIn, launchRoute({ onHandoff: () => new Promise(() => undefined) }));
    expect((await request(app).get('/go')).status).toBe(302);
  });
});

// The sums are those of `printf %s … | sha256sum`.
test.each([
  [42, '42'],
  ['usr_1001', 'usr_1001'],
  ['jane@example.com', 'sha256:8c87b489ce35cf2e'],
  ['1\nhandoff cheetah injected user=2', 'sha256:4f8b67abc6b893e2'],
  ['', undefined],
  [' ', undefined],
  [1.5, undefined],
  [null, undefined],
])('the id %j is told as %j', (id, told) => {
  expect(eventIdOf(id)).toBe(told);
});
