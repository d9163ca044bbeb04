/** A PayNearMe that answers as a test wants, and the options to reach it. */

import type { PaynearmeAgentSsoOptions } from '../../lib/vendors/paynearme/index.js';
import type { Answering, FakeVendor, Reply } from './fake-vendor.js';

export const SSO = '/json-api/agent_sso';
export const TOKEN = '/oauth/token';
export const SECRET = 'secret-key-that-nobody-may-ever-see';
export const CLIENT = { clientId: 'client id', clientSecret: 'client:secret+that/nobody may see' } as const;

/** The URL that the vendor returns. */
export const SSO_URL = 'https://portal.example.com/sso?token=abc';

export const okReply = (ssoUrl: unknown = SSO_URL): Reply => ({
  body: { status: 'ok', token: 'abc', token_expires: '2026-01-01T00:00:00Z', sso_url: ssoUrl },
});
export const tokenReply = (count: number): Reply => ({
  body: { access_token: `bearer-${String(count)}`, token_type: 'Bearer', expires_in: 3600 },
});

/** A PayNearMe that behaves, but for what `reply` says of the call itself. */
export const answers =
  (reply: Reply = okReply()): Answering =>
  ({ path }, count) =>
    path === TOKEN ? tokenReply(count) : reply;

/** Options for the signed way. */
export const signed = (vendor: FakeVendor): PaynearmeAgentSsoOptions => ({
  siteIdentifier: 'S2155373459',
  secretKey: SECRET,
  apiUrl: `${vendor.url}/json-api`,
  portalHosts: ['portal.example.com'],
  agentRole: 'agent',
});

/** Options for the OAuth way. */
export const bearer = (vendor: FakeVendor): PaynearmeAgentSsoOptions => ({
  ...signed(vendor),
  secretKey: undefined,
  oauth: { tokenUrl: vendor.url + TOKEN, ...CLIENT },
});
