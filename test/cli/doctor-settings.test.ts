// What doctor says of settings: the factories' own words, variables that nobody knows, functions, and what is for tests.
import { fetchSecrets } from '../../lib/cli/doctor/credentials.js';
import { checkSettings } from '../../lib/cli/doctor/settings.js';
import { subjectOf } from '../../lib/cli/doctor/subject.js';
import { valueOf } from '../../lib/cli/places.js';
import { VENDORS } from '../../lib/cli/settings.js';
import { optionsFromEnvironment, variableOf } from '../../lib/cli/environment.js';
import { never } from '../support/never.js';
import { warningsDuring } from '../support/warnings.js';
import { complaints, expectWhole, optionsWith, SECRETS, settingsOf, statuses, subjectWith } from './support-doctor.js';

const nameOfVariable = (vendor: (typeof VENDORS)[number], option: string): string =>
  variableOf(vendor, option) ?? `${vendor}.${option}`;

test('settings that are right are told as such, for each vendor', () => {
  const checks = checkSettings(subjectWith());
  expect(statuses(checks)).toEqual(Object.fromEntries(VENDORS.map((vendor) => [`${vendor}.settings`, 'ok'])));
});

test.each([
  ['missing', { 'chargebackstop.ssoKey': undefined }, 'wrong chargebackstop.ssoKey.missing', /made in the dashboard/],
  ['misspelt', { 'cheetah.clientid': 'x' }, 'wrong cheetah.clientid.unknown', /Did you mean `clientId`/],
  ['of the wrong kind', { 'cheetah.memberTtl': 'x' }, 'wrong cheetah.memberTtl.invalid', /number of seconds/],
  [
    'contradictory',
    { 'paynearme.apiUrl': 'https://a.shop.internal/json-api' },
    'wrong paynearme.environment.invalid',
    /one or the other/,
  ],
  [
    'within another',
    { 'paynearme.secretKey': undefined, 'paynearme.oauth': { tokenUrl: 'https://a.shop.internal', clientId: 'x' } },
    'wrong paynearme.oauth.clientSecret.missing',
    /PayNearMe gives it/,
  ],
])('an option that is %s', (_what, changes, complaint, fix) => {
  const checks = checkSettings(subjectWith(changes));
  expect(complaints(checks)).toContain(complaint);
  expect(checks.find(({ id }) => complaint.endsWith(id))?.fix).toMatch(fix);
  expectWhole(checks);
});

test('what is missing is named as the settings name it', () => {
  const changes = { 'chargebackstop.ssoKey': undefined, 'paynearme.siteIdentifier': undefined };
  const titles = checkSettings(subjectWith(changes, { nameOf: nameOfVariable })).map(({ title }) => title);
  expect(titles).toContain('`CHARGEBACKSTOP_SSO_KEY` is missing');
  expect(titles).toContain('`PAYNEARME_SITE_IDENTIFIER` is missing');
});

test('what stands in variables is spoken of as variables: their names, a list with commas, and what to set', () => {
  const settings = (env: Readonly<Record<string, string>>): ReturnType<typeof checkSettings> =>
    checkSettings(subjectOf(settingsOf(optionsFromEnvironment(env), { nameOf: nameOfVariable }), env));
  const account = { PAYNEARME_SITE_IDENTIFIER: 'S4711000815', PAYNEARME_SECRET_KEY: SECRETS.secretKey };
  const hosts = settings({ ...account, PAYNEARME_PORTAL_HOSTS: 'https://pro.paynearme.com' });
  expect(hosts.filter(({ status }) => status === 'wrong')).toMatchObject([
    {
      id: 'paynearme.portalHosts.invalid',
      fix: 'It must be a list of host names, without scheme or path, as `pro.paynearme.com`, with commas between them.',
    },
    {
      id: 'paynearme.apiUrl.missing',
      title: '`PAYNEARME_API_URL` is missing beside `PAYNEARME_PORTAL_HOSTS`',
      fix: 'Set `PAYNEARME_API_URL`.',
    },
  ]);
  const api = settings({ ...account, PAYNEARME_API_URL: 'https://api.shop.internal/json-api' });
  expect(api.find(({ status }) => status === 'wrong')).toMatchObject({
    title: '`PAYNEARME_PORTAL_HOSTS` is missing beside `PAYNEARME_API_URL`',
  });
});

test('in a module a list stays an array, and names stay those of options', () => {
  const changes = { 'paynearme.environment': undefined, 'paynearme.portalHosts': ['https://pro.paynearme.com'] };
  expect(checkSettings(subjectWith(changes)).filter(({ status }) => status === 'wrong')).toMatchObject([
    { fix: "It must be an array of host names, without scheme or path, as ['pro.paynearme.com']." },
    { title: '`paynearme.apiUrl` is missing beside `portalHosts`', fix: 'Set `paynearme.apiUrl`.' },
  ]);
});

test('options of all vendors together stand with the host', () => {
  const [check] = checkSettings(subjectWith({}, { common: { timeoutMs: 'soon' } }));
  expect(check).toMatchObject({ id: 'settings.timeoutMs.invalid', status: 'wrong' });
  expect(check).not.toHaveProperty('vendor');
});

test('options that cannot be read are told without what they throw', () => {
  const common = Object.defineProperty({}, 'timeoutMs', {
    enumerable: true,
    get: () => {
      throw new Error(SECRETS.ssoKey);
    },
  });
  const checks = checkSettings(subjectWith({}, { common }));
  expect(complaints(checks)).toEqual(['wrong settings.options.invalid']);
  expect(JSON.stringify(checks)).not.toContain(SECRETS.ssoKey);
});

test('a variable that nobody knows is told with the one that is meant', () => {
  const unknownVariables = ['CHEETAH_CLIENT_SECERT', 'DEVHUB_QQQQQQQQQQQQQQQQQQQQQQQQQQ'];
  const checks = checkSettings(subjectWith({}, { unknownVariables }));
  expect(complaints(checks)).toEqual(
    unknownVariables.map((name) => `warning ${name.split('_')[0]?.toLowerCase() ?? ''}.${name}.unknown`),
  );
  expect(checks.map(({ fix }) => fix)).toContain('Did you mean `CHEETAH_CLIENT_SECRET`?');
  expectWhole(checks);
});

test('no vendor at all is wrong', () => {
  expect(complaints(checkSettings(subjectOf(settingsOf({}), {})))).toEqual(['wrong settings.none']);
});

test('what only a request decides is not checkable, and named', () => {
  const byRequest = (_req: unknown): string => SECRETS.ssoKey;
  const checks = checkSettings(
    subjectWith({
      'chargebackstop.ssoKey': byRequest,
      'paynearme.agentRole': () => 'agent',
      'paynearme.parameters': () => ({}),
    }),
  );
  expect(checks.filter(({ status }) => status === 'unknown').map(({ title }) => title)).toEqual([
    '`chargebackstop.ssoKey`: not checkable without a request',
    '`paynearme.agentRole`, `paynearme.parameters`: not checkable without a request',
  ]);
});

test('what is for tests is a warning', () => {
  const checks = checkSettings(
    subjectWith({ 'devhub.randomNonce': () => 'n' }, { common: { now: Date.now, allowInsecure: true } }),
  );
  expect(complaints(checks)).toEqual([
    'warning settings.now.test',
    'warning settings.allowInsecure.test',
    'warning devhub.randomNonce.test',
  ]);
});

test('the factories’ own warnings stay inside', async () => {
  const changes = { 'chargebackstop.ssoKey': 'short', 'paynearme.secretKey': 'short' };
  expect(await warningsDuring(() => checkSettings(subjectWith(changes)))).toEqual([]);
});

describe('a function that gives a secret', () => {
  const fetch = (secret: unknown, timeoutMs = 5_000): ReturnType<typeof fetchSecrets> =>
    fetchSecrets(subjectWith({ 'cheetah.clientSecret': secret }), timeoutMs);

  test('is called as the app calls it, and what it gives is checked', async () => {
    const { settings, checks } = await fetch(() => Promise.resolve('changeme'));
    expect(checks).toEqual([]);
    expect(valueOf(settings.vendors.cheetah ?? {}, 'clientSecret')).toBe('changeme');
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error(SECRETS.clientSecret);
      },
      /failed here/,
    ],
    ['rejects', () => Promise.reject(new Error(SECRETS.clientSecret)), /failed here/],
    ['rejects with nothing', () => Promise.reject(undefined as unknown as Error), /failed here/],
    ['never answers', never, /no answer in time/],
  ])('that %s is wrong, without its words', async (_what, secret, title) => {
    const { checks } = await fetch(secret, 50);
    expect(complaints(checks)).toEqual(['wrong cheetah.clientSecret.function']);
    expect(checks[0]?.title).toMatch(title);
    expect(JSON.stringify(checks)).not.toContain(SECRETS.clientSecret);
    expectWhole(checks);
  });

  test('that gives nothing is told by the settings', async () => {
    const { settings } = await fetch(() => undefined);
    expect(complaints(checkSettings(subjectOf(settings, {})))).toEqual(['wrong cheetah.clientSecret.invalid']);
  });

  test('that wants the request is not called', async () => {
    let calls = 0;
    const secret = (_req: unknown): string => String((calls += 1));
    await fetchSecrets(subjectWith({ 'chargebackstop.ssoKey': secret }), 50);
    expect(calls).toBe(0);
  });
});

test('the settings of the test are the good ones', () => {
  expect(complaints(checkSettings(subjectOf(settingsOf(optionsWith()), {})))).toEqual([]);
});
