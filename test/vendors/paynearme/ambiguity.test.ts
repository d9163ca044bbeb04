/** One signature, one call: what could be read as another call is refused, and nobody is by chance. */

import { startSandbox } from '../../../lib/sandbox/index.js';
import { ambiguousParameter } from '../../../lib/vendors/paynearme/ambiguity.js';
import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { stringToSign } from '../../../lib/vendors/paynearme/signature.js';
import { startFakeVendor } from '../../support/fake-vendor.js';
import { answers, bearer, signed } from '../../support/paynearme-vendor.js';
import { tidy } from '../../support/tidy.js';
import { JANE, errorOf } from '../../support/vendor-host.js';

type Parameters = Readonly<Record<string, string>>;

const CALL = {
  agent_email: 'jane@example.com',
  agent_name: 'Jane Doe',
  agent_role: 'agent',
  site_identifier: 'S2155373459',
  timestamp: '1700000000',
  version: '3.0',
} as const;
const NONE: ReadonlySet<string> = new Set();
const ROLE: ReadonlySet<string> = new Set(['agent_role']);

describe('calls with the same string', () => {
  test.each<[string, Parameters, Parameters, string]>([
    [
      'a name that ends in a role of its own',
      { agent_name: 'Janeagent_rolex' },
      { agent_name: 'Jane', agent_role: 'xagent_roleagent' },
      'agent_name',
    ],
    [
      'a name with a supervisor and an order in it',
      { agent_name: 'Janeagent_rolesupervisororder_identifier8' },
      { agent_name: 'Jane', agent_role: 'supervisor', order_identifier: '8agent_roleagent' },
      'agent_name',
    ],
    [
      'a role that holds an order',
      { agent_role: 'agentorder_identifier8' },
      { agent_role: 'agent', order_identifier: '8' },
      'agent_role',
    ],
    [
      'an order that holds a site',
      { order_identifier: '8site_identifierS1' },
      { order_identifier: '8', site_identifier: 'S1site_identifierS2155373459' },
      'order_identifier',
    ],
    [
      'an e-mail that holds a name',
      { agent_email: 'j@example.comagent_nameSam' },
      { agent_email: 'j@example.com', agent_name: 'Samagent_nameJane Doe' },
      'agent_email',
    ],
    [
      "an extra parameter that holds another's name",
      { deep_link: 'paynotex', note: 'y' },
      { deep_link: 'pay', note: 'xnotey' },
      'deep_link',
    ],
    [
      'an extra parameter that holds its own name',
      { deep_link: 'pay', note: 'a note' },
      { deep_link: 'paynotea ', note: '' },
      'note',
    ],
  ])('%s', (_what, one, other, name) => {
    const [first, second] = [
      { ...CALL, ...one },
      { ...CALL, ...other },
    ];
    expect(stringToSign(first)).toBe(stringToSign(second));
    expect(first).not.toEqual(second);
    expect(ambiguousParameter(first, NONE)).toBe(name);
  });

  test('of one with an order and one without, the one with the order is the call', () => {
    expect(ambiguousParameter({ ...CALL, order_identifier: '8' }, NONE)).toBeUndefined();
    expect(ambiguousParameter({ ...CALL, agent_role: 'agentorder_identifier8' }, NONE)).toBe('agent_role');
  });

  test('what the configuration fixes is no help where a name of the protocol is in doubt: the vendor does not know it', () => {
    const call = { ...CALL, agent_name: 'Janeagent_rolesupervisororder_identifier8' };
    expect(ambiguousParameter(call, new Set(['agent_role', 'site_identifier']))).toBe('agent_name');
    const withOrder = { ...CALL, agent_name: 'Janeagent_rolex', order_identifier: '8' };
    expect(ambiguousParameter(withOrder, ROLE)).toBe('agent_name');
    expect(ambiguousParameter({ ...CALL, agent_role: 'agentorder_identifier8' }, ROLE)).toBe('agent_role');
  });
});

describe('nobody is refused by chance', () => {
  test.each<[string, Parameters]>([
    ['an e-mail with a word in it', { agent_email: 'conversion@example.com' }],
    ['an e-mail with words in it', { agent_email: 'timestamp.version3.0@timestamp1.example' }],
    ['a name with a word in it', { agent_name: 'Timestamp Jones' }],
    ['a name with small words in it', { agent_name: 'timestamp5version3.0' }],
    ['a name that begins as a parameter does', { agent_name: 'agent_' }],
    ['a name with a parameter between spaces', { agent_name: 'site_identifier' }],
    ['a name with the name of the parameter before it', { agent_name: 'agent_email' }],
    ['a role with the name of a parameter that stands before it', { agent_role: 'agent_name' }],
    ['a role that is a version', { agent_role: 'version3.0' }],
    ['an order with a time', { order_identifier: 'timestamp1700000000' }],
    ['an order like a version', { order_identifier: 'conversion3.0version3.0' }],
    ['a site with a word in it', { site_identifier: 'Stimestamp' }],
    ['a site with a time and a version', { site_identifier: 'Stimestamp5version3.0' }],
    ['extra parameters', { deep_link: 'payment', note: 'a remark', zip: '94105', Amount: '5' }],
    ['an extra parameter that is empty', { note: '' }],
    ['extra parameters with names that every object has', { constructor: 'x', toString: 'y' }],
  ])('%s', (_what, values) => {
    expect(ambiguousParameter({ ...CALL, ...values }, NONE)).toBeUndefined();
  });

  test('a role that holds the name of an extra parameter is in doubt where it could be shorter, and not where it is fixed', () => {
    const call = { ...CALL, agent_role: 'candidate_clerk', date: 'today' };
    expect(ambiguousParameter(call, NONE)).toBe('agent_role');
    expect(ambiguousParameter(call, ROLE)).toBeUndefined();
  });

  test('white space that no value ends in makes no other reading', () => {
    for (const agent_name of ['Jane agent_role Doe', 'Jane agent_rolex', 'Janeagent_role x']) {
      expect(ambiguousParameter({ ...CALL, agent_name }, NONE)).toBeUndefined();
    }
  });
});

test('text that could be read in a great many ways is judged in one walk along it', () => {
  const many = 'xagent_role'.repeat(2_000);
  const notes = Object.fromEntries('bcdef'.split('').map((name) => [name, 'bcdef'.repeat(400)]));
  expect(ambiguousParameter({ ...CALL, agent_name: many, ...notes }, NONE)).toBe('agent_name');
  expect(ambiguousParameter({ ...CALL, agent_name: 'version3.0timestamp1'.repeat(1_000) }, NONE)).toBeUndefined();
});

describe('the factory', () => {
  const evil = 'Janeagent_rolesupervisororder_identifier8';

  test('refuses such a call with request_invalid, names the parameter and not the value, and calls nobody', async () => {
    const vendor = tidy(await startFakeVendor(answers()));
    const secretKey = jest.fn(() => 'key');
    const handler = paynearmeAgentSso({ ...signed(vendor), secretKey });
    for (const act of [handler.createUrl, handler.explain]) {
      const error = await errorOf(() => act({ ...JANE, fullName: evil }));
      expect(error).toMatchObject({ code: 'request_invalid', status: 400, vendor: 'paynearme' });
      expect(error.message).toContain('`agent_name`');
      expect(error.message).not.toContain('supervisor');
    }
    expect(vendor.requests).toEqual([]);
    expect(secretKey).not.toHaveBeenCalled();
  });

  test('takes a role of the configuration as it is, beside an extra parameter whose name it holds', async () => {
    const vendor = tidy(await startFakeVendor(answers()));
    const parameters = (): Record<string, string> => ({ date: 'today' });
    const url = (agentRole: PaynearmeAgentSsoOptions['agentRole']): Promise<string> =>
      paynearmeAgentSso({ ...signed(vendor), agentRole, parameters }).createUrl(JANE);
    await expect(url('candidate_clerk')).resolves.toContain('https://');
    await expect(url(() => 'candidate_clerk')).rejects.toMatchObject({ code: 'request_invalid' });
  });

  test('lets it through where a token takes the place of the signature', async () => {
    const vendor = tidy(await startFakeVendor(answers()));
    const handler = paynearmeAgentSso(bearer(vendor));
    await handler.createUrl({ ...JANE, fullName: evil });
    expect(vendor.requests.at(-1)?.fields).toMatchObject({ agent_name: evil });
    const { steps } = await handler.explain({ ...JANE, fullName: evil });
    expect(steps[0]?.detail).toMatchObject({ parameters: { agent_name: evil } });
  });

  test('lets odd agents in, and the sandbox takes their signatures', async () => {
    const sandbox = tidy(await startSandbox());
    const handler = paynearmeAgentSso(sandbox.options.paynearme);
    await handler.createUrl({ id: 1, email: 'conversion@example.com', fullName: 'Timestamp Jones' });
    await handler.createUrl({ id: 2, email: 'timestamp1@example.com', fullName: 'version3.0' });
    expect(sandbox.attempts.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted']);
  });
});
