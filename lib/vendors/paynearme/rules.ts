// How the options of `paynearmeAgentSso()` are checked.

import * as check from '../../handoff/checks.js';
import { COMMON_RULES } from '../../handoff/common.js';
import type { ConfigProblem } from '../../handoff/errors.js';
import { optional, problemsOf, required } from '../../handoff/options.js';
import type { Rules } from '../../handoff/options.js';
import type { PaynearmeAgentSsoOptions, PaynearmeOAuth } from './options.js';

const isOAuth: check.Check = (value) =>
  typeof value === 'object' && value !== null
    ? undefined
    : 'must be an object with tokenUrl, clientId and clientSecret';

const OAUTH_RULES: Rules<PaynearmeOAuth> = {
  tokenUrl: required(check.isPartnerUrl, 'PayNearMe gives it to you.'),
  clientId: required(check.isId, 'PayNearMe gives it to you.'),
  clientSecret: required(check.isSecret, 'PayNearMe gives it to you.'),
  scope: optional(check.isText),
};

const isHosts: check.Check = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (host) =>
      typeof host === 'string' &&
      /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host) &&
      URL.canParse(`https://${host}`),
  )
    ? undefined
    : "must be an array of host names, without scheme or path, as ['pro.paynearme.com']";

/** What is asked of each option. */
export const RULES: Rules<PaynearmeAgentSsoOptions> = {
  ...COMMON_RULES,
  siteIdentifier: required(check.perRequest(check.isId), 'It is the id of your site, like `S2155373459`.'),
  secretKey: optional(check.isSecret),
  oauth: optional(isOAuth),
  environment: optional(check.isOneOf('sandbox', 'production')),
  apiUrl: optional(check.isPartnerUrl),
  portalHosts: optional(isHosts),
  agentRole: required(check.perRequest(check.isText), 'It names a role that was set up for your site, like `agent`.'),
  agentEmail: optional(check.perRequest(check.isEmailAddress)),
  agentName: optional(check.perRequest(check.isText)),
  orderIdentifier: optional(check.perRequest(check.isText)),
  parameters: optional(check.isFunction),
  tokenStore: optional(check.isTokenStore),
};

/** What is wrong between options, and within `oauth`. */
export function contradictions(options: Partial<PaynearmeAgentSsoOptions>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const { secretKey, oauth, environment, apiUrl, portalHosts } = options;
  if (secretKey === undefined && oauth === undefined) {
    problems.push({ option: 'secretKey', message: 'is missing. Give the secret key of your API 3.0 key, or `oauth`.' });
  }
  if (secretKey !== undefined && oauth !== undefined) {
    problems.push({
      option: 'oauth',
      message: 'stands beside `secretKey`. Give one: a call is either signed or has a token.',
    });
  }
  if (typeof oauth === 'object' && (oauth as PaynearmeOAuth | null) !== null) {
    const wrong = problemsOf(oauth, OAUTH_RULES, { context: options });
    problems.push(...wrong.map(({ option, message }) => ({ option: `oauth.${option}`, message })));
  }
  const own = apiUrl !== undefined || portalHosts !== undefined;
  if (environment !== undefined && own) {
    problems.push({
      option: 'environment',
      message: 'stands beside `apiUrl` or `portalHosts`. Give one or the other.',
    });
  }
  if (environment === undefined && !own) {
    problems.push({
      option: 'environment',
      message: "is missing. Give 'sandbox' or 'production', or `apiUrl` with `portalHosts`.",
    });
  }
  if (own && apiUrl === undefined) problems.push({ option: 'apiUrl', message: 'is missing beside `portalHosts`.' });
  if (own && portalHosts === undefined) {
    problems.push({
      option: 'portalHosts',
      message: 'is missing beside `apiUrl`. Give the hosts that `sso_url` may have.',
    });
  }
  return problems;
}
