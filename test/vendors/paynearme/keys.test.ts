/** PayNearMe's secrets: the key kept or asked for, replaced and warned of where it is short; the OAuth client's kept and not warned of. */

import { createHmac } from 'node:crypto';
import request from 'supertest';
import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { stringToSign } from '../../../lib/vendors/paynearme/signature.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { SSO, TOKEN, answers, bearer, signed } from '../../support/paynearme-vendor.js';
import { JANE, SAM, VERSIONS, appWith, as, errorOf } from '../../support/vendor-host.js';
import { warningsDuring } from '../../support/warnings.js';

const OLD = 'the-old-secret-key-0123456789-0123456789';
const NEW = 'the-new-secret-key-0123456789-0123456789';
const clock = { now: 0 };
let vendor: FakeVendor;
beforeEach(async () => {
  clock.now = 1_700_000_000_000;
  vendor = await startFakeVendor(answers());
});
afterEach(() => vendor.close());

const sso = (options: Partial<PaynearmeAgentSsoOptions> = {}): ReturnType<typeof paynearmeAgentSso> =>
  paynearmeAgentSso({ ...signed(vendor), secretKey: OLD, now: () => clock.now, ...options });

/** Which of the keys signed each call so far. */
const signers = (): (string | undefined)[] =>
  vendor.requests.map(({ fields }) => {
    const { signature, ...rest } = fields;
    return [OLD, NEW].find((key) => createHmac('sha256', key).update(stringToSign(rest)).digest('hex') === signature);
  });

test('a replaced key signs after secretTtl at the latest', async () => {
  let key = OLD;
  const handler = sso({ secretKey: () => Promise.resolve(key), secretTtl: 10 });
  await handler.createUrl(JANE);
  key = NEW;
  clock.now += 9_999;
  await handler.createUrl(JANE);
  clock.now += 1;
  await handler.createUrl(JANE);
  expect(signers()).toEqual([OLD, OLD, NEW]);
});

test('a key that is chosen by user is asked for at each use', async () => {
  const handler = sso({ secretKey: (_req, user) => (user.id === JANE.id ? OLD : NEW), secretTtl: 3600 });
  for (const user of [JANE, SAM, JANE]) await handler.createUrl(user);
  expect(signers()).toEqual([OLD, NEW, OLD]);
});

test.each(VERSIONS)('on %s a key function that fails makes no call, and is asked again', async (_version, make) => {
  const locked = (): never => {
    throw new Error('the vault is locked');
  };
  const keys = [locked, () => '', () => NEW];
  const app = appWith(sso({ secretKey: () => keys.shift()?.() ?? '' }), make);
  const first = await request(app).get('/go').set(as(JANE)).expect(500);
  expect(first.body).toMatchObject({ message: 'the vault is locked' });
  const second = await request(app).get('/go').set(as(JANE)).expect(500);
  expect(second.body).toMatchObject({ code: 'config_invalid' });
  expect(vendor.requests).toEqual([]);
  await request(app).get('/go').set(as(JANE)).expect(302);
  expect(signers()).toEqual([NEW]);
});

test('a short key is warned of, once for each factory', async () => {
  const warnings = await warningsDuring(async () => {
    const handler = sso({ secretKey: 'a-short-key' });
    await handler.createUrl(JANE);
    await handler.createUrl(SAM);
    sso();
  });
  expect(warnings.map(({ code }) => code)).toEqual(['PARTNER_SSO_SHORT_KEY']);
  expect(warnings[0]?.message).toMatch(/`secretKey` is shorter than 32 bytes/);
  expect(warnings[0]?.message).not.toContain('a-short-key');
});

describe('the secret of the OAuth client', () => {
  const oauth = (clientSecret: () => Promise<string>): PaynearmeAgentSsoOptions['oauth'] => ({
    tokenUrl: vendor.url + TOKEN,
    clientId: 'id',
    clientSecret,
  });
  const unauthorized = (): void => {
    // The vendor takes no token, so that each call asks for one anew.
    vendor.answering = ({ path }, count) =>
      path === SSO ? { status: 401, body: {} } : { body: { access_token: `t${String(count)}`, expires_in: 3600 } };
  };

  test('is asked for with nothing and kept; it may be short', async () => {
    unauthorized();
    const clientSecret = jest.fn(() => Promise.resolve('short'));
    const warnings = await warningsDuring(async () => {
      const handler = paynearmeAgentSso({ ...bearer(vendor), now: () => clock.now, oauth: oauth(clientSecret) });
      await errorOf(() => handler.createUrl(JANE));
      expect(vendor.count(TOKEN)).toBe(2);
      expect(clientSecret.mock.calls).toEqual([[]]);
      clock.now += 60_000;
      await errorOf(() => handler.createUrl(JANE));
      expect(vendor.count(TOKEN)).toBe(3);
      expect(clientSecret.mock.calls).toEqual([[], []]);
    });
    expect(warnings).toEqual([]);
  });

  test('a function of it that fails is asked again', async () => {
    const given = [() => Promise.reject(new Error('locked')), () => Promise.resolve('at last')];
    const clientSecret = (): Promise<string> => given.shift()?.() ?? Promise.resolve('');
    const handler = paynearmeAgentSso({ ...bearer(vendor), now: () => clock.now, oauth: oauth(clientSecret) });
    expect((await errorOf(() => handler.createUrl(JANE))).message).toBe('locked');
    expect(vendor.requests).toEqual([]);
    await handler.createUrl(JANE);
    expect(vendor.count(SSO)).toBe(1);
  });
});
