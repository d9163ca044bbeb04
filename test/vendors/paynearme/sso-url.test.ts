/** Which `sso_url` may have the browser, and which `portalHosts` let it through. */

import { inspect } from 'node:util';
import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { answers, okReply, signed } from '../../support/paynearme-vendor.js';
import { JANE, errorOf } from '../../support/vendor-host.js';
import { warningsDuring } from '../../support/warnings.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startFakeVendor(answers());
});
afterEach(() => vendor.close());
const sso = (options: Partial<PaynearmeAgentSsoOptions> = {}): ReturnType<typeof paynearmeAgentSso> =>
  paynearmeAgentSso({ ...signed(vendor), ...options });

test.each([
  'https://evil.example/sso',
  'https://portal.example.com.evil.example/',
  'https://evil-portal.example.com/',
  'https://sub.portal.example.com/',
  'https://portal.example.com./sso',
  'https://portal.example.com:8443/sso',
  'https://portal.example.com@evil.example/',
  'https://user@portal.example.com/',
  'https://user:pw@portal.example.com/',
  'https://evil.example\\@portal.example.com/',
  'https:\\\\portal.example.com/',
  'https://portal.example.com\\.evil.example/',
  'https://portal.example.com%2eevil.example/',
  'http://portal.example.com/sso',
  'ftp://portal.example.com/',
  'javascript:alert(1)//portal.example.com',
  'data:text/html,x',
  '//portal.example.com/sso',
  '/relative-path',
  'relative-path',
  ' https://portal.example.com/',
  'https://portal.example.com/\n',
  'https://portal.example.com/\r\nSet-Cookie: a=b',
  'https://portal.example.com/a\tb',
  'https://portal.example.com/a b',
  'https://portal.example.com/ü',
  'https://pоrtal.example.com/',
  'https:///portal.example.com/',
  'https:portal.example.com',
])('sso_url %j is not followed, nor repeated', async (url) => {
  vendor.answering = answers(okReply(url));
  const error = await errorOf(() => sso().createUrl(JANE));
  expect(error).toMatchObject({ code: 'vendor_untrusted_url', status: 502 });
  expect(inspect(error)).not.toContain(url);
});

test.each([undefined, null, '', 7, {}, ['https://portal.example.com']])('sso_url %p is no answer', async (url) => {
  vendor.answering = answers({ body: { status: 'ok', sso_url: url } });
  expect(await errorOf(() => sso().createUrl(JANE))).toMatchObject({ code: 'vendor_invalid_response' });
});

test.each([
  [['portal.example.com:8443'], 'https://portal.example.com:8443/', true],
  [['portal.example.com:8443'], 'https://portal.example.com/', false],
  [['portal.example.com:443'], 'https://portal.example.com/', true],
  [['Portal.Example.COM'], 'https://portal.example.com/', true],
  [['a.example', 'portal.example.com'], 'https://portal.example.com/', true],
  [['127.0.0.1'], 'http://127.0.0.1:5000/', true],
  [['127.0.0.1'], 'http://127.0.0.2:5000/', false],
  [['[::1]:5000'], 'http://[::1]:5000/', true],
])('portalHosts %j and %s: %s', async (portalHosts, url, trusted) => {
  vendor.answering = answers(okReply(url));
  const result = await sso({ portalHosts })
    .createUrl(JANE)
    .catch(() => undefined);
  expect(result).toBe(trusted ? url : undefined);
});

/** A URL of the portal that is so many characters long. */
const long = (characters: number): string => 'https://portal.example.com/'.padEnd(characters, 'x');

test('a URL of 8,192 characters is followed, a longer one is not: servers on the way refuse it', async () => {
  vendor.answering = answers(okReply(long(8192)));
  expect(await sso().createUrl(JANE)).toBe(long(8192));
  vendor.answering = answers(okReply(long(8193)));
  expect(await errorOf(() => sso().createUrl(JANE))).toMatchObject({ code: 'vendor_untrusted_url' });
});

test.each([
  [long(8193), 'longer than 8192 characters'],
  ['http://portal.example.com/', 'it must start with https://'],
  ['https://evil.example/', '`portalHosts`'],
])('%.40s: the error says why it is not followed, and whose URL it is', async (url, why) => {
  vendor.answering = answers(okReply(url));
  const { message } = await errorOf(() => sso().createUrl(JANE));
  expect(message).toContain('`sso_url` that paynearme returned');
  expect(message).toContain(why);
});

test('http is followed with allowInsecure alone', async () => {
  const url = 'http://portal.example.com/sso';
  vendor.answering = answers(okReply(url));
  const followed = await warningsDuring(async () => {
    expect(await sso({ allowInsecure: true }).createUrl(JANE)).toBe(url);
  });
  expect(followed.map(({ code }) => code)).toContain('PARTNER_SSO_INSECURE_URLS');
  expect(await errorOf(() => sso({ allowInsecure: false }).createUrl(JANE))).toMatchObject({ status: 502 });
});
