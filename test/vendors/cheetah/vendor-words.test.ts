/** What Cheetah says of an error: its words reach the developer, whatever they are called, and nothing that the call held comes with them. */

import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import type { CheetahMemberStateOptions } from '../../../lib/vendors/cheetah/index.js';
import { SSO_PATH, TOKEN_PATH, memberReply, wellBehaved } from '../../support/cheetah-host.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import type { FakeVendor } from '../../support/fake-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, errorOf } from '../../support/vendor-host.js';

/** Each so short that it does not look like a key by itself. */
const KEYS = { clientId: 'client-7', clientSecret: 'swordfish' };
const TOKEN = 'integration-1';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = tidy(await startFakeVendor(wellBehaved));
});
const sso = (options: Partial<CheetahMemberStateOptions> = {}): ReturnType<typeof cheetahMemberState> =>
  cheetahMemberState({ baseUrl: vendor.url, ...KEYS, ...options });

/** Cheetah refuses every call to this path with these words. */
function refusing(path: string, body: object): void {
  vendor.answering = (request, count) => (request.path === path ? { status: 422, body } : wellBehaved(request, count));
}

/** What a developer reads of it. */
const wordsOf = async (options?: Partial<CheetahMemberStateOptions>): Promise<readonly string[]> => {
  const error = await errorOf(() => sso(options).fetchMember(JANE));
  expect(error).toMatchObject({ code: 'vendor_rejected', vendor: 'cheetah' });
  return error.vendorErrors;
};

test.each([SSO_PATH, TOKEN_PATH])(
  'the words of an answer of %s are told, in both forms that Cheetah has',
  async (path) => {
    refusing(path, { error: 'invalid_client', error_description: 'No such app.' });
    expect(await wordsOf()).toEqual(['invalid_client', 'No such app.']);
    refusing(path, { name: 'invalid_record', message: 'First name is too long.' });
    expect(await wordsOf()).toEqual(['invalid_record', 'First name is too long.']);
  },
);

test.each<[string, CheetahMemberStateOptions['authentication'], string, string]>([
  ['the token call', 'access_token', TOKEN_PATH, KEYS.clientSecret],
  ['a sign-in by token', 'access_token', SSO_PATH, TOKEN],
  ['a sign-in by credentials', 'client_credentials', SSO_PATH, KEYS.clientSecret],
])('what %s held is taken out of them, short as it is', async (_which, authentication, path, secret) => {
  refusing(path, { error: 'refused', message: `${KEYS.clientId} with ${secret} is wrong` });
  expect(await wordsOf({ authentication })).toEqual(['refused', '[redacted] with [redacted] is wrong']);
});

test("so is the user's e-mail, also where it looks like nothing of the kind", async () => {
  const email = 'jane@a.example';
  const message = `${Buffer.from(email).toString('base64url')} is taken`;
  refusing(SSO_PATH, { error: 'refused', message });
  const { vendorErrors } = await errorOf(() => sso().fetchMember({ ...JANE, email }));
  expect(vendorErrors).toEqual(['refused', '[redacted] is taken']);
  expect((await errorOf(() => sso().fetchMember(JANE))).vendorErrors).toEqual(['refused', message]);
});

test('an answer of success is a member whatever else stands in it: no token is fetched anew for it', async () => {
  vendor.answering = ({ path, fields }, count) => {
    if (path === TOKEN_PATH) return wellBehaved({ path, fields } as never, count);
    const { body } = memberReply('42', count) as { body: object };
    return { body: { ...body, error: 'expired_token' } };
  };
  expect(await sso().fetchMember(JANE)).toMatchObject({ access_token: 'member-42-1' });
  expect(vendor.count(TOKEN_PATH)).toBe(1);
});

test.each<[string, Partial<CheetahMemberStateOptions>]>([
  ['clientSecret', { clientSecret: () => new Promise(() => undefined) }],
  ['fields', { fields: () => new Promise(() => undefined) }],
])('where Cheetah is not to blame since `%s` never returns, the error names it', async (option, options) => {
  const error = await errorOf(() => sso({ ...options, timeoutMs: 50 }).fetchMember(JANE));
  expect(error).toMatchObject({ name: 'TimeoutError', message: expect.stringContaining(`\`${option}\``) as string });
});
