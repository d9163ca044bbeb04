// What explain finds in a pasted call of PayNearMe's agent_sso.
import { createHash, createHmac } from 'node:crypto';
import { paynearmeAgentSso } from '../../lib/vendors/paynearme/index.js';
import { paynearmeSignature, START, without } from '../sandbox/helpers.js';
import { startHttp } from '../support/partner-server.js';
import { tidy } from '../support/tidy.js';
import { ENV, explain, step } from './explain-bench.js';

const KEY = ENV.PAYNEARME_SECRET_KEY;
const SITE = ENV.PAYNEARME_SITE_IDENTIFIER;
const API = 'https://api.paynearme-sandbox.com/json-api/agent_sso';

const parameters = (own: Record<string, string> = {}): Record<string, string> => ({
  agent_email: 'jane+sso@example.com',
  agent_name: 'Jane Doe',
  agent_role: 'agent',
  site_identifier: ENV.PAYNEARME_SITE_IDENTIFIER,
  timestamp: String(START),
  version: '3.0',
  ...own,
});
const form = (sent: Record<string, string>, signature: string): string =>
  new URLSearchParams({ ...sent, signature }).toString();
/** A form that was signed as `signed`, by a line of its own. */
const call = (signed: Record<string, string>, sent = signed, key: string = KEY): string =>
  form(sent, paynearmeSignature(signed, key));
const sorted = (all: Record<string, string>): [string, string][] =>
  Object.keys(all)
    .sort()
    .map((name) => [name, all[name] ?? '']);
const over = (text: string): string => createHmac('sha256', KEY).update(text).digest('hex');
const curl = (url: string, body: string): string => `curl -X POST '${url}' -d '${body}'`;

test('what the factory sends is good', async () => {
  let sent = '';
  const vendor = tidy(
    await startHttp((req, res) => {
      req.on('data', (part) => (sent += String(part)));
      req.on('end', () => res.end(JSON.stringify({ status: 'ok', sso_url: `${vendor.url}/portal` })));
    }),
  );
  const apiUrl = `${vendor.url}/json-api`;
  const account = { siteIdentifier: SITE, secretKey: KEY, apiUrl, portalHosts: [new URL(apiUrl).host] };
  const sso = paynearmeAgentSso({ ...account, agentRole: 'agent', now: () => START * 1000 });
  await sso.createUrl({ id: 7, email: 'jane+sso@example.com', fullName: 'Zoë Doe' });
  const env = {
    ...{ PAYNEARME_SITE_IDENTIFIER: SITE, PAYNEARME_SECRET_KEY: KEY, PAYNEARME_API_URL: apiUrl },
    PAYNEARME_PORTAL_HOSTS: 'pro.example.com',
  };
  const text = curl(`${apiUrl}/agent_sso`, sent);
  const report = await explain('paynearme', text, { env });
  expect(report).toMatchObject({ vendor: 'paynearme', verdict: 'good', code: 0 });
  expect(step(report, 'Form fields')).toContain('agent_name: Zoë Doe');
  expect(step(report, 'Not checkable')).toContain('role was set up for the site');
});

test.each([
  ['a form alone', call(parameters())],
  ['a form with line breaks', call(parameters()).replaceAll('&', '&\n')],
  [
    'JSON',
    JSON.stringify({ ...parameters(), signature: paynearmeSignature(parameters(), KEY), order_identifier: null }),
  ],
  ['curl', curl(API, call(parameters()))],
  [
    'raw HTTP',
    `POST /json-api/agent_sso HTTP/1.1\r\nHost: api.paynearme-sandbox.com\r\n` +
      `Content-Type: application/x-www-form-urlencoded\r\n\r\n${call(parameters())}`,
  ],
])('it reads %s', async (_kind, text) => {
  expect(await explain('paynearme', text)).toMatchObject({ verdict: 'good', code: 0 });
});

const all = parameters();
const twice = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, encodeURIComponent(value)]));
const md5 = createHash('md5')
  .update(sorted(all).flat().join('') + KEY)
  .digest('hex');

test.each<[mistake: string, text: string, found: RegExp, fix: RegExp, now?: number]>([
  ['it is old', call(all), /^`timestamp` is 20 minutes old/, /NTP/, START + 1200],
  [
    'the timestamp is in milliseconds',
    call(parameters({ timestamp: `${String(START)}000` })),
    /in milliseconds/,
    /1000/,
  ],
  ['another key', call(all, all, 'another-key'), /made with another secret key, or/, /rotation/],
  ['a key with a line break', call(all, all, `${KEY}\n`), /a line break after it/, /Trim/],
  ['a key in quotes', call(all, all, `"${KEY}"`), /in quotation marks/, /Take the quotation/],
  ['the site as key', call(all, all, ENV.PAYNEARME_SITE_IDENTIFIER), /with the value of site_identifier/, /right key/],
  [
    'an empty order that was not sent',
    call(parameters({ order_identifier: '' }), all),
    /`order_identifier` was signed as an empty value, but not sent/,
    /leave/,
  ],
  [
    'an undefined order that was not sent',
    call(parameters({ order_identifier: 'undefined' }), all),
    /the word `undefined`, but not sent/,
    /leave/,
  ],
  [
    'a role that was not sent',
    call(all, without(all, 'agent_role')),
    /`agent_role` was signed, but not sent/,
    /nothing else/,
  ],
  ['a parameter that was not signed', call(all, parameters({ language: 'es' })), /`language` was not signed/, /every/],
  [
    'values encoded before signing',
    form(
      all,
      over(
        sorted(all)
          .map(([n, v]) => n + encodeURIComponent(v))
          .join(''),
      ),
    ),
    /URL-encoded before signing/,
    /step by step/,
  ],
  [
    'separators in the string',
    form(
      all,
      over(
        sorted(all)
          .map((pair) => pair.join('='))
          .join('&'),
      ),
    ),
    /joined by `=` and `&`/,
    /step/,
  ],
  ['the version 2.0', call(parameters({ version: '2.0' })), /`version` is "2.0"/, /3\.0/],
  ['an MD5 signature', form(all, md5), /MD5 signature of version 2.0/, /3\.0/],
  [
    'another site',
    call(parameters({ site_identifier: 'S99' })),
    /^`site_identifier` is another: "S99" was sent/,
    /Send/,
  ],
  ['another role', call(parameters({ agent_role: 'boss' })), /^`agent_role` is another: "boss" was sent/, /Send/],
  [
    'an e-mail encoded twice',
    call(all, twice),
    /`agent_email` and `agent_name` went percent-encoded twice/,
    /plain values/,
  ],
  [
    'an e-mail encoded before it was handed over',
    call(parameters({ agent_email: 'jane%40example.com' })),
    /^`agent_email` was percent-encoded twice/,
    /as it is/,
  ],
  [
    'a plus that was not escaped',
    call(all).replace('%2B', '+'),
    /the `\+` in `agent_email` was not escaped/,
    /URLSearchParams/,
  ],
  [
    'the other environment',
    curl(API.replace('-sandbox', ''), call(all)),
    /^it went to another host: api\.paynearme\.com/,
    /sandbox/,
  ],
  [
    'a doubled path',
    curl(API.replace('/json-api', '/json-api/json-api'), call(all)),
    /^the path is doubled/,
    /json-api/,
  ],
  ['parameters in the URL', `${API}?${call(all)}`, /^the parameters are in the URL/, /POST/],
  [
    'a body of JSON',
    `curl '${API}' -H 'content-type: application/json' -d '${JSON.stringify({ ...all, signature: paynearmeSignature(all, KEY) })}'`,
    /^the parameters went as JSON/,
    /form/,
  ],
  ['no signature', new URLSearchParams(all).toString(), /^`signature` is missing/, /./],
  ['no name', call(without(all, 'agent_name')), /^`agent_name` is missing/, /Send it/],
])('it names the fault: %s', async (_mistake, text, found, fix, now = START) => {
  const report = await explain('paynearme', text, { now });
  expect(report.reason).toMatch(found);
  expect(report.fix).toMatch(fix);
  expect(report).toMatchObject({ verdict: 'fault', code: 1, docs: 'docs/vendors/paynearme.md' });
});

test('what was signed stands below what should have been, with the first difference marked', async () => {
  const report = await explain('paynearme', call(all).replace('%2B', '+'));
  expect(step(report, 'What was signed')?.split('\n')).toEqual([
    expect.stringContaining('expected: agent_emailjane sso@example.com'),
    expect.stringContaining('signed:   agent_emailjane+sso@example.com'),
    `${' '.repeat(10 + 'agent_emailjane'.length)}^ the first difference`,
  ]);
});

test('a bearer token is never called verified', async () => {
  const text = `${curl(API, new URLSearchParams(without(all, 'timestamp', 'version')).toString())} -H 'Authorization: Bearer abcdef0123456789'`;
  const report = await explain('paynearme', text);
  expect(report).toMatchObject({ verdict: 'unverified', code: 1 });
  expect(report.reason).toContain('only PayNearMe can check');
  expect(JSON.stringify(report)).not.toContain('abcdef0123456789');
});
