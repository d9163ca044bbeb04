// Every mistake in a configuration is told in one error, with the nearest known name, or the vendor that a name belongs to.

import type { PartnerSsoError } from '../lib/handoff/errors.js';
import { COMMON_RULES } from '../lib/handoff/common.js';
import { partnerSso } from '../lib/router.js';
import { chargebackstopSso } from '../lib/vendors/chargebackstop/index.js';
import { cheetahMemberState } from '../lib/vendors/cheetah/index.js';
import { devhubSso } from '../lib/vendors/devhub/index.js';
import { paynearmeAgentSso } from '../lib/vendors/paynearme/index.js';
import { thrown } from './support/tiny-vendor.js';

type Options = Record<string, unknown>;
const FACTORIES: Readonly<Record<string, (options: never) => unknown>> = {
  chargebackstop: chargebackstopSso,
  devhub: devhubSso,
  cheetah: cheetahMemberState,
  paynearme: paynearmeAgentSso,
};

/** One mistake in every common option. */
const COMMON: Options = {
  resolveUser: 'user',
  allow: true,
  requireVerifiedEmail: 'yes',
  sameSite: 'strict',
  secretTtl: -1,
  onHandoff: {},
  timeoutMs: '3000',
  dispatcher: {},
  nonce: 'abc',
  allowInsecure: 'false',
  now: 1_700_000_000,
  randomNonce: 'nonce',
};

/** One mistake in every option of each vendor. */
const OWN: Readonly<Record<string, Options>> = {
  chargebackstop: { partnerId: ' ptnr_1', ssoKey: 'key\n', baseUrl: 'dashboard.example.com', expiresIn: 901 },
  devhub: {
    baseWidgetUri: 'https://builder.example.com/w.js?v=2',
    consumerKey: '',
    consumerSecret: 7,
    siteIds: '1',
    mode: 'lunch',
    site: {},
  },
  cheetah: {
    baseUrl: 'http://loyalty.example.com',
    clientId: 7,
    clientSecret: '',
    authentication: 'basic',
    ssoPath: 'program',
    tokenPath: '//oauth',
    fields: {},
    memberTtl: 'long',
    sessionKey: '',
    tokenStore: {},
  },
  paynearme: {
    siteIdentifier: 7,
    secretKey: 'key ',
    oauth: { tokenUrl: 'token', clientId: '', clientSecret: '', scope: 7 },
    environment: 'prod',
    apiUrl: 'json-api',
    portalHosts: ['https://portal.example.com'],
    agentRole: '',
    agentEmail: 'jane',
    agentName: ' ',
    orderIdentifier: 7,
    parameters: {},
    tokenStore: {},
  },
};

const problemsOf = (make: () => unknown): string[] => {
  const error = thrown(make) as PartnerSsoError;
  expect(error).toMatchObject({ name: 'PartnerSsoError', code: 'config_invalid' });
  // A list to read, an option a line, and below it where to read on.
  const [, ...lines] = error.message.split('\n');
  expect(lines.pop()).toBe('See https://unpkg.com/express-partner-sso/docs/errors.md#config_invalid');
  expect(lines).toEqual(error.problems.map(({ option, message }) => `  - \`${option}\` ${message}`));
  return error.problems.map(({ option }) => option);
};
/** The names of all options, those in `oauth` too. */
const namesIn = (options: Options): string[] =>
  Object.entries(options).flatMap(([name, value]) =>
    name === 'oauth'
      ? Object.keys(value as object)
          .map((inner) => `oauth.${inner}`)
          .concat(name)
      : [name],
  );
const unique = (names: string[]): string[] => [...new Set(names)].sort();

test('there is a mistake for each common option', () => {
  expect(Object.keys(COMMON).sort()).toEqual(Object.keys(COMMON_RULES).sort());
});

test.each(Object.keys(OWN))('the factory of %s tells a mistake in every option at once', (vendor) => {
  const options = { ...COMMON, ...OWN[vendor] };
  expect(unique(problemsOf(() => FACTORIES[vendor]?.(options as never)))).toEqual(unique(namesIn(options)));
});

test('the table has every option that a factory knows', () => {
  for (const [vendor, make] of Object.entries(FACTORIES)) {
    const { message } = thrown(() => make({ zzzzzzzzzzzzzzz: 1 } as never)) as Error;
    const [, known = ''] = /Known are ([^.]*)\./.exec(message) ?? [];
    expect(known.split(', ').sort()).toEqual(Object.keys({ ...COMMON, ...OWN[vendor] }).sort());
  }
});

test('the router tells a mistake in every option of all vendors at once, and one in a common option once', () => {
  const found = problemsOf(() => partnerSso({ ...COMMON, ...OWN } as never));
  const due = Object.entries(OWN).flatMap(([vendor, own]) => namesIn(own).map((name) => `${vendor}.${name}`));
  expect(unique(found)).toEqual(unique([...Object.keys(COMMON), ...due]));
  for (const name of Object.keys(COMMON)) expect(found.filter((other) => other === name)).toHaveLength(1);
});

const messages = (make: () => unknown): string[] =>
  (thrown(make) as PartnerSsoError).problems.map(({ option, message }) => `${option} ${message}`);

test('an unknown name brings the nearest one: on the router, at each vendor, and in oauth', () => {
  const told = messages(() =>
    partnerSso({
      timeoutMS: 1,
      'hunter2 hunter2 hunter2': 1,
      chargebackstop: { partnerID: 'ptnr_1' },
      devhub: { siteId: ['1'] },
      cheetah: { memberTTL: 5 },
      paynearme: { agentrole: 'agent', oauth: { clientSecrte: 'hunter2' } },
    } as never),
  );
  expect(told).toEqual(
    expect.arrayContaining([
      'timeoutMS is not an option. Did you mean `timeoutMs`?',
      expect.stringMatching(/^hun… is not an option\. Known are resolveUser, /),
      'chargebackstop.partnerID is not an option. Did you mean `partnerId`?',
      'devhub.siteId is not an option. Did you mean `siteIds`?',
      'cheetah.memberTTL is not an option. Did you mean `memberTtl`?',
      'paynearme.agentrole is not an option. Did you mean `agentRole`?',
      'paynearme.oauth.clientSecrte is not an option. Did you mean `clientSecret`?',
    ]),
  );
  expect(told.filter((line) => /hun…|timeoutMS/.test(line))).toHaveLength(2);
  expect(told.join()).not.toContain('hunter2');
});

test.each([
  ['paynearme', 'ssoKey', 'is an option of `chargebackstopSso()`; here it is `secretKey`.'],
  ['paynearme', 'clientSecret', 'belongs into `oauth`: write `oauth: { clientSecret: … }`.'],
  ['chargebackstop', 'secretKey', 'is an option of `paynearmeAgentSso()`; here it is `ssoKey`.'],
  ['devhub', 'baseUrl', 'is an option of `chargebackstopSso()` or `cheetahMemberState()`; here it is `baseWidgetUri`.'],
  ['cheetah', 'siteIdentifier', 'is an option of `paynearmeAgentSso()`; here it is `clientId`.'],
])('%s is given %s: it %s', (vendor, option, message) => {
  expect(messages(() => FACTORIES[vendor]?.({ [option]: 'x' } as never))).toContain(`${option} ${message}`);
  expect(messages(() => partnerSso({ [vendor]: { [option]: 'x' } }))).toContain(`${vendor}.${option} ${message}`);
});

test.each([
  ['ssoKey', 'belongs into `chargebackstop`.'],
  ['baseUrl', 'belongs into `chargebackstop` or `cheetah`.'],
])('the router is given %s beside the vendors: it %s', (option, message) => {
  expect(messages(() => partnerSso({ [option]: 'x', paynearme: {} } as never))).toContain(`${option} ${message}`);
});
