/** Chargebackstop's route on real Express: the redirect, its headers, and what is refused. */

import type { RequestHandler } from 'express';
import request from 'supertest';
import type { HandoffEvent } from '../../../lib/handoff/events.js';
import { chargebackstopSso } from '../../../lib/vendors/chargebackstop/index.js';
import type { ChargebackstopSsoOptions } from '../../../lib/vendors/chargebackstop/index.js';
import { JANE, VERSIONS, appWith, as } from '../../support/vendor-host.js';

describe.each(VERSIONS)('%s', (_version, make) => {
  let events: HandoffEvent[];
  beforeEach(() => {
    events = [];
  });

  const sso = (options: Partial<ChargebackstopSsoOptions> = {}): RequestHandler =>
    chargebackstopSso({
      partnerId: 'ptnr_1',
      ssoKey: 'key',
      now: () => 1_700_000_000_000,
      onHandoff: (event) => events.push(event),
      ...options,
    });

  test.each([
    ['get', 302],
    ['post', 303],
  ] as const)('%s redirects by %s, and the answer is kept nowhere', async (method, status) => {
    const handler = sso();
    const answer = await request(appWith(handler, make))[method]('/go').set(as(JANE)).expect(status);
    const url = await (handler as ReturnType<typeof chargebackstopSso>).createUrl(JANE);
    expect(answer.headers).toMatchObject({
      location: url,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.text).toBe('');
    expect(events).toEqual([
      {
        vendor: 'chargebackstop',
        outcome: 'redirected',
        userId: '42',
        durationMs: expect.any(Number),
        at: 1_700_000_000_000,
      },
    ]);
  });

  test('the Host header has no say in where it goes', async () => {
    const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const answer = await request(appWith(sso(), make))
      .get('/go')
      .set({ ...as(JANE), ...forged })
      .expect(302);
    expect(answer.headers['location']).toMatch(/^https:\/\/dashboard\.chargebackstop\.com\//);
  });

  test.each<[string, object, Partial<ChargebackstopSsoOptions>, number, string]>([
    ['nobody signed in', {}, {}, 401, 'user_missing'],
    ['no e-mail', as({ id: 1 }), {}, 422, 'user_incomplete'],
    ['an unverified e-mail', as({ ...JANE, emailVerified: false }), {}, 403, 'email_unverified'],
    ['a refusal by the host', as(JANE), { allow: () => false }, 403, 'not_allowed'],
    ['an answer of the host that is no yes', as(JANE), { allow: () => 'yes' as never }, 403, 'not_allowed'],
    [
      'a per-request option of the wrong kind',
      as(JANE),
      { partnerId: (req) => req.query['p'] as string },
      400,
      'request_invalid',
    ],
    ['a prefetch', { ...as(JANE), 'sec-purpose': 'prefetch;prerender' }, {}, 503, 'prefetch_refused'],
    ['an old prefetch', { ...as(JANE), 'x-moz': 'prefetch' }, {}, 503, 'prefetch_refused'],
  ])('%s', async (_what, headers, options, status, code) => {
    const ssoKey = jest.fn(() => 'key');
    const app = appWith(sso({ ssoKey, ...options }), make);
    const answer = await request(app)
      .get('/go?p=1&p=2')
      .set(headers as Record<string, string>)
      .expect(status);
    expect(answer.body).toMatchObject({ code, vendor: 'chargebackstop' });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(answer.headers).not.toHaveProperty('location');
    expect(events).toMatchObject([{ vendor: 'chargebackstop', outcome: 'refused', code }]);
    expect(ssoKey).not.toHaveBeenCalled();
  });

  test('HEAD makes no token and answers 204', async () => {
    const ssoKey = jest.fn(() => 'key');
    const answer = await request(appWith(sso({ ssoKey }), make))
      .head('/go')
      .set(as(JANE))
      .expect(204);
    expect(answer.headers).not.toHaveProperty('location');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(ssoKey).not.toHaveBeenCalled();
    expect(events).toEqual([]);
  });

  test('per-request options read the request; resolveUser and allow may be async', async () => {
    const options: Partial<ChargebackstopSsoOptions> = {
      partnerId: (req) => Promise.resolve(`ptnr_${req.query['tenant'] as string}`),
      resolveUser: () => Promise.resolve({ id: 7, email: 'seven@example.com' }),
      allow: (_req, user) => Promise.resolve(user.id === '7'),
    };
    const answer = await request(appWith(sso(options), make))
      .get('/go?tenant=acme')
      .expect(302);
    expect(answer.headers['location']).toContain('partner_id=ptnr_acme&');
    expect(events).toMatchObject([{ userId: '7' }]);
  });

  test.each<[string, Partial<ChargebackstopSsoOptions>]>([
    ['resolveUser', { resolveUser: () => Promise.reject(new Error('mine')) }],
    [
      'allow',
      {
        allow: () => {
          throw new Error('mine');
        },
      },
    ],
    [
      'partnerId',
      {
        partnerId: () => {
          throw new Error('mine');
        },
      },
    ],
    [
      'ssoKey',
      {
        ssoKey: () => {
          throw new Error('mine');
        },
      },
    ],
  ])('what %s throws reaches the error handler of the host', async (_name, options) => {
    const answer = await request(appWith(sso(options), make))
      .get('/go')
      .set(as(JANE))
      .expect(500);
    expect(answer.body).toMatchObject({ name: 'Error', message: 'mine' });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(events).toMatchObject([{ outcome: 'failed' }]);
    expect(events[0]).not.toHaveProperty('code');
  });

  test('events hold no e-mail and no token', async () => {
    await request(appWith(sso(), make)).get('/go').set(as(JANE)).expect(302);
    expect(JSON.stringify(events)).not.toMatch(/@|eyJ|https?:/);
  });
});
