// What may be pasted into explain, and what is said of the rest.
import jwt from 'jsonwebtoken';
import { START } from '../sandbox/helpers.js';
import { call, ENV, explain, step } from './explain-bench.js';

const TOKEN = jwt.sign({ iat: START, user_email: 'jane@example.com' }, ENV.CHARGEBACKSTOP_SSO_KEY);
const PATH = `/auth/partner-organisation-sso?partner_id=${ENV.CHARGEBACKSTOP_PARTNER_ID}&token=${TOKEN}`;
const URL_SENT = `https://dashboard.chargebackstop.com${PATH}`;
const wrapped = (text: string, by: string, at = 60): string =>
  (text.match(new RegExp(`.{1,${String(at)}}`, 'g')) ?? []).join(by);

test.each<[kind: string, text: string, note?: string]>([
  ['a URL', URL_SENT],
  ['a URL in quotes', `"${URL_SENT}"`],
  ['a URL in angle brackets, with a full line around', `  <${URL_SENT}>\r\n`],
  ['a URL that a mail wrapped', wrapped(URL_SENT, '\r\n'), 'Line breaks were removed'],
  ['a URL in a quoted mail', `> ${wrapped(URL_SENT, '\n> ')}`.slice(2), 'Line breaks were removed'],
  ['a URL with spaces from a log', wrapped(URL_SENT, ' '), 'Spaces were removed'],
  ['a URL as mails travel', wrapped(URL_SENT.replaceAll('=', '=3D'), '=\r\n'), 'quoted-printable'],
  ['a URL that is encoded as a whole', encodeURIComponent(URL_SENT), 'percent-encoded as a whole'],
  ['a header line', `Location: ${URL_SENT}`],
  ['the answer as curl -v shows it', `< HTTP/1.1 302 Found\n< Cache-Control: no-store\n< Location: ${URL_SENT}\n<`],
  ['a sentence that ends with the URL', `See ${URL_SENT}.`],
  ['a link in Markdown', `[here](${URL_SENT})`],
  ['a link in HTML', `<p><a class="x" href="${URL_SENT.replaceAll('&', '&amp;')}">here</a></p>`],
  [
    "the host's own request and its answer, as curl -v shows them",
    `> GET /partners/chargebackstop HTTP/1.1\n> Host: shop.example\n>\n< HTTP/1.1 302 Found\n< Location: ${URL_SENT}`,
  ],
  ['curl with an option that is not known here', `curl --happy-eyeballs-timeout-ms 7 '${URL_SENT}'`],
  ['a URL behind twenty thousand brackets', `${'('.repeat(20_000)}${URL_SENT}${')'.repeat(20_000)}`],
  ['a sentence with the URL', `GET failed at 10:12 for ${URL_SENT} with 401`],
  ['a line of a log', `127.0.0.1 - - [14/Nov/2023:22:13:20] "GET ${PATH} HTTP/1.1" 401 12`, 'The host is not in it'],
  ['raw HTTP', `GET ${PATH} HTTP/1.1\r\nHost: dashboard.chargebackstop.com\r\nAccept: */*\r\n\r\n`],
  ['raw HTTP as curl -v shows it', `> GET ${PATH} HTTP/1.1\n> Host: dashboard.chargebackstop.com\n> `],
  ['curl', `curl '${URL_SENT}' -H 'accept: text/html' --compressed -b 'a=b' -sSL`],
  ['curl over several lines', `curl -X GET \\\n  "${URL_SENT}" \\\n  -A 'Mozilla/5.0'`],
  ['curl with $-quotes', `curl $'${URL_SENT.replace('&', '\\u0026')}'`],
  ['curl for cmd.exe', `curl ^"${URL_SENT.replace('&', '^&')}^" ^\r\n  -H ^"accept: */*^"`],
  [
    'curl -G with data',
    `curl -G '${URL_SENT.split('?')[0] ?? ''}' ${(URL_SENT.split('?')[1] ?? '')
      .split('&')
      .map((pair) => `--data-urlencode '${pair}'`)
      .join(' ')}`,
  ],
  ['the token alone', TOKEN],
  ['the token alone, wrapped', wrapped(TOKEN, '\n  '), 'Spaces were removed'],
  ['a query', PATH.slice(PATH.indexOf('?'))],
])('it reads %s', async (_kind, text, note = '') => {
  const report = await explain('chargebackstop', text);
  expect(report).toMatchObject({ verdict: 'good', code: 0 });
  expect(step(report, 'Read as')).toContain(note);
});

test('the argument counts as pasted text', async () => {
  const { code, out } = await call(['explain', 'chargebackstop', URL_SENT]);
  expect(code).toBe(0);
  expect(out).toMatch(/^Good: the signature fits/);
});

test.each<[what: string, words: readonly string[], piped: string, said: RegExp]>([
  ['no vendor', ['explain'], '', /say chargebackstop, devhub or paynearme/],
  ['a vendor without a signature', ['explain', 'cheetah'], '', /say chargebackstop/],
  ['nothing at all', ['explain', 'devhub'], ' \n', /nothing to explain.*the whole `<script src/s],
  ['words', ['explain', 'devhub'], 'it does not work', /nothing that devhub is sent\. Paste the signed URL/],
  ["another vendor's URL", ['explain', 'devhub'], URL_SENT, /looks like chargebackstop's.*Run: explain chargebackstop/],
  [
    "Cheetah's token call",
    ['explain', 'devhub'],
    'curl https://c.example/oauth/token -d grant_type=client_credentials',
    /looks like cheetah's.*doctor/,
  ],
  [
    'a curl command that sends a file',
    ['explain', 'paynearme'],
    'curl https://api.paynearme.com/json-api/agent_sso -d @form.txt',
    /sends a file/,
  ],
  ['a curl command without a URL', ['explain', 'paynearme'], "curl -d 'agent_name=a'", /has no URL/],
  [
    'the sso_url',
    ['explain', 'paynearme'],
    'https://pro.paynearme.com/sso/abc?RelayState=1',
    /sso_url that PayNearMe answers with/,
  ],
  ['a time that is none', ['explain', 'devhub', '--at', 'noon'], '', /--at must be a time/],
  ['a secret among the options', ['explain', 'devhub', '--secret', 'abc'], '', /--secret is no option/],
])('called wrongly, it says how to call it: %s', async (_what, words, piped, said) => {
  const { code, out, err } = await call(words, { piped });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(said);
});

test('at a terminal it asks for the text, and for a secret that is not configured, hidden', async () => {
  const asked: { question: string; hidden: boolean }[] = [];
  const env = { ...ENV, CHARGEBACKSTOP_SSO_KEY: undefined };
  const answers = [URL_SENT, `${ENV.CHARGEBACKSTOP_SSO_KEY}\n`];
  const { code, out } = await call(['explain', 'chargebackstop'], { env, answers, asked });
  expect(code).toBe(0);
  expect(asked.map(({ hidden }) => hidden)).toEqual([false, true]);
  expect(out).not.toContain(ENV.CHARGEBACKSTOP_SSO_KEY);
});

test.each([
  ['no configuration', {}, 'no configuration was found'],
  ['another vendor alone', { DEVHUB_CONSUMER_KEY: 'a' }, 'environment variables has no CHARGEBACKSTOP_SSO_KEY'],
  ['no secret', { CHARGEBACKSTOP_PARTNER_ID: ENV.CHARGEBACKSTOP_PARTNER_ID }, 'has no CHARGEBACKSTOP_SSO_KEY'],
])('without a secret it decodes, and verifies nothing: %s', async (_what, env, why) => {
  const report = await explain('chargebackstop', URL_SENT, { env });
  expect(report).toMatchObject({ verdict: 'unverified', code: 1 });
  expect(report.reason).toContain('signature not checked');
  expect(report.reason).toContain(why);
  expect(JSON.stringify(report.steps)).toContain('jane@example.com');
  const old = await explain('chargebackstop', URL_SENT, { env, now: START + 1200 });
  expect(old).toMatchObject({ verdict: 'fault', reason: expect.stringContaining('expired 5 minutes ago') as string });
  expect(step(old, 'Signature')).toContain('not checked');
});

test.each([
  ['2023-11-14T22:13:50Z', 'good'],
  ['2023-11-14 22:13:50', 'good'],
  ['2023-11-14T23:13:50+01:00', 'good'],
  [String(START + 30), 'good'],
  ['2023-11-15', 'fault'],
])('--at %s is %s', async (at, verdict) => {
  expect(await explain('chargebackstop', URL_SENT, { now: START + 1e6 }, '--at', at)).toMatchObject({ verdict });
});

test('nothing that was pasted moves the cursor of the terminal', async () => {
  const token = jwt.sign({ iat: START, user_email: 'a\u001b[2J\u202e@example.com' }, ENV.CHARGEBACKSTOP_SSO_KEY);
  const { out } = await call([
    'explain',
    'chargebackstop',
    `${URL_SENT.split('token=')[0] ?? ''}token=${token}%1b[31m`,
  ]);
  expect(out).not.toMatch(/[^\P{C}\n]/u);
});

test('what is far too long to be a request is refused at once', async () => {
  const { code, err } = await call(['explain', 'chargebackstop'], { piped: ' x'.repeat(40_000) });
  expect(code).toBe(2);
  expect(err).toContain('too long to be one request');
});
