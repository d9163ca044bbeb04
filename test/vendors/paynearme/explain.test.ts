/** What `explain()` shows of PayNearMe: the string to sign, the call and where it leads, with nothing missing and nothing secret. */

import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { JANE } from '../../support/vendor-host.js';

const steps = async (options: Partial<PaynearmeAgentSsoOptions>): Promise<readonly unknown[]> => {
  const handler = paynearmeAgentSso({
    siteIdentifier: 'S2155373459',
    agentRole: 'agent',
    apiUrl: 'https://api.example.com/json-api/',
    portalHosts: ['one.example.com', 'two.example.com'],
    now: () => 1_700_000_000_999,
    ...options,
  });
  return (await handler.explain(JANE)).steps;
};

const PARAMETERS = {
  agent_email: 'jane@example.com',
  agent_name: 'Jane Doe',
  agent_role: 'agent',
  site_identifier: 'S2155373459',
  version: '3.0',
  timestamp: '1700000000',
};
const CALL = { method: 'POST', url: 'https://api.example.com/json-api/agent_sso', parameters: PARAMETERS };
const REDIRECT = { title: 'Redirect', detail: expect.stringContaining('one.example.com, two.example.com') as string };

test('a signed call: the string to sign, the call with a signature, the redirect', async () => {
  expect(await steps({ secretKey: 'never-shown-0123456789-0123456789' })).toEqual([
    {
      title: 'String to sign',
      detail:
        'agent_emailjane@example.comagent_nameJane Doeagent_roleagentsite_identifierS2155373459timestamp1700000000version3.0',
    },
    { title: 'Call', detail: { ...CALL, signature: '[redacted]' } },
    REDIRECT,
  ]);
});

test('a call with a token: the call with its header, the redirect, and nothing to sign', async () => {
  const oauth = { tokenUrl: 'https://api.example.com/token', clientId: 'id', clientSecret: 'never-shown' };
  expect(await steps({ oauth })).toEqual([
    { title: 'Call', detail: { ...CALL, authorization: 'Bearer [redacted]' } },
    REDIRECT,
  ]);
});
