// What doctor sees in an id or a secret, each fault seen and, with the good settings, not seen.
import { DEFAULT_CREDENTIALS } from '../../lib/sandbox/credentials.js';
import { checkKeys } from '../../lib/cli/doctor/keys.js';
import { complaints, expectWhole, GOOD, SECRETS, subjectWith } from './support-doctor.js';

type Row = readonly [what: string, changes: Readonly<Record<string, unknown>>, complaint: string];
const KEY = SECRETS.ssoKey;
const ssoKey = (value: unknown): Record<string, unknown> => ({ 'chargebackstop.ssoKey': value });

const ROWS: readonly Row[] = [
  ['a blank one', ssoKey('  '), 'wrong chargebackstop.ssoKey.blank'],
  ['a line break behind it', ssoKey(`${KEY}\n`), 'wrong chargebackstop.ssoKey.whitespace'],
  ['a line break behind it, in bytes', ssoKey(Buffer.from(`${KEY}\r\n`)), 'wrong chargebackstop.ssoKey.whitespace'],
  ['a space before it', { 'cheetah.clientId': ' c1f0a9' }, 'wrong cheetah.clientId.whitespace'],
  ['a byte order mark', ssoKey(`\ufeff${KEY}`), 'wrong chargebackstop.ssoKey.whitespace'],
  ['a zero-width space', ssoKey(`${KEY.slice(0, 9)}\u200b${KEY.slice(9)}`), 'wrong chargebackstop.ssoKey.invisible'],
  ['a NUL', { 'devhub.consumerKey': 'kq83\0hd72' }, 'wrong devhub.consumerKey.invisible'],
  ['double quotes', ssoKey(`"${KEY}"`), 'wrong chargebackstop.ssoKey.quotes'],
  ['single quotes', { 'paynearme.secretKey': `'${SECRETS.secretKey}'` }, 'wrong paynearme.secretKey.quotes'],
  ['typographic quotes', ssoKey(`\u201e${KEY}\u201c`), 'wrong chargebackstop.ssoKey.quotes'],
  ['one typographic quote', ssoKey(`${KEY}\u201d`), 'wrong chargebackstop.ssoKey.quotes'],
  ['one quote', ssoKey(`${KEY}"`), 'warning chargebackstop.ssoKey.quote'],
  ['Bearer', { 'cheetah.clientSecret': `Bearer ${SECRETS.clientSecret}` }, 'wrong cheetah.clientSecret.prefix'],
  ['the name of a variable', ssoKey(`CHARGEBACKSTOP_SSO_KEY=${KEY}`), 'wrong chargebackstop.ssoKey.prefix'],
  ['what it is, and a colon', ssoKey(`SSO Key: ${KEY}`), 'wrong chargebackstop.ssoKey.prefix'],
  ...[
    'changeme',
    'change-me',
    'xxx',
    'xxxxxxxx',
    'your-sso-key',
    'YOUR_SSO_KEY',
    '<your key>',
    '${SSO_KEY}',
    '$SSO_KEY',
  ]
    .concat([
      '{{ sso_key }}',
      'undefined',
      'null',
      '[object Object]',
      'process.env.SSO_KEY',
      'TODO',
      'sk_live_...',
      '****',
    ])
    .map((text): Row => [`the placeholder ${text}`, ssoKey(text), 'wrong chargebackstop.ssoKey.placeholder']),
  ['a placeholder for an id', { 'devhub.consumerKey': 'your_key' }, 'wrong devhub.consumerKey.placeholder'],
  [
    'the sample partner',
    { 'chargebackstop.partnerId': 'ptnr_T1Ng7EgYrY7uaKMgPsASE' },
    'wrong chargebackstop.partnerId.published',
  ],
  ['the sample site', { 'paynearme.siteIdentifier': 'S2155373459' }, 'wrong paynearme.siteIdentifier.published'],
  ['the sample key', { 'paynearme.secretKey': 'ab7b539ea1317cca67c63c552' }, 'wrong paynearme.secretKey.published'],
  ['two lines', ssoKey(`${KEY}\n${KEY}`), 'wrong chargebackstop.ssoKey.lines'],
  [
    'a private key',
    ssoKey('-----BEGIN PRIVATE KEY-----MC4CAQA-----END PRIVATE KEY-----'),
    'wrong chargebackstop.ssoKey.pem',
  ],
  [
    'a token',
    ssoKey('eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjE3MDAwMDAwMDB9.c2lnbmF0dXJl'),
    'wrong chargebackstop.ssoKey.token',
  ],
  [
    'the URL of the dashboard',
    { 'chargebackstop.partnerId': 'https://dashboard.chargebackstop.com/ptnr_a' },
    'wrong chargebackstop.partnerId.url',
  ],
  ['a space in the middle', ssoKey(`${KEY} ${KEY}`), 'warning chargebackstop.ssoKey.spaces'],
  ['a dash that was a hyphen', ssoKey(`${KEY}\u2013${KEY}`), 'warning chargebackstop.ssoKey.letters'],
  ['the partner id', ssoKey('ptnr_Zy98Xw76'), 'wrong chargebackstop.ssoKey.id'],
  ['the site', { 'paynearme.secretKey': 'S1234567890' }, 'wrong paynearme.secretKey.id'],
  [
    'id and key in each other’s place',
    { 'chargebackstop.partnerId': KEY, ...ssoKey('ptnr_Zy98Xw76') },
    'wrong chargebackstop.ssoKey.swapped',
  ],
  [
    'site and key in each other’s place',
    { 'paynearme.siteIdentifier': SECRETS.secretKey, 'paynearme.secretKey': 'S1234567890' },
    'wrong paynearme.secretKey.swapped',
  ],
  ['the consumer key twice', { 'devhub.consumerSecret': 'kq83hd72' }, 'wrong devhub.consumerSecret.same'],
  ['the client id twice', { 'cheetah.clientSecret': 'c1f0a9' }, 'wrong cheetah.clientSecret.same'],
  ['another vendor’s secret', { 'devhub.consumerSecret': KEY }, 'wrong devhub.consumerSecret.shared'],
  ['a partner id of another form', { 'chargebackstop.partnerId': 'acme' }, 'warning chargebackstop.partnerId.form'],
  ['a site of another form', { 'paynearme.siteIdentifier': '2155373459' }, 'warning paynearme.siteIdentifier.form'],
  ['the sandbox’s key', ssoKey('sandbox-sso-key-not-for-production-0123456789'), 'wrong chargebackstop.ssoKey.sandbox'],
  ['the sandbox’s site', { 'paynearme.siteIdentifier': 'S0000000001' }, 'wrong paynearme.siteIdentifier.sandbox'],
  ['31 bytes', ssoKey(KEY.slice(1)), 'warning chargebackstop.ssoKey.short'],
  ['a key decoded from base64', ssoKey(Buffer.from([0xff, 0xfe, 0, 1])), 'wrong chargebackstop.ssoKey.bytes'],
  ['the same at PayNearMe', { 'paynearme.secretKey': Buffer.from([0xff, 0xfe]) }, 'warning paynearme.secretKey.bytes'],
];

test.each(ROWS)('%s is the one thing that is told', (_what, changes, complaint) => {
  const checks = checkKeys(subjectWith(changes));
  expect(complaints(checks)).toEqual([complaint]);
  expectWhole(checks);
});

test('keys that are right are told as such, one line each', () => {
  const checks = checkKeys(subjectWith());
  expect(checks.map(({ id, status }) => `${status} ${id}`)).toEqual([
    ...['partnerId', 'ssoKey'].map((option) => `ok chargebackstop.${option}.form`),
    ...['consumerKey', 'consumerSecret'].map((option) => `ok devhub.${option}.form`),
    ...['clientId', 'clientSecret'].map((option) => `ok cheetah.${option}.form`),
    ...['siteIdentifier', 'secretKey'].map((option) => `ok paynearme.${option}.form`),
  ]);
  expectWhole(checks);
});

test.each([
  ['base64', Buffer.alloc(32, 7).toString('base64')],
  ['hexadecimal', '0f'.repeat(32)],
])('a key that looks like %s is right, with the word to decode nothing', (what, key) => {
  const [, check] = checkKeys(subjectWith(ssoKey(key)));
  expect(check).toMatchObject({ status: 'ok', detail: expect.stringContaining(`looks like ${what}`) as string });
  expect(check?.detail).toMatch(/decode nothing/);
});

test('the sandbox’s keys are told of where the app goes elsewhere, with both ways to mend it', () => {
  const [check] = checkKeys(subjectWith(ssoKey('sandbox-sso-key-not-for-production-0123456789'))).filter(
    ({ status }) => status === 'wrong',
  );
  expect(check?.fix).toBe(
    'Put the value of your own account there; or, to work with the sandbox, its URL into `chargebackstop.baseUrl`.',
  );
});

test.each([
  ['missing', undefined],
  ['no URL', 'localhost:4400/cheetah'],
])(
  'while the URL is %s, which is told by itself, nobody knows whether the sandbox’s keys are wrong',
  (_what, baseUrl) => {
    const { clientId, clientSecret } = DEFAULT_CREDENTIALS.cheetah;
    const changes = { 'cheetah.baseUrl': baseUrl, 'cheetah.clientId': clientId, 'cheetah.clientSecret': clientSecret };
    expect(complaints(checkKeys(subjectWith(changes)))).toEqual([]);
    const elsewhere = { ...changes, 'cheetah.baseUrl': 'https://loyalty.shop.internal' };
    expect(complaints(checkKeys(subjectWith(elsewhere)))).toEqual([
      'wrong cheetah.clientId.sandbox',
      'wrong cheetah.clientSecret.sandbox',
    ]);
  },
);

test('the sandbox’s keys are right at the sandbox', () => {
  const changes = ssoKey('sandbox-sso-key-not-for-production-0123456789');
  expect(
    complaints(
      checkKeys(subjectWith({ ...changes, 'chargebackstop.baseUrl': 'http://127.0.0.1:4400/chargebackstop' })),
    ),
  ).toEqual([]);
});

test('OAuth credentials are looked at, too', () => {
  const oauth = { tokenUrl: 'https://id.shop.internal/token', clientId: 'c', clientSecret: 'c' };
  const changes = { 'paynearme.secretKey': undefined, 'paynearme.oauth': oauth };
  expect(complaints(checkKeys(subjectWith(changes)))).toEqual(['wrong paynearme.oauth.clientSecret.same']);
});

test('the length of a short key is told no closer', () => {
  const told = (key: string): unknown => checkKeys(subjectWith(ssoKey(key)));
  expect(told(KEY.slice(1))).toEqual(told(KEY.slice(9)));
  expect(GOOD.chargebackstop?.['ssoKey']).toHaveLength(32);
});
