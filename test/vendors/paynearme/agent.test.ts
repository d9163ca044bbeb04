/** Who the agent is and which order opens: defaults, what is missing, and values of the wrong kind. */

import request from 'supertest';
import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { SSO, SSO_URL, answers, signed } from '../../support/paynearme-vendor.js';
import { JANE, VERSIONS, appWith, as, errorOf, problemsOf } from '../../support/vendor-host.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startFakeVendor(answers());
});
afterEach(() => vendor.close());
const sso = (options: Partial<PaynearmeAgentSsoOptions> = {}): ReturnType<typeof paynearmeAgentSso> =>
  paynearmeAgentSso({ ...signed(vendor), ...options });
const sent = (): Readonly<Record<string, string>> => vendor.requests.at(-1)?.fields ?? {};

test.each([
  [{ firstName: 'Jane', lastName: 'Doe' }, 'Jane Doe'],
  [{ firstName: 'Jane', lastName: 'Doe', fullName: 'Dr. Jane Doe' }, 'Dr. Jane Doe'],
  [{ firstName: 'Jane', lastName: ' ' }, 'Jane'],
  [{ lastName: 'Doe' }, 'Doe'],
  [{ firstName: 'Jane', fullName: ' ' }, 'Jane'],
])('the name of %j is %j', async (names, name) => {
  await sso().createUrl({ id: 1, email: 'a@example.com', ...names });
  expect(sent()['agent_name']).toBe(name);
});

test('an e-mail and a name of the option go before those of the user', async () => {
  await sso({ agentEmail: (_req, user) => user.email?.replace('@', '+sso@') ?? '', agentName: 'Agent' }).createUrl(
    JANE,
  );
  expect(sent()).toMatchObject({ agent_email: 'jane+sso@example.com', agent_name: 'Agent' });
});

test.each<[string, object, Partial<PaynearmeAgentSsoOptions>]>([
  ['no e-mail', { id: 1, fullName: 'Jane' }, { agentEmail: 'agent@example.com' }],
  ['no name', { id: 1, email: 'a@example.com' }, { agentName: 'Agent' }],
  ['a name that is no text', { id: 1, email: 'a@example.com', fullName: 7 }, { agentName: 'Agent' }],
  ['a user name as e-mail', { id: 1, email: 'jane', fullName: 'Jane' }, { agentEmail: 'agent@example.com' }],
  ['no id', { email: 'a@example.com', fullName: 'Jane' }, {}],
])('a user with %s will do where it is not needed', async (_what, user, options) => {
  expect(await sso(options).createUrl(user as never)).toBe(SSO_URL);
});

test.each<[string, object, string]>([
  ['no e-mail', { id: 1, fullName: 'Jane' }, 'email'],
  ['a malformed e-mail', { id: 1, email: 'jane', fullName: 'Jane' }, 'email'],
  ['no name', { id: 1, email: 'a@example.com', firstName: ' ' }, 'fullName'],
  ['a name that is no text', { id: 1, email: 'a@example.com', fullName: 7 }, 'fullName'],
])('a user with %s is incomplete', async (_what, user, field) => {
  const error = await errorOf(() => sso().createUrl(user as never));
  expect(error).toMatchObject({ code: 'user_incomplete', status: 422, vendor: 'paynearme' });
  expect(error.message).toContain(`\`${field}\``);
  expect(vendor.requests).toEqual([]);
});

test('an e-mail that is known to be unverified is refused', async () => {
  await expect(sso().createUrl({ ...JANE, emailVerified: false })).rejects.toMatchObject({ code: 'email_unverified' });
  await expect(sso().createUrl({ ...JANE, emailVerified: true })).resolves.toBe(SSO_URL);
  expect(vendor.requests).toHaveLength(1);
});

describe.each(VERSIONS)('%s', (_version, make) => {
  const order = (path: string): request.Test =>
    request(appWith(sso({ orderIdentifier: (req) => req.query['order'] as string | undefined }), make))
      .get(path)
      .set(as(JANE));

  test('an order of the request is sent; none leaves the parameter out', async () => {
    await order('/go?order=81003').expect(302);
    expect(sent()['order_identifier']).toBe('81003');
    await order('/go').expect(302);
    expect(sent()).not.toHaveProperty('order_identifier');
  });

  test.each(['/go?order=1&order=2', '/go?order=', '/go?order=%20', '/go?order=a%00b'])(
    '%s is request_invalid',
    async (path) => {
      const { body, headers } = await order(path).expect(400);
      expect(body).toMatchObject({ code: 'request_invalid', vendor: 'paynearme', retryable: false, expose: true });
      expect(body).toHaveProperty('message', expect.stringContaining('`orderIdentifier`'));
      expect(headers['cache-control']).toBe('no-store');
      expect(vendor.requests).toEqual([]);
    },
  );

  test('the role is never read from the query by itself', async () => {
    await request(appWith(sso(), make))
      .get('/go?agent_role=supervisor&role=x&agentRole=y')
      .set(as({ ...JANE, role: 'z' }))
      .expect(302);
    expect(sent()['agent_role']).toBe('agent');
  });

  test('HEAD and prefetches make no call', async () => {
    const app = appWith(sso(), make);
    await request(app).head('/go').set(as(JANE)).expect(204);
    await request(app)
      .get('/go')
      .set({ ...as(JANE), purpose: 'prefetch' })
      .expect(503);
    await request(app).get('/go').expect(401);
    expect(vendor.count(SSO)).toBe(0);
    await request(app).post('/go').set(as(JANE)).expect(303);
  });
});

test.each(['siteIdentifier', 'agentRole', 'agentEmail', 'agentName'] as const)(
  '%s from a function must be text',
  async (option) => {
    for (const value of [undefined, null, '', ' x', 7, ['agent']]) {
      const error = await errorOf(() => sso({ [option]: () => value }).createUrl(JANE));
      expect(error).toMatchObject({ code: 'request_invalid' });
      expect(error.message).toContain(`\`${option}\``);
    }
    expect(vendor.requests).toEqual([]);
  },
);

const GOOD = { siteIdentifier: 'S1', secretKey: 'k', environment: 'sandbox', agentRole: 'agent' };
const OAUTH = { tokenUrl: 'https://a.example/token', clientId: 'i', clientSecret: 's' };
test.each<[object, string[]]>([
  [{ siteIdentifier: undefined }, ['siteIdentifier']],
  [{ agentRole: undefined }, ['agentRole']],
  [{ agentRole: '' }, ['agentRole']],
  [{ secretKey: undefined }, ['secretKey']],
  [{ secretKey: 'k\n' }, ['secretKey']],
  [{ oauth: OAUTH }, ['oauth']],
  [{ secretKey: undefined, oauth: {} }, ['oauth.tokenUrl', 'oauth.clientId', 'oauth.clientSecret']],
  [{ secretKey: undefined, oauth: 'x' }, ['oauth']],
  [{ secretKey: undefined, oauth: { ...OAUTH, tokenUrl: 'http://a.example' } }, ['oauth.tokenUrl']],
  [{ secretKey: undefined, oauth: { ...OAUTH, clientSecret: '' } }, ['oauth.clientSecret']],
  [{ secretKey: undefined, oauth: { ...OAUTH, clientID: 'x' } }, ['oauth.clientID']],
  [{ environment: undefined }, ['environment']],
  [{ environment: 'prod' }, ['environment']],
  [{ environment: 'toString' }, ['environment']],
  [{ apiUrl: 'https://a.example', portalHosts: ['b.example'] }, ['environment']],
  [{ environment: undefined, apiUrl: 'https://a.example' }, ['portalHosts']],
  [{ environment: undefined, portalHosts: ['a.example'] }, ['apiUrl']],
  [{ environment: undefined, apiUrl: 'http://a.example', portalHosts: ['a.example'] }, ['apiUrl']],
  [{ environment: undefined, apiUrl: 'https://a.example', portalHosts: [] }, ['portalHosts']],
  [{ environment: undefined, apiUrl: 'https://a.example', portalHosts: 'b.example' }, ['portalHosts']],
  [{ environment: undefined, apiUrl: 'https://a.example', portalHosts: ['https://b.example'] }, ['portalHosts']],
  [{ environment: undefined, apiUrl: 'https://a.example', portalHosts: ['*.example'] }, ['portalHosts']],
  [{ orderIdentifier: 7 }, ['orderIdentifier']],
  [{ agentEmail: '' }, ['agentEmail']],
  [{ parameters: { a: 'b' } }, ['parameters']],
  [{ tokenStore: [] }, ['tokenStore']],
  [{ agentrole: 'x' }, ['agentrole']],
])('%p is refused', async (wrong, options) => {
  expect(await problemsOf(() => paynearmeAgentSso({ ...GOOD, ...wrong } as never))).toEqual(options);
});

test('no options at all', async () => {
  const options = await problemsOf(() => paynearmeAgentSso(undefined as never));
  expect(options.sort()).toEqual(['agentRole', 'environment', 'secretKey', 'siteIdentifier']);
});
