// What doctor sees in URLs: as such, as one vendor's, and against each other.
import { checkUrls } from '../../lib/cli/doctor/urls.js';
import { complaints, expectWhole, OWN_URLS, statuses, subjectWith } from './support-doctor.js';

const own = (changes: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ ...OWN_URLS, ...changes }).map(([name, value]) => [`paynearme.${name}`, value]));
const cheetah = (baseUrl: string): Record<string, unknown> => ({ 'cheetah.baseUrl': baseUrl });
const HOST = 'https://loyalty.shop.internal';

const ROWS: readonly (readonly [what: string, changes: Readonly<Record<string, unknown>>, complaint: string])[] = [
  ['no scheme', cheetah('loyalty.shop.internal'), 'wrong cheetah.baseUrl.scheme'],
  ['another scheme', cheetah('ftp://loyalty.shop.internal'), 'wrong cheetah.baseUrl.scheme'],
  ['the scheme twice', cheetah(`https://${HOST}`), 'wrong cheetah.baseUrl.scheme'],
  ['plain http', cheetah('http://loyalty.shop.internal'), 'wrong cheetah.baseUrl.http'],
  [
    'plain http that is allowed',
    { ...cheetah('http://loyalty.shop.internal'), 'cheetah.allowInsecure': true },
    'warning cheetah.baseUrl.http',
  ],
  ['a line break', cheetah(`${HOST}\n`), 'wrong cheetah.baseUrl.whitespace'],
  ['a space', cheetah('https://loyalty. shop.internal'), 'wrong cheetah.baseUrl.whitespace'],
  ['quotes', cheetah(`"${HOST}"`), 'wrong cheetah.baseUrl.quotes'],
  [
    'a query',
    { 'devhub.baseWidgetUri': 'https://builder.shop.internal/sso/v2/widget.js?a=1' },
    'wrong devhub.baseWidgetUri.query',
  ],
  ['a fragment', cheetah(`${HOST}/#a`), 'wrong cheetah.baseUrl.query'],
  ['a password', cheetah('https://a:b@loyalty.shop.internal'), 'wrong cheetah.baseUrl.userinfo'],
  ['a backslash', cheetah('https:\\\\loyalty.shop.internal'), 'wrong cheetah.baseUrl.scheme'],
  ['no host', cheetah('https://'), 'wrong cheetah.baseUrl.invalid'],
  ['the documentation’s host', cheetah('https://loyalty.example.com'), 'wrong cheetah.baseUrl.example'],
  [
    'DevHub’s sample',
    { 'devhub.baseWidgetUri': 'http://builder.yourbrand.com/sso/v2/widget.js' },
    'wrong devhub.baseWidgetUri.example',
  ],
  ['a template', cheetah('https://your-program.loyalty.shop.internal'), 'wrong cheetah.baseUrl.example'],
  ['the console’s path', cheetah(`${HOST}/console`), 'wrong cheetah.baseUrl.path'],
  ['the program’s path', cheetah(`${HOST}/program/api/sso`), 'wrong cheetah.baseUrl.path'],
  ['the token’s path', cheetah(`${HOST}/oauth/token`), 'wrong cheetah.baseUrl.path'],
  ['some path', cheetah(`${HOST}/loyalty`), 'warning cheetah.baseUrl.path'],
  ['the console in ssoPath', { 'cheetah.ssoPath': '/console/api/sso' }, 'warning cheetah.ssoPath.path'],
  [
    'the sign-in’s path',
    { 'chargebackstop.baseUrl': 'https://d.shop.internal/auth/partner-organisation-sso' },
    'wrong chargebackstop.baseUrl.path',
  ],
  [
    'a path at Chargebackstop',
    { 'chargebackstop.baseUrl': 'https://d.shop.internal/ptnr_a' },
    'warning chargebackstop.baseUrl.path',
  ],
  [
    'the API at Chargebackstop',
    { 'chargebackstop.baseUrl': 'https://api.chargebackstop.com' },
    'wrong chargebackstop.baseUrl.host',
  ],
  ['no widget.js', { 'devhub.baseWidgetUri': 'https://builder.shop.internal' }, 'warning devhub.baseWidgetUri.path'],
  [
    'a slash behind widget.js',
    { 'devhub.baseWidgetUri': 'https://b.shop.internal/sso/v2/widget.js/' },
    'warning devhub.baseWidgetUri.path',
  ],
  ['no json-api', own({ apiUrl: 'https://api.paynearme-sandbox.com' }), 'wrong paynearme.apiUrl.path'],
  ['json-api twice', own({ apiUrl: `${OWN_URLS.apiUrl}/json-api` }), 'wrong paynearme.apiUrl.path'],
  ['agent_sso', own({ apiUrl: `${OWN_URLS.apiUrl}/agent_sso` }), 'wrong paynearme.apiUrl.path'],
  ['the portal as API', own({ apiUrl: 'https://pro.paynearme-sandbox.com/json-api' }), 'wrong paynearme.apiUrl.host'],
  ['the API as portal', own({ portalHosts: ['api.paynearme-sandbox.com'] }), 'wrong paynearme.portalHosts.host'],
  ['two environments', own({ portalHosts: ['pro.paynearme.com'] }), 'wrong paynearme.environment.mixed'],
  [
    'the token of another environment',
    {
      'paynearme.environment': 'production',
      'paynearme.oauth': { tokenUrl: 'https://auth.paynearme-sandbox.com/token' },
    },
    'wrong paynearme.environment.mixed',
  ],
];

test.each(ROWS)('%s is the one thing that is told', (_what, changes, complaint) => {
  const checks = checkUrls(subjectWith(changes));
  expect(complaints(checks)).toEqual([complaint]);
  expectWhole(checks);
});

test('URLs that are right are told as such', () => {
  const checks = checkUrls(subjectWith(own({})));
  expect(statuses(checks)).toEqual({
    'chargebackstop.baseUrl.url': 'ok',
    'devhub.baseWidgetUri.url': 'ok',
    'cheetah.baseUrl.url': 'ok',
    'paynearme.apiUrl.url': 'ok',
    'paynearme.environment': 'ok',
  });
  expectWhole(checks);
});

test.each(['https://loyalty.shop.internal/', 'https://loyalty.shop.internal//'])(
  'a slash at the end of %s does no harm',
  (url) => {
    const checks = checkUrls(subjectWith(cheetah(url)));
    expect(checks.find(({ id }) => id === 'cheetah.baseUrl.url')?.detail).toMatch(/does no harm/);
  },
);

test('the sandbox on this machine is right, until NODE_ENV is production', () => {
  const changes = {
    ...own({ apiUrl: 'http://127.0.0.1:4400/paynearme/json-api', portalHosts: ['127.0.0.1:4400'] }),
    ...cheetah('http://localhost:4400/cheetah'),
  };
  expect(complaints(checkUrls(subjectWith(changes)))).toEqual([]);
  expect(complaints(checkUrls(subjectWith(changes, { env: { NODE_ENV: 'production' } })))).toEqual([
    'wrong cheetah.baseUrl.loopback',
    'wrong paynearme.apiUrl.loopback',
  ]);
});

test('PayNearMe’s sandbox in production is a warning, and its production hosts are never told as known', () => {
  const env = { NODE_ENV: 'production' };
  expect(complaints(checkUrls(subjectWith({}, { env })))).toEqual(['warning paynearme.environment.sandbox']);
  const checks = checkUrls(subjectWith({ 'paynearme.environment': 'production' }, { env }));
  expect(statuses(checks)).toMatchObject({ 'paynearme.environment': 'ok', 'paynearme.environment.hosts': 'unknown' });
  expectWhole(checks);
});
