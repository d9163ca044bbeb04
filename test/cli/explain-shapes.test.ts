// Shapes in which code and logs hold a request: JSON, fetch(), lines with a URL in them. And how much may be pasted.
import crypto from 'node:crypto';
import jwt from 'jsonwebtoken';
import * as oauthSign from 'oauth-sign';
import { paynearmeSignature, START, withQuery } from '../sandbox/helpers.js';
import { call, ENV, explain, step } from './explain-bench.js';

const TOKEN = jwt.sign({ iat: START, user_email: 'jane@example.com' }, ENV.CHARGEBACKSTOP_SSO_KEY);
const REDIRECT = `https://dashboard.chargebackstop.com/auth/partner-organisation-sso?partner_id=${ENV.CHARGEBACKSTOP_PARTNER_ID}&token=${TOKEN}`;

const consumer = {
  ...{ oauth_consumer_key: ENV.DEVHUB_CONSUMER_KEY, oauth_nonce: '0123456789abcdef', oauth_version: '1.0' },
  ...{ oauth_signature_method: 'HMAC-SHA1', oauth_timestamp: String(START) },
  ...{ email: 'jane@example.com', partner_user_id: '42' },
};
const signedWidget = {
  ...consumer,
  oauth_signature: oauthSign.hmacsign('GET', ENV.DEVHUB_BASE_WIDGET_URI, consumer, ENV.DEVHUB_CONSUMER_SECRET),
};
const WIDGET = withQuery(ENV.DEVHUB_BASE_WIDGET_URI, signedWidget);

const API = 'https://api.paynearme-sandbox.com/json-api/agent_sso';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const agent = {
  ...{ agent_email: 'jane+sso@example.com', agent_name: "Jane O'Doe", agent_role: 'agent' },
  ...{ site_identifier: ENV.PAYNEARME_SITE_IDENTIFIER, timestamp: String(START), version: '3.0' },
};
const signedAgent = { ...agent, signature: paynearmeSignature(agent, ENV.PAYNEARME_SECRET_KEY) };
const FORM = new URLSearchParams(signedAgent).toString();
const fetchOptions = { headers: { 'content-type': FORM_TYPE }, body: FORM, method: 'POST' };

const har = {
  request: { method: 'GET', url: 'https://shop.example/partners/chargebackstop', headers: [] },
  response: { status: 302, headers: [{ name: 'location', value: REDIRECT }] },
};
const goLog = JSON.stringify({ msg: 'redirect', to: REDIRECT }).replaceAll('&', '\\u0026');
const phpLog = JSON.stringify({ msg: 'widget', src: WIDGET }).replaceAll('/', '\\/');

test.each<[vendor: string, what: string, text: string]>([
  ['chargebackstop', 'a URL in JSON', JSON.stringify({ url: REDIRECT })],
  ['chargebackstop', 'a URL in JSON under another name', JSON.stringify({ id: 7, redirectTo: REDIRECT }, null, 2)],
  [
    'chargebackstop',
    'a URL deep in a line of pino',
    JSON.stringify({ level: 30, res: { headers: { location: REDIRECT } } }),
  ],
  ['chargebackstop', 'a list in JSON', JSON.stringify([{ url: 'https://shop.example/' }, { url: REDIRECT }])],
  ['chargebackstop', 'a HAR entry', JSON.stringify({ log: { entries: [har] } })],
  [
    'chargebackstop',
    "a URL in JSON beside the host's own POST",
    JSON.stringify({ method: 'POST', path: '/go', location: REDIRECT }),
  ],
  ['chargebackstop', 'a URL in JSON that is encoded as a whole', JSON.stringify({ url: encodeURIComponent(REDIRECT) })],
  [
    'chargebackstop',
    'partner and token in JSON',
    JSON.stringify({ partner_id: ENV.CHARGEBACKSTOP_PARTNER_ID, token: TOKEN }),
  ],
  ['chargebackstop', 'the token in JSON', JSON.stringify({ token: TOKEN })],
  ['chargebackstop', 'JSON with the escapes of Go', goLog],
  ['chargebackstop', 'a log line that ends in such JSON', `2023-11-14T22:13:20Z INFO ${goLog}`],
  ['chargebackstop', 'a sentence in JSON', JSON.stringify({ msg: `redirecting to ${REDIRECT}` })],
  ['chargebackstop', 'a log line with the URL in quotes', `[22:13:20] INFO location='${REDIRECT}' status=302`],
  ['chargebackstop', 'what console.log shows of an object', `{\n  status: 302,\n  location: '${REDIRECT}'\n}`],
  [
    'chargebackstop',
    'fetch() as a browser copies it',
    `fetch("${REDIRECT}", {"headers": {"accept": "*/*"}, "body": null, "method": "GET"});`,
  ],
  ['chargebackstop', 'fetch() as people write it', `const answer = await fetch('${REDIRECT}');`],
  ['chargebackstop', 'curl within a log line', `22:13:20 running: curl -sS '${REDIRECT}'`],
  ['devhub', 'a URL in JSON', JSON.stringify({ uri: WIDGET })],
  ['devhub', 'a log line with the escapes of PHP', `app.INFO: ${phpLog} []`],
  ['devhub', 'the parameters in JSON', JSON.stringify(signedWidget)],
  ['devhub', 'fetch() in backticks', `fetch(\`${WIDGET}\`)`],
  ['paynearme', 'the parameters within JSON', JSON.stringify({ level: 30, form: signedAgent })],
  ['paynearme', 'address and parameters in JSON', JSON.stringify({ url: API, method: 'post', data: signedAgent })],
  [
    'paynearme',
    'address and form in JSON',
    JSON.stringify({ url: API, method: 'post', headers: { 'Content-Type': FORM_TYPE }, data: FORM }),
  ],
  [
    'paynearme',
    'a HAR request',
    JSON.stringify({
      method: 'POST',
      url: API,
      headers: [{ name: 'Content-Type', value: FORM_TYPE }],
      postData: { mimeType: FORM_TYPE, text: FORM },
    }),
  ],
  ['paynearme', 'fetch() as a browser copies it', `fetch("${API}", ${JSON.stringify(fetchOptions, null, 2)});`],
  [
    'paynearme',
    'fetch() as people write it',
    `await fetch('${API}', {\n  method: 'POST',\n  headers: { 'Content-Type': '${FORM_TYPE}' },\n  body: '${FORM}',\n})`,
  ],
])('%s: %s is read', async (vendor, _what, text) => {
  expect(await explain(vendor, text)).toMatchObject({ verdict: 'good', code: 0 });
});

test('what is wrong with the way is still seen', async () => {
  const { reason } = await explain('paynearme', JSON.stringify({ url: API, method: 'GET', body: FORM }));
  expect(reason).toMatch(/answers POST only, not GET/);
  const untyped = await explain('paynearme', `fetch('${API}', { method: 'POST', body: '${FORM}' })`);
  expect(untyped.reason).toMatch(/Content-Type is missing/);
  const host = await explain('chargebackstop', JSON.stringify({ url: REDIRECT.replace('dashboard', 'api') }));
  expect(host.reason).toMatch(/another host: api\.chargebackstop/);
  expect(step(host, 'Read as')).toContain('a request in JSON: GET https://api.chargebackstop.com');
});

test.each([
  ['chargebackstop', '{"id": 7}', /nothing that chargebackstop is sent/],
  ['chargebackstop', '{"user_email": ', /nothing that chargebackstop is sent/],
  ['chargebackstop', `{"url": "${WIDGET}"}`, /looks like devhub's/],
  ['paynearme', `fetch('${API}', { method: 'POST', body: new URLSearchParams(form) })`, /made by code/],
])('%s: %s is refused', async (vendor, piped, said) => {
  const { code, err } = await call(['explain', vendor], { piped });
  expect(code).toBe(2);
  expect(err).toMatch(said);
});

describe('many parameters', () => {
  const many = (count: number, value: string): string =>
    Array.from({ length: count }, (_, index) => `&p${String(index)}=${value}`).join('');
  const withMany: Readonly<Record<string, (count: number) => string>> = {
    devhub: (count) => WIDGET.replace(/oauth_signature=[^&]*/, 'oauth_signature=x') + many(count, 'a+b'),
    paynearme: (count) => FORM.replace(/signature=[^&]*/, 'signature=x') + many(count, 'a+b'),
  };

  /** How many signatures are made for an answer. */
  async function signaturesFor(vendor: string, count: number): Promise<number> {
    const spy = jest.spyOn(crypto, 'createHmac');
    await explain(vendor, withMany[vendor]?.(count) ?? '');
    const made = spy.mock.calls.length;
    spy.mockRestore();
    return made;
  }

  test.each(['devhub', 'paynearme'])('%s: more of them make no more signatures to be tried', async (vendor) => {
    const [some, more] = [await signaturesFor(vendor, 40), await signaturesFor(vendor, 160)];
    expect(some).toBeGreaterThan(100);
    expect(more).toBe(some);
  });

  test.each([
    ['devhub', withMany['devhub']?.(3_000)],
    ['paynearme', withMany['paynearme']?.(3_000)],
    ['paynearme', JSON.stringify({ agent_sso: '1', ...Object.fromEntries(new URLSearchParams(many(3_000, 'a'))) })],
    ['chargebackstop', REDIRECT + many(3_000, 'a')],
  ])('%s: three thousand are refused before anything is tried', async (vendor, piped = '') => {
    const spy = jest.spyOn(crypto, 'createHmac');
    const { code, err } = await call(['explain', vendor], { piped });
    expect(code).toBe(2);
    expect(err).toMatch(/this has 300\d parameters, and no request to these vendors has more than 200/);
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  });
});
