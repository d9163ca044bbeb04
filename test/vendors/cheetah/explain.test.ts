/** What `explain()` shows of Cheetah: each call as it would be sent, and the page's variable, with nothing missing and nothing secret. */

import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import type { CheetahMemberStateOptions } from '../../../lib/vendors/cheetah/index.js';
import { JANE } from '../../support/vendor-host.js';

const steps = async (options: Partial<CheetahMemberStateOptions> = {}): Promise<readonly unknown[]> => {
  const own = { baseUrl: 'https://loyalty.example.com/base/', clientId: 'client-id', clientSecret: 'never-shown' };
  return (await cheetahMemberState({ ...own, ...options }).explain(JANE)).steps;
};

const MEMBER = { integration_id: '42', first_name: 'Jane', last_name: 'Doe', email: 'jane@example.com' };
const CREDENTIALS = { client_id: 'client-id', client_secret: '[redacted]' };
const VARIABLE = {
  title: 'Page variable stellar_member_state',
  detail: {
    access_token: '[redacted]',
    refresh_token: '[redacted]',
    sso_error: '',
    short_name: 'Jane',
    full_name: 'Jane Doe',
  },
};

test('with an integration token: the token call, the sign-in with that token, the variable', async () => {
  expect(await steps({ fields: () => ({ match_by: 'email' }) })).toEqual([
    {
      title: expect.stringContaining('token') as string,
      detail: {
        method: 'POST',
        url: 'https://loyalty.example.com/base/oauth/token',
        fields: { grant_type: 'client_credentials', ...CREDENTIALS },
      },
    },
    {
      title: 'Sign-in of the member',
      detail: {
        method: 'POST',
        url: 'https://loyalty.example.com/base/program/api/sso',
        fields: { ...MEMBER, match_by: 'email', access_token: '[redacted]' },
      },
    },
    VARIABLE,
  ]);
});

test('with the client credentials: the sign-in with these, the variable, and no token', async () => {
  expect(await steps({ authentication: 'client_credentials', ssoPath: '/sso' })).toEqual([
    {
      title: 'Sign-in of the member',
      detail: { method: 'POST', url: 'https://loyalty.example.com/base/sso', fields: { ...MEMBER, ...CREDENTIALS } },
    },
    VARIABLE,
  ]);
});
