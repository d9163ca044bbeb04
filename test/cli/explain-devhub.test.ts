// What explain finds in a pasted DevHub widget URI.
import * as oauthSign from 'oauth-sign';
import { devhubSso } from '../../lib/vendors/devhub/index.js';
import { START, withQuery, without } from '../sandbox/helpers.js';
import { ENV, explain, step } from './explain-bench.js';

const BASE = ENV.DEVHUB_BASE_WIDGET_URI;
const SECRET = ENV.DEVHUB_CONSUMER_SECRET;

const parameters = (own: Record<string, string> = {}): Record<string, string> => ({
  oauth_consumer_key: ENV.DEVHUB_CONSUMER_KEY,
  oauth_nonce: '0123456789abcdef',
  oauth_signature_method: 'HMAC-SHA1',
  oauth_timestamp: String(START),
  oauth_version: '1.0',
  email: 'jane@example.com',
  partner_user_id: '42',
  ...own,
});

interface Mistake {
  readonly secret?: string;
  /** Where it is sent, if not where it was signed for. */
  readonly base?: string;
  readonly signedBase?: string;
  /** What is sent, if not what was signed. */
  readonly sent?: Record<string, string>;
  readonly signature?: (signature: string) => string;
}

/** A widget URI signed by oauth-sign, with a mistake. */
function uri(signed: Record<string, string>, mistake: Mistake = {}): string {
  const { secret = SECRET, base = BASE, signedBase = BASE, sent = signed, signature = String } = mistake;
  const made = signature(oauthSign.hmacsign('GET', signedBase, signed, secret));
  return withQuery(base, { ...sent, oauth_signature: made });
}

async function good(): Promise<string> {
  const sso = devhubSso({
    ...{ baseWidgetUri: BASE, consumerKey: ENV.DEVHUB_CONSUMER_KEY, consumerSecret: SECRET, siteIds: ['12', '34'] },
    now: () => START * 1000,
  });
  return sso.createWidgetUri({ id: 42, email: 'jane+tag@example.com', firstName: 'Zoë', lastName: "O'Hara (Doe)" });
}

test('a good URI is good, and the parameters are shown as DevHub reads them', async () => {
  const report = await explain('devhub', await good());
  expect(report).toMatchObject({ vendor: 'devhub', verdict: 'good', code: 0 });
  expect(step(report, 'Parameters as DevHub reads them')).toContain("last_name: O'Hara (Doe)");
  expect(step(report, 'Not checkable')).toContain('whether it was used before');
  expect(step(report, 'Base string')).toContain('GET&https%3A%2F%2Fbuilder.example.com%2Fsso%2Fv2%2Fwidget.js&');
});

test('its tag is good too, where an attribute holds `&amp;` rightly', async () => {
  const tag = `<script nonce="a" src="${(await good()).replaceAll('&', '&amp;')}"></script>`;
  expect(await explain('devhub', tag)).toMatchObject({ verdict: 'good' });
});

test('a tag that was escaped twice is a fault', async () => {
  const tag = `<script src="${(await good()).replaceAll('&', '&amp;amp;')}"></script>`;
  const report = await explain('devhub', tag);
  expect(report).toMatchObject({ verdict: 'fault', reason: expect.stringContaining('holds `&amp;`') as string });
  expect(step(report, 'Signature')).toContain('fits');
});

test('a space is read as `%20` where the signature says so', async () => {
  const text = uri(parameters({ first_name: 'Mary Ann' })).replace('%20', ' ');
  const report = await explain('devhub', text);
  expect(report.verdict).toBe('good');
  expect(step(report, 'Read as')).toContain('Spaces were read as `%20`');
});

const named = (own: Record<string, string> = {}): Record<string, string> => parameters({ first_name: 'Jane', ...own });
/** A signature with a plus in it, which one in three has. */
const withPlus = (): string => {
  const found = Array.from({ length: 200 }, (_, n) => uri(parameters({ oauth_nonce: `nonce-${String(n)}` })));
  return (found.find((each) => each.includes('%2B')) as string).replaceAll('%2B', '+');
};

test.each<[mistake: string, text: string, found: RegExp, fix: RegExp, now?: number]>([
  ['it is old', uri(parameters()), /^`oauth_timestamp` is 20 minutes old/, /NTP/, START + 1200],
  [
    'it comes from the future',
    uri(parameters()),
    /^`oauth_timestamp` is 20 minutes in the future/,
    /clock/,
    START - 1200,
  ],
  [
    'the timestamp is in milliseconds',
    uri(parameters({ oauth_timestamp: `${String(START)}000` })),
    /in milliseconds/,
    /1000/,
  ],
  ['another secret', uri(parameters(), { secret: 'another-secret' }), /made with another secret, or/, /rotation/],
  ['a secret with a line break', uri(parameters(), { secret: `${SECRET}\n` }), /a line break after it/, /Trim/],
  ['a secret in quotes', uri(parameters(), { secret: `'${SECRET}'` }), /in quotation marks/, /Take the quotation/],
  [
    'a key of another vendor',
    uri(parameters(), { secret: ENV.PAYNEARME_SECRET_KEY }),
    /paynearme\.secretKey/,
    /another/,
  ],
  [
    'key and secret swapped',
    uri(parameters({ oauth_consumer_key: SECRET }), { secret: ENV.DEVHUB_CONSUMER_KEY }),
    /key and secret are swapped/,
    /new one/,
  ],
  [
    'the key in place of the secret',
    uri(parameters(), { secret: ENV.DEVHUB_CONSUMER_KEY }),
    /consumer key was used/,
    /./,
  ],
  [
    'another consumer key',
    uri(parameters({ oauth_consumer_key: 'other' })),
    /^`oauth_consumer_key` is another: "other"/,
    /Send/,
  ],
  [
    'signed for http',
    uri(parameters(), { signedBase: BASE.replace('https', 'http') }),
    /made for http, but the request came by https/,
    /scheme/,
  ],
  [
    'sent by http',
    uri(parameters(), { base: BASE.replace('https', 'http') }),
    /made for https, but the request came by http/,
    /scheme/,
  ],
  [
    'another host after signing',
    uri(parameters(), { base: BASE.replace('builder', 'cdn') }),
    /signed for https:\/\/builder.* sent to https:\/\/cdn/,
    /exactly/,
  ],
  ['a port added', uri(parameters(), { base: BASE.replace('.com/', '.com:8443/') }), /without its port/, /./],
  [
    'another path after signing',
    uri(parameters(), { base: BASE.replace('/sso', '/proxy/sso') }),
    /signed for .* sent to .*\/proxy\/sso/,
    /exactly/,
  ],
  [
    'the wrong host from the start',
    uri(parameters(), {
      base: 'https://staging.example.com/sso/v2/widget.js',
      signedBase: 'https://staging.example.com/sso/v2/widget.js',
    }),
    /^it went to another host: staging/,
    /builder/,
  ],
  [
    'a parameter added after signing',
    uri(parameters(), { sent: parameters({ utm_source: 'mail' }) }),
    /`utm_source` was added after signing/,
    /Sign all/,
  ],
  [
    'a parameter removed after signing',
    uri(named(), { sent: parameters() }),
    /something was changed after signing/,
    /something changed/,
  ],
  ['a blank first name', uri(parameters({ first_name: '' })), /`first_name` was sent as an empty value/, /blank/],
  [
    'a blank first name, signed and left out',
    uri(parameters({ first_name: '' }), { sent: parameters() }),
    /`first_name` was signed as an empty value, but not sent/,
    /blank/,
  ],
  [
    'an undefined last name, signed and left out',
    uri(parameters({ last_name: 'undefined' }), { sent: parameters() }),
    /`last_name` was signed as the word `undefined`, but not sent/,
    /blank/,
  ],
  [
    'a percent escape in a value',
    uri(named({ first_name: 'Mary%20Ann' })),
    /`first_name` holds a percent escape, which DevHub decodes twice/,
    /plain/,
  ],
  [
    'an e-mail encoded twice',
    uri(parameters({ email: 'jane%40example.com' })),
    /`email` holds a percent escape/,
    /plain/,
  ],
  [
    'a plus that was not escaped',
    uri(parameters({ email: 'a+b@example.com' })).replace('%2B', '+'),
    /the `\+` in `email` was not escaped/,
    /encodeURIComponent/,
  ],
  [
    'a signature that was not escaped',
    withPlus(),
    /the `\+` in `oauth_signature` was not escaped/,
    /encodeURIComponent/,
  ],
  [
    'a signature in hex',
    uri(parameters(), { signature: (made) => Buffer.from(made, 'base64').toString('hex') }),
    /it is in hex/,
    /./,
  ],
  ['no e-mail', uri(without(parameters(), 'email')), /^`email` is missing/, /Send it/],
  ['no signature at all', `${BASE}?email=jane%40example.com`, /^`oauth_consumer_key` is missing/, /./],
])('it names the fault: %s', async (_mistake, text, found, fix, now = START) => {
  const report = await explain('devhub', text, { now });
  expect(report).toMatchObject({ verdict: 'fault', code: 1, docs: 'docs/vendors/devhub.md' });
  expect(report.reason).toMatch(found);
  expect(report.fix).toMatch(fix);
});

test('an old URI with a wrong key has a wrong key first', async () => {
  const report = await explain('devhub', uri(parameters(), { secret: 'another-secret' }), { now: START + 86_400 });
  expect(report.reason).toContain('signature does not match');
  expect(step(report, 'Also wrong')).toContain('`oauth_timestamp` is 24 hours old');
});

test('parameters in the header are told of', async () => {
  const text = `curl '${BASE}' -H 'Authorization: OAuth oauth_consumer_key="a", oauth_signature="b"'`;
  expect(step(await explain('devhub', text), 'Also wrong')).toContain('OAuth parameters are in the header');
});
