/** The front door and the subpaths: exactly the documented names, and no default export. */

import * as index from '../lib/index.js';
import * as chargebackstop from '../lib/vendors/chargebackstop/index.js';
import * as cheetah from '../lib/vendors/cheetah/index.js';
import * as devhub from '../lib/vendors/devhub/index.js';
import * as paynearme from '../lib/vendors/paynearme/index.js';

test('the front door', () => {
  expect(Object.keys(index).sort()).toEqual([
    'HANDOFF_CHANNEL',
    'PartnerSsoError',
    'chargebackstopSso',
    'cheetahMemberState',
    'devhubSso',
    'partnerSso',
    'paynearmeAgentSso',
    'resolveHostUser',
  ]);
  expect(index.HANDOFF_CHANNEL).toBe('express-partner-sso:handoff');
});

test.each<[string, object, string]>([
  ['chargebackstop', chargebackstop, 'chargebackstopSso'],
  ['devhub', devhub, 'devhubSso'],
  ['cheetah', cheetah, 'cheetahMemberState'],
  ['paynearme', paynearme, 'paynearmeAgentSso'],
])('the subpath %s has its factory, the same as the front door', (_name, module, factory) => {
  expect(Object.keys(module)).toEqual([factory]);
  expect(Object.values(module)).toEqual([(index as unknown as Record<string, unknown>)[factory]]);
});

const KEYS = { clientId: 'a', clientSecret: 'b', consumerKey: 'a', consumerSecret: 'b' };

test('each factory gives a handler of three arguments that has a name and its pure parts', () => {
  const { clientId, clientSecret, consumerKey, consumerSecret } = KEYS;
  const handlers = [
    index.chargebackstopSso({ partnerId: 'a', ssoKey: 'b' }),
    index.devhubSso({ baseWidgetUri: 'https://a.example/w.js', consumerKey, consumerSecret }),
    index.cheetahMemberState({ baseUrl: 'https://a.example', clientId, clientSecret }),
    index.paynearmeAgentSso({ siteIdentifier: 'a', secretKey: 'b', environment: 'sandbox', agentRole: 'c' }),
  ];
  expect(handlers.map((handler) => [handler.name, handler.length, ...Object.keys(handler).sort()])).toEqual([
    ['chargebackstopSsoMiddleware', 3, 'createUrl', 'explain'],
    ['devhubSsoMiddleware', 3, 'createWidgetUri', 'explain', 'locals'],
    ['cheetahMemberStateMiddleware', 3, 'clear', 'explain', 'fetchMember', 'json', 'status'],
    ['paynearmeAgentSsoMiddleware', 3, 'createUrl', 'explain'],
  ]);
});
