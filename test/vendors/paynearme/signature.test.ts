/** PayNearMe's signature: the published vector, raw values, and the parameters of a call. */

import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import type { Request } from 'express';
import { startSandbox } from '../../../lib/sandbox/index.js';
import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { sign, stringToSign } from '../../../lib/vendors/paynearme/signature.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { SECRET, SSO, SSO_URL, answers, signed } from '../../support/paynearme-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, aRequest, errorOf } from '../../support/vendor-host.js';

const NOW = 1_700_000_000;
let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startFakeVendor(answers());
});
afterEach(() => vendor.close());
const sso = (options: Partial<PaynearmeAgentSsoOptions> = {}): ReturnType<typeof paynearmeAgentSso> =>
  paynearmeAgentSso({ ...signed(vendor), now: () => NOW * 1000 + 999, ...options });

test('the published vector', () => {
  const parameters = {
    version: '3.0',
    site_identifier: 'S2155373459',
    order_amount: '500',
    order_currency: 'USD',
    order_is_standing: 'true',
    order_type: 'any',
    site_customer_identifier: '11223344',
    timestamp: '1636142061',
  };
  expect(stringToSign(parameters)).toBe(
    'order_amount500order_currencyUSDorder_is_standingtrueorder_typeanysite_customer_identifier11223344site_identifierS2155373459timestamp1636142061version3.0',
  );
  expect(sign(stringToSign(parameters), Buffer.from('ab7b539ea1317cca67c63c552'))).toBe(
    '65c694f4b632187aa02fc4144cdd374373307f0a200448c9e53f2e47d84b3b82',
  );
});

test('names are sorted by their bytes: capitals and digits before small letters, whatever the locale', () => {
  expect(stringToSign({ b: '1', B: '2', a_b: '3', aB: '4', a1: '5', a: '6' })).toBe('B2a6a15aB4a_b3b1');
});

test('a call has the documented parameters, form-encoded, with the signature over the raw values', async () => {
  expect(await sso({ orderIdentifier: '81003' }).createUrl(JANE)).toBe(SSO_URL);
  const [call] = vendor.requests;
  expect(call).toMatchObject({ method: 'POST', path: SSO });
  expect(call?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(call?.headers).not.toHaveProperty('authorization');
  const { signature, ...rest } = call?.fields ?? {};
  expect(rest).toEqual({
    agent_email: 'jane@example.com',
    agent_name: 'Jane Doe',
    agent_role: 'agent',
    site_identifier: 'S2155373459',
    order_identifier: '81003',
    version: '3.0',
    timestamp: String(NOW),
  });
  const text = `agent_emailjane@example.comagent_nameJane Doeagent_roleagentorder_identifier81003site_identifierS2155373459timestamp${String(NOW)}version3.0`;
  expect(signature).toBe(createHmac('sha256', SECRET).update(text).digest('hex'));
});

test.each(['a+b', 'a&b=c', 'Jörg 名前 🎉', 'two\nlines', '100% %41', 'half \ud83d', ' '.repeat(2) + 'x'])(
  'a name such as %j arrives whole, and the sandbox takes its signature',
  async (fullName) => {
    const sandbox = tidy(await startSandbox());
    const options = { ...sandbox.options.paynearme, parameters: () => ({ note: fullName, amount: 5, flag: false }) };
    const url = await paynearmeAgentSso(options).createUrl({ id: 1, email: 'jane+sso@example.com', fullName });
    expect(sandbox.attempts).toHaveLength(1);
    const name = fullName.trim().toWellFormed();
    expect(sandbox.attempts[0]).toMatchObject({
      verdict: 'accepted',
      request: { fields: { agent_name: name, agent_email: 'jane+sso@example.com', amount: '5', flag: 'false' } },
    });
    expect((await fetch(url)).status).toBe(200);
  },
);

test.each<[string, PaynearmeAgentSsoOptions['secretKey'], Buffer]>([
  ['text as UTF-8', 'schlüssel', Buffer.from('schlüssel', 'utf8')],
  ['bytes', new Uint8Array([0, 255, 1]), Buffer.from([0, 255, 1])],
  ['a function', () => Promise.resolve('later'), Buffer.from('later')],
])('the key may be %s', async (_what, secretKey, key) => {
  await sso({ secretKey }).createUrl(JANE);
  const { signature, ...rest } = vendor.requests[0]?.fields ?? {};
  expect(signature).toBe(createHmac('sha256', key).update(stringToSign(rest)).digest('hex'));
});

test('per-request options are asked with the request and the checked user', async () => {
  const option = jest.fn((_req: Request, user: { id: string | number }) => `x${String(user.id)}@example.com`);
  const names = ['siteIdentifier', 'agentRole', 'agentEmail', 'agentName', 'orderIdentifier'] as const;
  const key = jest.fn((_req: Request, _user: unknown) => SECRET);
  const parameters = jest.fn(() => ({ deep_link: 'pay', none: undefined }));
  const req = aRequest();
  const all = Object.fromEntries(names.map((name) => [name, option]));
  await sso({ ...all, secretKey: (req, user) => key(req, user), parameters }).createUrl({ ...JANE, id: 42 }, req);
  expect(option).toHaveBeenCalledTimes(5);
  for (const mock of [option, key, parameters])
    for (const call of mock.mock.calls as unknown[][])
      expect(call).toEqual([req, expect.objectContaining({ id: '42' })]);
  const sent = 'x42@example.com';
  expect(vendor.requests[0]?.fields).toMatchObject({ agent_role: sent, order_identifier: sent, deep_link: 'pay' });
  expect(vendor.requests[0]?.fields).not.toHaveProperty('none');
});

test('explain makes no call; it shows the string to sign and the call as it would be, and no secret', async () => {
  const handler = sso({ apiUrl: `${vendor.url}/json-api/`, parameters: () => ({ extra: 1 }) });
  const explanation = await handler.explain(JANE);
  expect(vendor.requests).toEqual([]);
  await handler.createUrl(JANE);
  const { signature, ...rest } = vendor.requests[0]?.fields ?? {};
  expect(explanation.steps[0]?.detail).toBe(stringToSign(rest));
  expect(explanation.steps[1]?.detail).toMatchObject({ method: 'POST', parameters: rest, signature: '[redacted]' });
  expect(explanation.steps[1]?.detail).toHaveProperty('url', vendor.url + String(vendor.requests[0]?.path));
  const shown = inspect(explanation, { depth: null });
  for (const hidden of [SECRET, String(signature)]) expect(shown).not.toContain(hidden);
});

test.each([
  ['sandbox', 'https://api.paynearme-sandbox.com/json-api/agent_sso', 'pro.paynearme-sandbox.com'],
  ['production', 'https://api.paynearme.com/json-api/agent_sso', 'pro.paynearme.com'],
] as const)('the environment %s', async (environment, url, portal) => {
  const own = { siteIdentifier: 'S1', secretKey: SECRET, agentRole: 'agent' };
  const { steps } = await paynearmeAgentSso({ ...own, environment }).explain(JANE);
  expect(steps[1]?.detail).toMatchObject({ url });
  expect(steps[2]?.detail).toContain(portal);
});

test.each([
  ...[
    'agent_email',
    'agent_name',
    'agent_role',
    'site_identifier',
    'order_identifier',
    'version',
    'timestamp',
    'signature',
    'Agent-Role',
    'agentRole',
  ].map((name) => ({ [name]: 'x' })),
  { 'a b': 'x' },
  { a: null },
  { a: [1] },
  undefined,
  [],
  'x',
])('parameters that give %p are request_invalid, and no call goes out', async (given) => {
  const error = await errorOf(() => sso({ parameters: () => given as never }).createUrl(JANE));
  expect(error).toMatchObject({ code: 'request_invalid', status: 400, vendor: 'paynearme' });
  expect(error.message).toContain('`parameters`');
  expect(vendor.requests).toEqual([]);
});
