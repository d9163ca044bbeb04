// The environment variables of the example app: all of a vendor's or none, and every mistake by name.

import { VARIABLES } from '../../lib/cli/environment.js';
import { VENDOR_VARIABLES } from '../../example-app/variables.js';
import { readSettings, SettingsError } from '../../example-app/config.js';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

test('nothing given: the sandbox plays all vendors, and sessions get a secret of this run', () => {
  const settings = readSettings({ CHEETAH_CLIENT_ID: '' });
  expect(settings).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    sandboxPort: 0,
    partners: {},
    partnerTimeoutMs: undefined,
  });
  expect(settings.sessionSecret.length).toBeGreaterThanOrEqual(32);
  expect(readSettings({}).sessionSecret).not.toBe(settings.sessionSecret);
});

test('all given: every vendor is the real one', () => {
  const settings = readSettings({
    ...{ HOST: '0.0.0.0', PORT: '8080', SANDBOX_PORT: '4001', SESSION_SECRET: 'abc' },
    CHARGEBACKSTOP_PARTNER_ID: 'ptnr_1',
    CHARGEBACKSTOP_SSO_KEY: 'key',
    CHARGEBACKSTOP_BASE_URL: 'https://chargebacks.example.com',
    DEVHUB_BASE_WIDGET_URI: 'https://builder.example.com/sso/v2/widget.js',
    DEVHUB_CONSUMER_KEY: 'public',
    DEVHUB_CONSUMER_SECRET: 'secret',
    CHEETAH_BASE_URL: 'https://loyalty.example.com',
    CHEETAH_CLIENT_ID: 'id',
    CHEETAH_CLIENT_SECRET: 'secret',
    CHEETAH_SDK_URL: 'https://loyalty.example.com/sdk.js',
    PARTNER_TIMEOUT_MS: '5000',
    PAYNEARME_SITE_IDENTIFIER: 'S1',
    PAYNEARME_SECRET_KEY: 'secret',
    PAYNEARME_ENVIRONMENT: 'production',
  });
  expect(settings).toEqual({
    ...{ host: '0.0.0.0', port: 8080, sandboxPort: 4001, sessionSecret: 'abc' },
    partners: {
      chargebackstop: { partnerId: 'ptnr_1', ssoKey: 'key', baseUrl: 'https://chargebacks.example.com' },
      devhub: {
        baseWidgetUri: 'https://builder.example.com/sso/v2/widget.js',
        consumerKey: 'public',
        consumerSecret: 'secret',
      },
      cheetah: { baseUrl: 'https://loyalty.example.com', clientId: 'id', clientSecret: 'secret' },
      paynearme: { siteIdentifier: 'S1', secretKey: 'secret', environment: 'production' },
    },
    loyaltySdkUrl: 'https://loyalty.example.com/sdk.js',
    partnerTimeoutMs: 5000,
  });
});

test('PayNearMe by OAuth 2.0', () => {
  const { partners } = readSettings({
    PAYNEARME_SITE_IDENTIFIER: 'S1',
    PAYNEARME_OAUTH_TOKEN_URL: 'https://auth.example.com/token',
    PAYNEARME_OAUTH_CLIENT_ID: 'id',
    PAYNEARME_OAUTH_CLIENT_SECRET: 'secret',
  });
  expect(partners.paynearme).toEqual({
    siteIdentifier: 'S1',
    environment: 'sandbox',
    oauth: { tokenUrl: 'https://auth.example.com/token', clientId: 'id', clientSecret: 'secret' },
  });
});

test('half of a vendor names what is missing, for all vendors at once', () => {
  const problems = problemsOf({
    CHARGEBACKSTOP_BASE_URL: 'https://chargebacks.example.com',
    DEVHUB_CONSUMER_KEY: 'public',
    CHEETAH_SDK_URL: 'https://loyalty.example.com/sdk.js',
    PAYNEARME_OAUTH_CLIENT_ID: 'id',
    PORT: '70000',
  });
  expect(problems).toEqual([
    'PORT has to be a port number from 0 (any free port) to 65535; it is "70000".',
    'CHARGEBACKSTOP_PARTNER_ID and CHARGEBACKSTOP_SSO_KEY missing: CHARGEBACKSTOP_BASE_URL alone is not enough.',
    'DEVHUB_BASE_WIDGET_URI and DEVHUB_CONSUMER_SECRET missing: DEVHUB_CONSUMER_KEY alone is not enough.',
    'CHEETAH_BASE_URL and CHEETAH_CLIENT_ID and CHEETAH_CLIENT_SECRET missing: CHEETAH_SDK_URL alone is not enough.',
    'PAYNEARME_SITE_IDENTIFIER and PAYNEARME_OAUTH_TOKEN_URL and PAYNEARME_OAUTH_CLIENT_SECRET missing: PAYNEARME_OAUTH_CLIENT_ID alone is not enough.',
  ]);
});

test('a name that is none brings the nearest one, or those of its vendor; others are not ours to judge', () => {
  expect(
    problemsOf({
      ...{ CHARGEBACKSTOP_SSOKEY: 'hunter2', DEVHUB_CONSUMER_SECERT: 'hunter2', CHEETAH_COLOUR: 'red' },
      ...{ PAYNEARME_OAUTH_CLIENTID: 'hunter2', CHEETAHS: '7', PATH: '/bin', DEVHUB_EMPTY: '' },
    }),
  ).toEqual([
    'CHARGEBACKSTOP_SSOKEY is not a variable of this app. Known are CHARGEBACKSTOP_PARTNER_ID, CHARGEBACKSTOP_SSO_KEY, CHARGEBACKSTOP_BASE_URL.',
    expect.stringMatching(/^DEVHUB_CONSUMER_SECERT is not a variable of this app\. Known are .*DEVHUB_CONSUMER_SECRET/),
    expect.stringMatching(/^CHEETAH_COLOUR is not a variable of this app\./),
    expect.stringMatching(/^PAYNEARME_OAUTH_CLIENTID is not a variable of this app\./),
  ]);
});

test('the command line reads the same variables', () => {
  expect([...VENDOR_VARIABLES].sort()).toEqual(Object.keys(VARIABLES).sort());
});

test('PayNearMe at an address of its own, such as that of a sandbox', () => {
  const given = { PAYNEARME_SITE_IDENTIFIER: 'S1', PAYNEARME_SECRET_KEY: 'secret' };
  const own = {
    PAYNEARME_API_URL: 'http://127.0.0.1:4400/json-api',
    PAYNEARME_PORTAL_HOSTS: '127.0.0.1:4400, b.example',
  };
  const address = { apiUrl: 'http://127.0.0.1:4400/json-api', portalHosts: ['127.0.0.1:4400', 'b.example'] };
  const credentials = { siteIdentifier: 'S1', secretKey: 'secret' };
  expect(readSettings({ ...given, ...own }).partners.paynearme).toEqual({ ...credentials, ...address });
  // That the two contradict each other is for the package to say.
  expect(readSettings({ ...given, ...own, PAYNEARME_ENVIRONMENT: 'sandbox' }).partners.paynearme).toEqual({
    ...credentials,
    ...{ ...address, environment: 'sandbox' },
  });
});

test('two ways to PayNearMe, or an environment that is none', () => {
  expect(problemsOf({ PAYNEARME_SECRET_KEY: 'a', PAYNEARME_OAUTH_CLIENT_ID: 'b' })).toEqual([
    'Give PAYNEARME_SECRET_KEY or the PAYNEARME_OAUTH_ variables, not both.',
  ]);
  expect(
    problemsOf({ PAYNEARME_SITE_IDENTIFIER: 'S', PAYNEARME_SECRET_KEY: 'a', PAYNEARME_ENVIRONMENT: 'prod' }),
  ).toEqual(['PAYNEARME_ENVIRONMENT has to be sandbox or production.']);
});

test('sessions on Redis', () => {
  for (const address of [
    'redis://127.0.0.1',
    'redis://:p%40ss@redis.internal:6380/2',
    'rediss://portal:pass@redis.example.com:6379',
    'redis://[::1]:6379/',
    'unix:///run/redis/redis.sock',
  ]) {
    expect(readSettings({ SESSION_STORE: address, SESSION_SECRET: 'abc' })).toMatchObject({
      sessionStore: address,
      sessionSecret: 'abc',
    });
  }
  expect(readSettings({ SESSION_STORE: '' }).sessionStore).toBeUndefined();
});

test.each([
  ['127.0.0.1:6379', 'is no URL'],
  ['https://hunter2@redis.example.com', 'is no address of Redis'],
  ['redis://', 'names no host'],
  ['redis://:hunter2@host/sessions', 'names a database that is no number'],
  ['redis://:hunter2@host/0?family=6', 'has a query or a fragment'],
  ['redis://:hunter2%@host', 'has a % that begins no escape; write it as %25'],
  ['unix://run/redis.sock', 'names no socket'],
  ['unix:///', 'names no socket'],
])('SESSION_STORE=%s %s', (address, mistake) => {
  const problems = problemsOf({ SESSION_STORE: address, SESSION_SECRET: 'abc' });
  expect(problems).toEqual([
    `SESSION_STORE ${mistake}; it has to look like redis://user:password@host:6379/0, rediss:// for TLS, or unix:///path/of/redis.sock.`,
  ]);
  expect(problems.join()).not.toContain('hunter2');
});

test('sessions that are shared need a secret that is shared, and it is told with the rest', () => {
  expect(problemsOf({ PORT: 'x', SESSION_STORE: 'redis://', DEVHUB_CONSUMER_KEY: 'public' })).toEqual([
    'PORT has to be a port number from 0 (any free port) to 65535; it is "x".',
    expect.stringMatching(/^SESSION_STORE names no host/),
    'SESSION_SECRET missing: the processes that share SESSION_STORE have to share it too.',
    'DEVHUB_BASE_WIDGET_URI and DEVHUB_CONSUMER_SECRET missing: DEVHUB_CONSUMER_KEY alone is not enough.',
  ]);
});
