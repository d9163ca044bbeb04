/** Every way in which Chargebackstop's options can be wrong. */

import { chargebackstopSso } from '../../../lib/vendors/chargebackstop/index.js';
import { errorOf, problemsOf } from '../../support/vendor-host.js';

const GOOD = { partnerId: 'ptnr_1', ssoKey: 'key-that-is-secret-and-long-enough' };
const make = (options: object) => () => chargebackstopSso({ ...GOOD, ...options });

test.each<[object, string]>([
  [{ partnerId: undefined }, 'partnerId'],
  [{ partnerId: '' }, 'partnerId'],
  [{ partnerId: ' ptnr' }, 'partnerId'],
  [{ partnerId: 7 }, 'partnerId'],
  [{ partnerId: null }, 'partnerId'],
  [{ partnerId: 'half \ud83d' }, 'partnerId'],
  [{ ssoKey: undefined }, 'ssoKey'],
  [{ ssoKey: '' }, 'ssoKey'],
  [{ ssoKey: 'key\n' }, 'ssoKey'],
  [{ ssoKey: new Uint8Array() }, 'ssoKey'],
  [{ ssoKey: { key: 'x' } }, 'ssoKey'],
  [{ baseUrl: '' }, 'baseUrl'],
  [{ baseUrl: 'dashboard.example.com' }, 'baseUrl'],
  [{ baseUrl: '/relative' }, 'baseUrl'],
  [{ baseUrl: '//example.com' }, 'baseUrl'],
  [{ baseUrl: 'http://example.com' }, 'baseUrl'],
  [{ baseUrl: 'http://localhost.example.com' }, 'baseUrl'],
  [{ baseUrl: 'http://127.0.0.1.example.com' }, 'baseUrl'],
  [{ baseUrl: 'ftp://example.com' }, 'baseUrl'],
  [{ baseUrl: 'javascript:alert(1)' }, 'baseUrl'],
  [{ baseUrl: 'https://user:pw@example.com' }, 'baseUrl'],
  [{ baseUrl: 'https://example.com?x=1' }, 'baseUrl'],
  [{ baseUrl: 'https://example.com/#x' }, 'baseUrl'],
  [{ baseUrl: 'https://example.com/a b' }, 'baseUrl'],
  [{ baseUrl: 'https://example.com\n' }, 'baseUrl'],
  [{ baseUrl: new URL('https://example.com') }, 'baseUrl'],
  [{ baseUrl: () => 'https://example.com' }, 'baseUrl'],
  [{ expiresIn: 0 }, 'expiresIn'],
  [{ expiresIn: 901 }, 'expiresIn'],
  [{ expiresIn: -1 }, 'expiresIn'],
  [{ expiresIn: 1.5 }, 'expiresIn'],
  [{ expiresIn: Number.NaN }, 'expiresIn'],
  [{ expiresIn: '900' }, 'expiresIn'],
  [{ expiresIn: true }, 'expiresIn'],
  [{ expiresIn: null }, 'expiresIn'],
  [{ resolveUser: 'x' }, 'resolveUser'],
  [{ allow: true }, 'allow'],
  [{ requireVerifiedEmail: 'yes' }, 'requireVerifiedEmail'],
  [{ sameSite: 'none' }, 'sameSite'],
  [{ secretTtl: 3601 }, 'secretTtl'],
  [{ onHandoff: {} }, 'onHandoff'],
  [{ now: 5 }, 'now'],
  [{ allowInsecure: 1 }, 'allowInsecure'],
  [{ dispatcher: {} }, 'dispatcher'],
  [{ timeoutMs: 0 }, 'timeoutMs'],
  [{ nonce: 'abc' }, 'nonce'],
  [{ randomNonce: 'abc' }, 'randomNonce'],
])('%p', async (wrong, option) => {
  expect(await problemsOf(make(wrong))).toEqual([option]);
});

test('an unknown option is refused, with the one that was meant', async () => {
  const error = await errorOf(make({ partnerID: 'x', colour: 1 }));
  expect(error.message).toContain('`partnerID` is not an option. Did you mean `partnerId`?');
  expect(error.message).toMatch(/`colour` is not an option\. Known are .*\bpartnerId\b.*\bexpiresIn\b/);
});

test('everything is told at once, with where to get what is missing, and no secret', async () => {
  const error = await errorOf(() =>
    chargebackstopSso({ ssoKey: ' hidden-value ', baseUrl: 'http://example.com', expiresIn: 1e6, x: 1 } as never),
  );
  expect(error.problems.map(({ option }) => option).sort()).toEqual([
    'baseUrl',
    'expiresIn',
    'partnerId',
    'ssoKey',
    'x',
  ]);
  expect(error.message).toContain("first id in the dashboard's URL");
  expect(error.message).not.toContain('hidden-value');
  expect(error).toMatchObject({ vendor: 'chargebackstop', status: 500, expose: false });
});

test.each([undefined, null])('no options at all (%p) is a configuration error', async (options) => {
  expect(await problemsOf(() => chargebackstopSso(options as never))).toEqual(['partnerId', 'ssoKey']);
});

test('every common option is taken, and left-out ones may be undefined', () => {
  const nothing = { baseUrl: undefined, expiresIn: undefined, resolveUser: undefined, now: undefined };
  expect(make(nothing)).not.toThrow();
  const all = { resolveUser: () => null, allow: () => true, timeoutMs: 1, nonce: () => 'n', randomNonce: () => 'r' };
  expect(make(all)).not.toThrow();
});

test('allowInsecure lets http through, with a warning', () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
  make({ baseUrl: 'http://dashboard.example.com', allowInsecure: true })();
  const type = { type: 'PartnerSsoWarning', code: 'PARTNER_SSO_INSECURE_URLS' };
  expect(warn.mock.calls).toEqual([[expect.stringContaining('allowInsecure'), type]]);
  warn.mockRestore();
});
