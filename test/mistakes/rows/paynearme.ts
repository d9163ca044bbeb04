// Mistakes with PayNearMe: the key, the site, the role, the order.
import { createHash } from 'node:crypto';
import { rowsOf } from '../mistake.js';
import { click, ownClient, signed } from './agent-click.js';

const REJECTED = 'The agent sees 502, and the log says `vendor_rejected`';

export const PAYNEARME = rowsOf(
  {
    id: 'api-2-key',
    section: 'PayNearMe',
    symptom: REJECTED,
    make: (bench, wrong) =>
      click(bench, wrong ? { secretKey: 'a-secret-of-api-version-2-0-and-its-md5' } : {}, { live: true }),
    says: {
      sandbox: { cause: /signature does not match: it was made with another secret key/, fix: /Compare the key/ },
      doctor: { cause: /PayNearMe refuses the call.*another secret key/, fix: /an API 3\.0 key of this very site/ },
    },
  },
  {
    id: 'api-2-client',
    section: 'PayNearMe',
    symptom: REJECTED,
    make: (bench, wrong) =>
      ownClient(bench, (parameters) => {
        if (!wrong) return signed(bench, parameters);
        const old: Record<string, string> = { ...parameters, version: '2.0' };
        const text = Object.keys(old)
          .sort()
          .map((name) => name + String(old[name]))
          .join('');
        const md5 = createHash('md5')
          .update(text + bench.sandbox.options.paynearme.secretKey)
          .digest('hex');
        return new URLSearchParams({ ...old, signature: md5 }).toString();
      }),
    says: {
      sandbox: {
        cause: /`version` is "2\.0", but agent_sso takes keys of API version 3\.0/,
        fix: /key pair of API version 3\.0/,
      },
      explain: { cause: /`version` is "2\.0"|MD5 signature of version 2\.0/, fix: /key pair of API version 3\.0/ },
    },
  },
  {
    id: 'wrong-site',
    section: 'PayNearMe',
    symptom: REJECTED,
    make: (bench, wrong) => click(bench, wrong ? { siteIdentifier: 'S4711000815' } : {}, { live: true }),
    says: {
      sandbox: { cause: /`site_identifier` is another: "S4711000815"/, fix: /site and key of the same site/ },
      doctor: { cause: /PayNearMe refuses the call.*`site_identifier` is another/, fix: /`paynearme\.siteIdentifier`/ },
    },
  },
  {
    id: 'unknown-role',
    section: 'PayNearMe',
    symptom: REJECTED,
    make: (bench, wrong) => click(bench, { agentRole: wrong ? 'Agent' : 'agent' }, { live: true }),
    says: {
      sandbox: {
        cause: /`agent_role` is "Agent", which was not set up for this site; there are: agent, supervisor/,
        fix: /Give `agentRole` one of the roles of the site, letter by letter/,
      },
      doctor: { cause: /`agent_role` is "Agent", which was not set up/, fix: /`paynearme\.agentRole`/ },
    },
  },
  {
    id: 'foreign-order',
    section: 'PayNearMe',
    symptom: REJECTED,
    make: (bench, wrong) => click(bench, { orderIdentifier: wrong ? '99999999' : '11223344' }),
    says: {
      sandbox: { cause: /`order_identifier` "99999999" is no order of this site/, fix: /an order of this very site/ },
    },
  },
  {
    id: 'portal-login',
    section: 'PayNearMe',
    symptom: 'It works for me and not for tracey',
    make: (bench, wrong) => click(bench, { agentEmail: wrong ? 'tracey@example.com' : 'tracey+sso@example.com' }),
    says: {
      sandbox: { cause: /must be unique to SSO, but tracey@example\.com is an ordinary portal login/, fix: /plus tag/ },
    },
  },
  {
    id: 'order-twice',
    section: 'PayNearMe',
    symptom: 'The agent sees 400, for some links only',
    make: (bench, wrong) =>
      click(
        bench,
        { orderIdentifier: (req) => (req as { query: Record<string, string> }).query['order'] },
        { query: wrong ? '?order=11223344&order=11223344' : '?order=11223344' },
      ),
    says: {
      error: { cause: /`orderIdentifier` .*array/, fix: /must be a string/ },
    },
  },
  {
    id: 'no-role-for-user',
    section: 'PayNearMe',
    symptom: 'The agent sees 400, for some links only',
    make: (bench, wrong) => {
      const roles: Record<string, string> = wrong ? {} : { '42': 'agent' };
      return click(bench, { agentRole: (_req, { id }) => roles[id] as string });
    },
    says: {
      error: { cause: /`agentRole` .*undefined/, fix: /must be a string|no value/ },
    },
  },
);
