/** Cheetah's calls as documented: fields, headers, both authentications, and the sandbox's word on them. */

import { inspect } from 'node:util';
import { startSandbox } from '../../../lib/sandbox/index.js';
import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import type { CheetahMemberStateOptions } from '../../../lib/vendors/cheetah/index.js';
import { SSO_PATH, TOKEN_PATH, memberReply, tokenReply, wellBehaved } from '../../support/cheetah-host.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, aRequest, errorOf } from '../../support/vendor-host.js';

const KEYS = { clientId: 'client-id', clientSecret: 'client-secret-value' };
let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startFakeVendor(wellBehaved);
});
afterEach(() => vendor.close());
const sso = (options: Partial<CheetahMemberStateOptions> = {}): ReturnType<typeof cheetahMemberState> =>
  cheetahMemberState({ baseUrl: vendor.url, ...KEYS, ...options });

test('with an integration token: two calls, multipart, each with the documented fields and Accept header', async () => {
  const member = await sso().fetchMember({ ...JANE, id: 42 });
  expect(member).toEqual({
    member_id: '1001',
    integration_id: '42',
    access_token: 'member-42-1',
    refresh_token: 'refresh-42',
  });
  expect(vendor.requests.map(({ method, path, fields }) => ({ method, path, fields }))).toEqual([
    {
      method: 'POST',
      path: TOKEN_PATH,
      fields: { grant_type: 'client_credentials', client_id: 'client-id', client_secret: 'client-secret-value' },
    },
    {
      method: 'POST',
      path: SSO_PATH,
      fields: {
        integration_id: '42',
        first_name: 'Jane',
        last_name: 'Doe',
        email: 'jane@example.com',
        access_token: 'integration-1',
      },
    },
  ]);
  for (const { headers } of vendor.requests) {
    expect(headers['accept']).toBe('application/vnd.stellar-v1+json');
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(headers).not.toHaveProperty('authorization');
  }
});

test('with the client credentials: one call, and no token', async () => {
  await sso({ authentication: 'client_credentials' }).fetchMember(JANE);
  expect(vendor.requests.map(({ path }) => path)).toEqual([SSO_PATH]);
  expect(vendor.requests[0]?.fields).toEqual({
    integration_id: '42',
    first_name: 'Jane',
    last_name: 'Doe',
    email: 'jane@example.com',
    client_id: 'client-id',
    client_secret: 'client-secret-value',
  });
});

test.each(['access_token', 'client_credentials'] as const)(
  'the sandbox takes %s, and any name',
  async (authentication) => {
    const sandbox = tidy(await startSandbox());
    const firstName = '名前 "quoted"; filename="x" <🎉>';
    const member = await cheetahMemberState({ ...sandbox.options.cheetah, authentication }).fetchMember({
      ...JANE,
      firstName,
    });
    expect(sandbox.attempts.map(({ verdict }) => verdict)).not.toContain('refused');
    expect(sandbox.attempts.at(-1)?.request.fields).toMatchObject({ first_name: firstName, integration_id: '42' });
    const headers = { authorization: `Bearer ${member.access_token}` };
    expect((await fetch(`${sandbox.url}/cheetah/api/member`, { headers })).status).toBe(200);
  },
);

test('paths are options, and a base URL may have a path and slashes behind it', async () => {
  const paths = { ssoPath: '/console/api/sso', tokenPath: '/o/t' };
  vendor.answering = ({ path }, count) => (path.endsWith('/o/t') ? tokenReply(count) : memberReply('42'));
  await sso({ baseUrl: `${vendor.url}/base//`, ...paths }).fetchMember(JANE);
  expect(vendor.requests.map(({ path }) => path)).toEqual(['/base/o/t', '/base/console/api/sso']);
});

test('blank names are left out, so that no call erases one', async () => {
  await sso().fetchMember({ id: 1, email: 'a@example.com', firstName: ' ', lastName: undefined });
  expect(Object.keys(vendor.requests[1]?.fields ?? {}).sort()).toEqual(['access_token', 'email', 'integration_id']);
});

test('further fields are sent as text; undefined ones are not', async () => {
  const fields = jest.fn(() => ({ match_by: 'email', level: 3, vip: true, none: undefined, 'tags[]': 'a' }));
  const req = aRequest();
  await sso({ fields }).fetchMember(JANE, req);
  expect(fields).toHaveBeenCalledWith(req, expect.objectContaining({ id: '42' }));
  expect(vendor.requests[1]?.fields).toMatchObject({ match_by: 'email', level: '3', vip: 'true', 'tags[]': 'a' });
  expect(vendor.requests[1]?.fields).not.toHaveProperty('none');
});

test.each<unknown>([
  ...['integration_id', 'first_name', 'last_name', 'email', 'access_token', 'client_id', 'client_secret'].map(
    (name) => ({ [name]: 'x' }),
  ),
  ...['grant_type', 'Access-Token', 'EMAIL', 'clientId', 'integration.id'].map((name) => ({ [name]: 'x' })),
  { 'bad name': 'x' },
  { 'quote"': 'x' },
  { a: null },
  { a: {} },
  { a: ['b'] },
  undefined,
  null,
  'text',
  [],
])('fields that give %p are request_invalid, and no call goes out', async (given) => {
  const error = await errorOf(() => sso({ fields: () => given as never }).fetchMember(JANE));
  expect(error).toMatchObject({ code: 'request_invalid', status: 400, vendor: 'cheetah' });
  expect(vendor.requests).toEqual([]);
});

test.each([
  [
    { member_id: 'abc', access_token: 'a', refresh_token: 'r' },
    { member_id: 'abc', access_token: 'a', refresh_token: 'r' },
  ],
  [{ access_token: 'a' }, { member_id: '', access_token: 'a', refresh_token: '' }],
  [
    { member_id: {}, access_token: 'a', refresh_token: null },
    { member_id: '', access_token: 'a', refresh_token: '' },
  ],
])('a member as %j', async (body, member) => {
  vendor.answering = ({ path }, count) => (path === TOKEN_PATH ? tokenReply(count) : { body });
  expect(await sso().fetchMember(JANE)).toEqual({ integration_id: '42', ...member });
});

test('fetchMember goes past any cache, but shares the integration token', async () => {
  const handler = sso();
  await Promise.all([handler.fetchMember(JANE), handler.fetchMember(JANE)]);
  await handler.fetchMember(JANE);
  expect([vendor.count(TOKEN_PATH), vendor.count(SSO_PATH)]).toEqual([1, 3]);
});

test.each([
  ['access_token' as const, 3],
  ['client_credentials' as const, 2],
])('explain with %s makes no call, and shows no secret', async (authentication, steps) => {
  const explanation = await sso({ authentication, fields: () => ({ match_by: 'email' }) }).explain(JANE);
  expect(vendor.requests).toEqual([]);
  expect(explanation).toMatchObject({ vendor: 'cheetah', userId: '42' });
  expect(explanation.steps).toHaveLength(steps);
  expect(explanation.steps.at(-2)?.detail).toMatchObject({
    method: 'POST',
    url: vendor.url + SSO_PATH,
    fields: { integration_id: '42', email: JANE.email, match_by: 'email' },
  });
  expect(explanation.steps.at(-1)?.detail).toEqual({
    access_token: '[redacted]',
    refresh_token: '[redacted]',
    sso_error: '',
    short_name: 'Jane',
    full_name: 'Jane Doe',
  });
  expect(inspect(explanation, { depth: null })).not.toContain('client-secret-value');
});
