/** DevHub's consumer secret: kept or asked for, replaced, and warned of where it is short. */

import { createHmac } from 'node:crypto';
import { devhubSso } from '../../../lib/vendors/devhub/index.js';
import type { DevhubSsoOptions } from '../../../lib/vendors/devhub/index.js';
import { JANE, SAM, aRequest, errorOf } from '../../support/vendor-host.js';
import { warningsDuring } from '../../support/warnings.js';

const OLD = 'the-old-consumer-secret-0123456789';
const NEW = 'the-new-consumer-secret-0123456789';
const KEYS = { baseWidgetUri: 'https://builder.example.com/w.js', consumerKey: 'key' };

/** Which of the secrets signed what a factory gives this user. */
async function signerOf(
  handler: ReturnType<typeof devhubSso>,
  user = JANE as { id: string },
): Promise<string | undefined> {
  const signature = new URL(await handler.createWidgetUri(user, aRequest())).searchParams.get('oauth_signature');
  const { steps } = await handler.explain(user, aRequest());
  const base = steps[1]?.detail as string;
  return [OLD, NEW].find((secret) => createHmac('sha1', `${secret}&`).update(base).digest('base64') === signature);
}

test('a replaced secret signs after secretTtl at the latest', async () => {
  const clock = { now: 1_700_000_000_000 };
  let secret = OLD;
  const fixed = { now: () => clock.now, randomNonce: () => 'nonce' };
  const handler = devhubSso({ ...KEYS, ...fixed, consumerSecret: () => secret, secretTtl: 10 });
  expect(await signerOf(handler)).toBe(OLD);
  secret = NEW;
  clock.now += 9_999;
  expect(await signerOf(handler)).toBe(OLD);
  clock.now += 1;
  expect(await signerOf(handler)).toBe(NEW);
});

test('a secret that is chosen by user is asked for at each use', async () => {
  const consumerSecret: DevhubSsoOptions['consumerSecret'] = (_req, user) => (user.id === JANE.id ? OLD : NEW);
  const handler = devhubSso({ ...KEYS, consumerSecret, now: () => 0, randomNonce: () => 'nonce' });
  expect([await signerOf(handler), await signerOf(handler, SAM), await signerOf(handler)]).toEqual([OLD, NEW, OLD]);
});

test('a secret function that fails is an error, not a signature with nothing, and is asked again', async () => {
  const locked = new Error('the vault is locked');
  const answers = [() => Promise.reject(locked), () => '', () => NEW];
  const consumerSecret = (): string | Promise<string> => answers.shift()?.() ?? '';
  const handler = devhubSso({ ...KEYS, consumerSecret, now: () => 0, randomNonce: () => 'nonce' });
  expect(await errorOf(() => handler.createWidgetUri(JANE))).toBe(locked);
  expect(await errorOf(() => handler.createWidgetUri(JANE))).toMatchObject({ code: 'config_invalid' });
  expect(await signerOf(handler)).toBe(NEW);
});

test('a short secret is warned of, once for each factory', async () => {
  const warnings = await warningsDuring(async () => {
    const handler = devhubSso({ ...KEYS, consumerSecret: 'a-short-secret' });
    await handler.createWidgetUri(JANE);
    devhubSso({ ...KEYS, consumerSecret: OLD });
  });
  expect(warnings.map(({ code }) => code)).toEqual(['PARTNER_SSO_SHORT_KEY']);
  expect(warnings[0]?.message).toMatch(/`consumerSecret` is shorter than 32 bytes.*RFC 5849, section 4\.9/);
  expect(warnings[0]?.message).not.toContain('a-short-secret');
});
