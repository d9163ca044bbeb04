/** Chargebackstop's key on its way into tokens: kept or asked for, replaced, and never missing. */

import jwt from 'jsonwebtoken';
import request from 'supertest';
import { chargebackstopSso } from '../../../lib/vendors/chargebackstop/index.js';
import type { ChargebackstopSso, ChargebackstopSsoOptions } from '../../../lib/vendors/chargebackstop/index.js';
import { JANE, SAM, VERSIONS, appWith, as } from '../../support/vendor-host.js';
import { warningsDuring } from '../../support/warnings.js';

const OLD = 'the-old-key-of-the-partner-0123456789';
const NEW = 'the-new-key-of-the-partner-0123456789';
const clock = { now: 0 };
beforeEach(() => {
  clock.now = 1_700_000_000_000;
});

const sso = (options: Partial<ChargebackstopSsoOptions> = {}): ChargebackstopSso =>
  chargebackstopSso({ partnerId: 'ptnr_1', ssoKey: OLD, now: () => clock.now, ...options });

/** Which of the keys signed the token in this URL. */
function keyOf(url: string, keys: readonly string[] = [OLD, NEW]): string | undefined {
  const token = new URL(url).searchParams.get('token') ?? '';
  return keys.find((key) => {
    try {
      return Boolean(jwt.verify(token, key, { algorithms: ['HS256'], clockTimestamp: clock.now / 1000 }));
    } catch {
      return false;
    }
  });
}

test('a replaced key signs after secretTtl at the latest, and at once where secretTtl is 0', async () => {
  let key = OLD;
  const ssoKey = (): string => key;
  const [usual, eager] = [sso({ ssoKey }), sso({ ssoKey, secretTtl: 0 })];
  const signers = async (): Promise<unknown[]> => [
    keyOf(await usual.createUrl(JANE)),
    keyOf(await eager.createUrl(JANE)),
  ];
  expect(await signers()).toEqual([OLD, OLD]);
  key = NEW;
  clock.now += 59_000;
  expect(await signers()).toEqual([OLD, NEW]);
  clock.now += 1_000;
  expect(await signers()).toEqual([NEW, NEW]);
});

describe.each(VERSIONS)('%s', (_version, make) => {
  test('the key of one tenant never signs for another, also when both come at once', async () => {
    const keys = { a: `${OLD}-a`, b: `${OLD}-b` };
    const app = appWith(
      sso({
        ssoKey: async (req) => {
          await new Promise((resolve) => setImmediate(resolve));
          return keys[req.query['tenant'] as 'a' | 'b'];
        },
        secretTtl: 3600,
      }),
      make,
    );
    const tenants = ['a', 'b', 'b', 'a', 'b', 'a'] as const;
    const answers = await Promise.all(
      tenants.map((tenant) => request(app).get(`/go?tenant=${tenant}`).set(as(JANE)).expect(302)),
    );
    const signers = answers.map(({ headers }) => keyOf(headers['location'] ?? '', Object.values(keys)));
    expect(signers).toEqual(tenants.map((tenant) => keys[tenant]));
  });

  test.each<[string, () => string | Promise<string>, number]>([
    ['throws', () => raise(), 500],
    ['rejects', () => Promise.reject(new Error('the vault is locked')), 500],
    ['gives nothing', () => '', 500],
    ['gives no text', () => undefined as unknown as string, 500],
  ])('a key function that %s signs nothing, and is asked again for the next user', async (_how, fails, status) => {
    const answers = [fails, () => NEW];
    const app = appWith(sso({ ssoKey: () => answers.shift()?.() ?? '' }), make);
    const refused = await request(app).get('/go').set(as(JANE)).expect(status);
    expect(refused.headers).not.toHaveProperty('location');
    const { headers } = await request(app).get('/go').set(as(SAM)).expect(302);
    expect(keyOf(headers['location'] ?? '')).toBe(NEW);
  });
});

test('a short key is warned of, once for each factory', async () => {
  const warnings = await warningsDuring(async () => {
    const handler = sso({ ssoKey: 'a-short-key' });
    await handler.createUrl(JANE);
    await handler.createUrl(SAM);
    sso();
  });
  expect(warnings.map(({ code }) => code)).toEqual(['PARTNER_SSO_SHORT_KEY']);
  expect(warnings[0]?.message).toMatch(/`ssoKey` is shorter than 32 bytes.*RFC 7518, section 3\.2/);
  expect(warnings[0]?.message).not.toContain('a-short-key');
});

function raise(): never {
  throw new Error('the vault is locked');
}
