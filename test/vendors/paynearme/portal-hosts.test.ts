/** What `portalHosts` may be: names and addresses of hosts, each with a port or without, and nothing that could be read as more. */

import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import { problemsOf } from '../../support/vendor-host.js';

const OWN = {
  siteIdentifier: 'S1',
  secretKey: 'a-key-that-is-long-enough-0123456789',
  agentRole: 'agent',
  apiUrl: 'https://api.example.com/json-api',
};
const make = (portalHosts: unknown) => () => paynearmeAgentSso({ ...OWN, portalHosts } as never);

test.each([
  'localhost',
  'portal.example.com',
  'Portal-2.Example.COM',
  'a.example:1',
  'a.example:65535',
  '127.0.0.1:5000',
  '[::1]',
  '[2001:db8::ab]:8443',
])('%s is taken', (host) => {
  expect(make([host])).not.toThrow();
  expect(make(['a.example', host])).not.toThrow();
});

test.each<unknown>([
  '',
  ' a.example',
  'a.example ',
  'a.example\n',
  'a b.example',
  '.a.example',
  'a.example.',
  'a..example',
  'a_b.example',
  '*.example',
  'ä.example',
  'https://a.example',
  '//a.example',
  'a.example/path',
  'a.example?x',
  'a.example#x',
  'user@a.example',
  'a.example:',
  'a.example:x',
  'a.example:70000',
  'a.example:123456',
  'a.example:80:80',
  '::1',
  '[::1',
  '::1]',
  '[::1]x',
  'x[::1]',
  '[]',
  '[::g]',
  '[a.example]',
  '256.256.256.256',
  7,
  null,
  undefined,
  ['a.example'],
])('%p is not, also beside one that is', async (host) => {
  expect(await problemsOf(make([host]))).toEqual(['portalHosts']);
  expect(await problemsOf(make(['a.example', host]))).toEqual(['portalHosts']);
});

test.each<unknown>([[], {}, 'a.example', 7, null, new Set(['a.example'])])('%p is no list of hosts', async (hosts) => {
  expect(await problemsOf(make(hosts))).toEqual(['portalHosts']);
});
