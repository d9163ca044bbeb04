// What a host configures as a partner's URL: refused when the factory is called, or used as it was given.

import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import { chargebackstopSso } from '../../lib/vendors/chargebackstop/index.js';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import { devhubSso } from '../../lib/vendors/devhub/index.js';
import { paynearmeAgentSso } from '../../lib/vendors/paynearme/index.js';
import { partnerSso } from '../../lib/router.js';
import type { FakeVendor } from '../support/fake-vendor.js';
import { CLIENT } from '../support/paynearme-vendor.js';
import { TRICKY_URLS } from '../support/tricky-urls.js';
import { JANE, errorOf } from '../support/vendor-host.js';
import { SECRET } from '../refusals/entries.js';
import { answering, startVendor } from '../refusals/vendor.js';
import { mayConfigure } from './careful-url.js';

const GOOD = 'https://partner.example.com';
const API = { siteIdentifier: 'S1', agentRole: 'agent', portalHosts: ['portal.example.com'] };

let vendor: FakeVendor;
/** Where calls would have gone; they all go to the vendor of the test. */
let called: string[] = [];
let agent: Agent;
let dispatcher: Dispatcher;
beforeAll(async () => {
  vendor = await startVendor();
  // Whatever path it is called by, it answers as the token endpoint and as the call itself would.
  vendor.answering = (request, count) =>
    'grant_type' in request.fields
      ? answering()({ ...request, path: '/oauth/token' }, count)
      : answering()({ ...request, path: 'agent_role' in request.fields ? '/json-api' : '/sso' }, count);
  agent = new Agent();
  dispatcher = agent.compose((dispatch) => (options, handler) => {
    called.push(String(options.origin) + options.path);
    return dispatch({ ...options, origin: vendor.url, path: '/any' }, handler);
  });
});
afterAll(async () => {
  await agent.close();
  await vendor.close();
});
beforeEach(() => {
  called = [];
});

interface Setting {
  /** The option, as an error names it. */
  readonly option: string;
  readonly vendor: 'chargebackstop' | 'devhub' | 'cheetah' | 'paynearme';
  readonly options: (url: string) => object;
  /** The URLs that are opened or called, and those that are due. */
  readonly used: (options: object) => Promise<readonly string[]>;
  readonly due: (url: string) => readonly string[];
}

/** As the parser of a client has it, which is what goes over the wire. */
const wire = (url: string): string => new URL(url).href;
const trimmed = (url: string): string => url.replace(/\/*$/, '');

const SETTINGS: readonly Setting[] = [
  {
    option: 'baseUrl',
    vendor: 'chargebackstop',
    options: (baseUrl) => ({ partnerId: 'p', ssoKey: SECRET, baseUrl }),
    used: async (options) => [(await chargebackstopSso(options as never).createUrl(JANE)).replace(/\?.*$/, '')],
    due: (url) => [`${trimmed(url)}/auth/partner-organisation-sso`],
  },
  {
    option: 'baseWidgetUri',
    vendor: 'devhub',
    options: (baseWidgetUri) => ({ baseWidgetUri, consumerKey: 'key', consumerSecret: SECRET }),
    used: async (options) => [(await devhubSso(options as never).createWidgetUri(JANE)).replace(/\?.*$/, '')],
    // OAuth signs the normalised form, so that is the one to open.
    due: (url) => [wire(url)],
  },
  {
    option: 'baseUrl',
    vendor: 'cheetah',
    options: (baseUrl) => ({ baseUrl, clientId: 'id', clientSecret: SECRET, dispatcher, timeoutMs: 20_000 }),
    used: async (options) => {
      await cheetahMemberState(options as never).fetchMember(JANE);
      return called;
    },
    due: (url) => [wire(`${trimmed(url)}/oauth/token`), wire(`${trimmed(url)}/program/api/sso`)],
  },
  {
    option: 'apiUrl',
    vendor: 'paynearme',
    options: (apiUrl) => ({ ...API, apiUrl, secretKey: SECRET, dispatcher, timeoutMs: 20_000 }),
    used: async (options) => {
      await paynearmeAgentSso(options as never).createUrl(JANE);
      return called;
    },
    due: (url) => [wire(`${trimmed(url)}/agent_sso`)],
  },
  {
    option: 'oauth.tokenUrl',
    vendor: 'paynearme',
    options: (tokenUrl) => ({ ...API, apiUrl: GOOD, oauth: { tokenUrl, ...CLIENT }, dispatcher, timeoutMs: 20_000 }),
    used: async (options) => {
      await paynearmeAgentSso(options as never).createUrl(JANE);
      return called;
    },
    due: (url) => [wire(url), wire(`${GOOD}/agent_sso`)],
  },
];

const shown = (url: string): string => (url.length > 100 ? `${url.slice(0, 60)}… (${String(url.length)})` : url);

test.each(TRICKY_URLS.map(({ url, configures }) => [shown(url), configures, url] as const))(
  'a careful look at %j: may be configured %p',
  (_shown, configures, url) => {
    expect(mayConfigure(url)).toBe(configures);
  },
);

describe.each(SETTINGS)('$vendor $option', ({ option, vendor: name, options, used, due }) => {
  const refused = TRICKY_URLS.filter(({ configures }) => !configures);
  test.each(refused.map(({ url }) => [shown(url), url]))('%j is refused by its name', async (_shown, url) => {
    const error = await errorOf(() => partnerSso({ [name]: options(url) }));
    expect(error).toMatchObject({ code: 'config_invalid' });
    expect(error.problems.map((problem) => problem.option)).toEqual([`${name}.${option}`]);
    if (url.length > 20) expect(error.message).not.toContain(url);
  });

  const kept = TRICKY_URLS.filter(({ configures }) => configures);
  test.each(kept.map(({ url }) => [shown(url), url]))('%j is used as it is', async (_shown, url) => {
    expect(await used(options(url))).toEqual(due(url));
  });
});
