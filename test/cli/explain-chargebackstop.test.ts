// What explain finds in a pasted redirect to Chargebackstop.
import jwt from 'jsonwebtoken';
import { chargebackstopSso } from '../../lib/vendors/chargebackstop/index.js';
import { START } from '../sandbox/helpers.js';
import { ENV, explain, step } from './explain-bench.js';

const PARTNER: string = ENV.CHARGEBACKSTOP_PARTNER_ID;
const KEY = ENV.CHARGEBACKSTOP_SSO_KEY;
const PAGE = 'https://dashboard.chargebackstop.com/auth/partner-organisation-sso';

const signed = (claims: object = {}, key: string | Buffer = KEY, algorithm: jwt.Algorithm = 'HS256'): string =>
  jwt.sign({ iat: START, user_email: 'jane@example.com', ...claims }, key, { algorithm });
const url = (token: string, partner = PARTNER, page = PAGE): string => `${page}?partner_id=${partner}&token=${token}`;

async function good(): Promise<string> {
  const sso = chargebackstopSso({ partnerId: PARTNER, ssoKey: KEY, now: () => START * 1000 });
  return sso.createUrl({ id: 7, email: 'jane@example.com' });
}

test('a good URL is good, and what cannot be known is said once', async () => {
  const report = await explain('chargebackstop', await good());
  expect(report).toMatchObject({ vendor: 'chargebackstop', verdict: 'good', code: 0 });
  expect(report.reason).toContain('the signature fits');
  expect(step(report, 'Token claims')).toContain('"user_email": "jane@example.com"');
  expect(JSON.stringify(report).match(/whether it was used before/g)).toHaveLength(1);
  expect(report).not.toHaveProperty('docs');
});

test('a URL that fits a key with its quotation marks still on is not called good', async () => {
  const quoted = `"${KEY}"`;
  const env = { ...ENV, CHARGEBACKSTOP_SSO_KEY: quoted };
  const report = await explain('chargebackstop', url(signed({}, quoted)), { env });
  expect(report).toMatchObject({ verdict: 'fault', code: 1 });
  expect(report.reason).toContain('quotation marks');
  expect(report.fix).toMatch(/^Take the marks off/);
  expect(JSON.stringify(report)).not.toContain(KEY);
});

test('it is judged at the time when the user clicked, where that is said', async () => {
  const late = { now: START + 19 * 60 };
  const text = await good();
  expect(await explain('chargebackstop', text, late)).toMatchObject({ verdict: 'fault', code: 1 });
  const at = new Date((START + 60) * 1000).toISOString();
  expect((await explain('chargebackstop', text, late, '--at', at)).reason).toContain(
    'good at 2023-11-14 22:14:20 UTC, 60 seconds after it was made',
  );
  expect(await explain('chargebackstop', text, late, '--at', String(START + 60))).toMatchObject({ verdict: 'good' });
});

const cut = (): string => signed().slice(0, -20);
const body = (token: string): string => token.split('.').slice(0, 2).join('.');

test.each<[mistake: string, text: string, found: RegExp, fix: RegExp, now?: number]>([
  ['it is old', url(signed()), /^the token expired 4 minutes ago/, /NTP/, START + 19 * 60],
  ['its own exp is over', url(signed({ exp: START + 60 })), /expired 4 minutes ago, by its `exp`/, /NTP/, START + 300],
  ['it is not good yet', url(signed({ nbf: START + 600 })), /not good before 10 minutes from now/, /clock/],
  ['it comes from the future', url(signed({ iat: START + 1200 })), /20 minutes in the future/, /clock/],
  ['iat is in milliseconds', url(signed({ iat: START * 1000 })), /`iat` is in milliseconds/, /Math\.floor/],
  ['another key', url(signed({}, 'some-other-key-0123456789-0123456789')), /signed with another key/, /rotation/],
  ['the key base64-decoded', url(signed({}, Buffer.from(KEY, 'base64'))), /base64-decoded/, /as text/],
  ['the key with a line break', url(signed({}, `${KEY}\n`)), /a line break after it/, /Trim/],
  ['the key in quotes', url(signed({}, `"${KEY}"`)), /in quotation marks/, /Take the quotation marks off/],
  ['the key of another vendor', url(signed({}, ENV.DEVHUB_CONSUMER_SECRET)), /devhub\.consumerSecret/, /another one/],
  ['the partner id as key', url(signed({}, PARTNER)), /with the value of partnerId/, /right key/],
  ['a variable that was not set', url(signed({}, 'undefined')), /the word `undefined`/, /Set the variable/],
  ['another algorithm', url(signed({}, KEY, 'HS512')), /algorithm is "HS512"/, /HS256/],
  ['a token that was cut off', url(cut()), /it was cut/, /Copy the whole URL/],
  ['a token without its end', url(body(signed())), /2 parts between dots/, /Copy the whole URL/],
  ['a URL escaped twice', url(signed()).replace('&', '&amp;'), /holds `&amp;`/, /one escaping only/],
  ['a token encoded twice', url(signed().replaceAll('.', '%252E')), /^`token` was percent-encoded twice/, /as it is/],
  [
    'an e-mail encoded twice',
    url(signed({ user_email: 'jane%40example.com' })),
    /^`user_email` was percent-encoded twice: after one decoding it is still "jane%40example.com"/,
    /as it is/,
  ],
  [
    'an e-mail whose plus was encoded',
    url(signed({ user_email: 'a%2Bb@example.com' })),
    /^`user_email` was/,
    /as it is/,
  ],
  ['another partner id', url(signed(), 'ptnr_other'), /^`partner_id` is another: "ptnr_other" was sent/, /partnerId/],
  ['no partner id', `${PAGE}?token=${signed()}`, /^`partner_id` is missing/, /Send it/],
  [
    'another claim for the e-mail',
    url(signed({ user_email: undefined, email: 'j@example.com' })),
    /it has `email`/,
    /Name/,
  ],
  [
    'the sandbox of another host',
    url(signed(), PARTNER, PAGE.replace('dashboard', 'staging')),
    /^it went to another host/,
    /dashboard/,
  ],
  ['http', url(signed(), PARTNER, PAGE.replace('https', 'http')), /^it went by http, not by https/, /by https/],
  ['a doubled path', url(signed(), PARTNER, `${PAGE}/auth/partner-organisation-sso`), /^the path is doubled/, /auth/],
])('it names the fault: %s', async (_mistake, text, found, fix, now = START) => {
  const report = await explain('chargebackstop', text, { now });
  expect(report).toMatchObject({ verdict: 'fault', code: 1, docs: 'docs/vendors/chargebackstop.md' });
  expect(report.reason).toMatch(found);
  expect(report.fix).toMatch(fix);
});

test('a fault hides no other: a wrong key, an old token, another partner', async () => {
  const text = url(signed({}, 'some-other-key-0123456789-0123456789'), 'ptnr_other');
  const report = await explain('chargebackstop', text, { now: START + 3600 });
  expect(report.reason).toContain('another key');
  expect(step(report, 'Also wrong')).toMatch(/`partner_id` is another.*\n.*expired 45 minutes ago/);
});

test('what is old and nothing else is told apart from what was never good', async () => {
  const report = await explain('chargebackstop', url(signed()), { now: START + 86_400 });
  expect(step(report, 'Also wrong')).toBeUndefined();
  expect(step(report, 'Signature')).toBe('fits the secret');
});

test('a key that was wrong hides no wrong e-mail', async () => {
  const report = await explain('chargebackstop', url(signed({ user_email: 'jane' }, 'x'.repeat(40))));
  expect(step(report, 'Also wrong')).toContain('is not an e-mail: "jane"');
});
