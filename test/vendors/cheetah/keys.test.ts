/** Cheetah's client secret, replaced while the app runs: pages go on with the token in hand, and the next token needs the new one. */

import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import type { CheetahMemberStateOptions, StellarMemberState } from '../../../lib/vendors/cheetah/index.js';
import {
  Browser,
  SSO_PATH,
  TOKEN_PATH,
  memberReply,
  startCheetahHost,
  tokenReply,
} from '../../support/cheetah-host.js';
import { startFakeVendor, until } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, errorOf } from '../../support/vendor-host.js';
import { warningsDuring } from '../../support/warnings.js';

const OLD = 'the-old-client-secret';
const TYPO = 'the-nwe-client-secret';
const NEW = 'the-new-client-secret';
const START = 1_700_000_000_000;
const TOKEN_LIFE = 7_200_000;

const clock = { now: START };
/** What the vendor takes by now, and what the function gives. */
const right = { secret: OLD, tokens: /^integration-/ };
const given: { secret: () => string } = { secret: () => OLD };
const clientSecret = jest.fn(() => given.secret());
let vendor: FakeVendor;

beforeEach(async () => {
  clock.now = START;
  Object.assign(right, { secret: OLD, tokens: /^integration-/ });
  given.secret = () => OLD;
  clientSecret.mockClear();
  vendor = tidy(
    await startFakeVendor(({ path, fields }, count) => {
      const { client_secret: secret, access_token: token = '' } = fields;
      if (secret !== undefined && secret !== right.secret) return { status: 401, body: { error: 'invalid_client' } };
      if (path === TOKEN_PATH) return tokenReply(count);
      if (secret === undefined && !right.tokens.test(token)) return { status: 401, body: { error: 'invalid_token' } };
      return memberReply(fields['integration_id'], count);
    }),
  );
});

/** The secrets that were sent so far. */
const sent = (): (string | undefined)[] =>
  vendor.requests.map(({ fields }) => fields['client_secret']).filter((secret) => secret !== undefined);

/** Starts an app; each page of it is another user's, who needs a sign-in. */
async function start(options: Partial<CheetahMemberStateOptions> = {}): Promise<() => Promise<StellarMemberState>> {
  const host = tidy(
    await startCheetahHost({
      baseUrl: vendor.url,
      clientSecret,
      now: () => clock.now,
      timeoutMs: 60_000,
      ...options,
    }),
  );
  let id = 0;
  return () => new Browser(host, { ...JANE, id: (id += 1) }).state();
}

/** The vendor has another secret from now on, and the app is given this one. */
function replace(secret: string): void {
  right.secret = NEW;
  given.secret = () => secret;
}

test('a wrong secret shows when the old token has ended, and the right one works after secretTtl', async () => {
  const page = await start();
  expect(await page()).toMatchObject({ sso_error: '' });
  replace(TYPO);

  clock.now = START + TOKEN_LIFE - 60_001;
  expect(await page()).toMatchObject({ sso_error: '' });
  expect([sent(), clientSecret.mock.calls]).toEqual([[OLD], [[]]]);

  // A renewal fails beside the pages.
  clock.now = START + TOKEN_LIFE - 1;
  expect(await page()).toMatchObject({ sso_error: '' });
  await until(() => sent().length === 2);
  expect(await page()).toMatchObject({ sso_error: '' });

  clock.now = START + TOKEN_LIFE;
  expect(await page()).toMatchObject({ sso_error: 'vendor_rejected', access_token: '' });
  given.secret = () => NEW;
  clock.now = START + TOKEN_LIFE + 59_998;
  expect(await page()).toMatchObject({ sso_error: 'vendor_rejected' });
  expect(sent()).toEqual([OLD, TYPO, TYPO, TYPO]);
  clock.now += 1;
  expect(await page()).toMatchObject({ sso_error: '' });
  expect(await page()).toMatchObject({ sso_error: '' });
  expect(sent()).toEqual([OLD, TYPO, TYPO, TYPO, NEW]);
  expect(clientSecret.mock.calls).toEqual([[], [], []]);
});

test('an old token that the vendor ends with the old secret is replaced by one new token, unseen', async () => {
  const page = await start();
  await page();
  replace(NEW);
  right.tokens = /^integration-2$/;
  clock.now += 60_000;
  for (let visit = 0; visit < 3; visit += 1) expect(await page()).toMatchObject({ sso_error: '' });
  expect(sent()).toEqual([OLD, NEW]);
  expect(vendor.requests.at(-1)?.fields['access_token']).toBe('integration-2');
});

test.each([
  [undefined, 60_000],
  [10, 10_000],
  [0, 0],
])('where the secret goes with each sign-in, and secretTtl is %p, it is sent for %i ms more', async (ttl, ms) => {
  const page = await start({
    authentication: 'client_credentials',
    ...(ttl !== undefined && { secretTtl: ttl }),
  });
  await page();
  replace(NEW);
  if (ms > 0) {
    clock.now += ms - 1;
    expect(await page()).toMatchObject({ sso_error: 'vendor_rejected' });
    clock.now += 1;
  }
  expect(await page()).toMatchObject({ sso_error: '' });
  expect(sent()).toEqual(ms > 0 ? [OLD, OLD, NEW] : [OLD, NEW]);
});

test('a secret is tried at once by a factory of its own, while the running app shows nothing of it', async () => {
  const page = await start();
  await page();
  replace(NEW);
  const trial = (secret: string): Promise<unknown> =>
    cheetahMemberState({ baseUrl: vendor.url, clientId: 'client-id', clientSecret: secret }).fetchMember(JANE);
  expect(await errorOf(() => trial(TYPO))).toMatchObject({
    code: 'vendor_rejected',
    vendorErrors: ['invalid_client'],
  });
  expect(await trial(NEW)).toMatchObject({ integration_id: JANE.id });
  expect(await page()).toMatchObject({ sso_error: '' });
  expect(sent()).toEqual([OLD, TYPO, NEW]);
});

test('a member in a session outlives the secret and the token that it came by', async () => {
  const host = tidy(
    await startCheetahHost({ baseUrl: vendor.url, clientSecret, now: () => clock.now, memberTtl: 86_400 }),
  );
  const browser = new Browser(host, JANE);
  const first = await browser.state();
  replace(TYPO);
  clock.now += TOKEN_LIFE;
  expect(await browser.state()).toEqual(first);
  expect([vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)]).toEqual([1, 1]);
});

test.each([
  ['throws', (): string => raise(), 'host_error'],
  ['gives nothing', (): string => '', 'config_invalid'],
])('a function that %s is asked again for the next page', async (_how, fails, code) => {
  const page = await start();
  given.secret = fails;
  const warnings = await warningsDuring(async () => {
    expect(await page()).toMatchObject({ sso_error: code, access_token: '' });
  });
  expect(JSON.stringify(warnings)).not.toContain('the vault is locked');
  expect(vendor.requests).toEqual([]);
  given.secret = () => OLD;
  expect(await page()).toMatchObject({ sso_error: '' });
  expect(clientSecret.mock.calls).toEqual([[], []]);
});

function raise(): never {
  throw new Error('the vault is locked');
}
