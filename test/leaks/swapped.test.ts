// A key that was put in the place of an id, as happens with two long texts in a form: the vendor names it in its refusal, and we do not.
import { inspect } from 'node:util';
import { startSandbox, type Sandbox } from '../../lib/sandbox/index.js';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import { paynearmeAgentSso } from '../../lib/vendors/paynearme/index.js';
import { formsOf, searchOf } from './forms.js';

const KEY = 'c4nary-key-that-stands-where-an-id-belongs';
const JANE = { id: 'u-7', email: 'jane@example.com', emailVerified: true, fullName: 'Jane Doe' };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  "Cheetah's clientId": () => cheetahMemberState({ ...sandbox.options.cheetah, clientId: KEY }).fetchMember(JANE),
  "Cheetah's clientId, sent with each call": () =>
    cheetahMemberState({
      ...sandbox.options.cheetah,
      clientId: KEY,
      authentication: 'client_credentials',
    }).fetchMember(JANE),
  "PayNearMe's siteIdentifier": () =>
    paynearmeAgentSso({ ...sandbox.options.paynearme, siteIdentifier: KEY }).createUrl(JANE),
  "PayNearMe's oauth.clientId": () => {
    const { secretKey: _key, ...options } = sandbox.options.paynearme;
    return paynearmeAgentSso({
      ...options,
      oauth: { ...sandbox.credentials.paynearme.oauth, clientId: KEY },
    }).createUrl(JANE);
  },
};

test.each(Object.entries(calls))('%s is told by the vendor and not by us', async (_option, call) => {
  const error: unknown = await call().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'vendor_rejected',
    vendorErrors: expect.arrayContaining([expect.stringContaining('is another')]),
  });
  expect(sandbox.attempts.at(-1)?.verdict).toBe('refused');
  const told = inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error);
  expect(searchOf(told)(formsOf(KEY))).toBeUndefined();
});
