// How the options of `cheetahMemberState()` are checked.

import * as check from '../../handoff/checks.js';
import { COMMON_RULES } from '../../handoff/common.js';
import { optional, required } from '../../handoff/options.js';
import type { Rules } from '../../handoff/options.js';
import type { CheetahMemberStateOptions } from './options.js';

/** What sessions hold of their own: the cookie, their methods, and what every object has. */
const TAKEN_KEYS = [
  'cookie',
  'id',
  'req',
  'regenerate',
  'destroy',
  'reload',
  'save',
  'touch',
  'resetMaxAge',
  'passport',
  'isNew',
  'isChanged',
  'isPopulated',
  '__proto__',
];

const isSessionKey: check.Check = (value, options) =>
  check.isText(value, options) ??
  (TAKEN_KEYS.includes(value as string) || (value as string) in {} ? 'is taken by the session itself' : undefined);

/** What is asked of each option. */
export const RULES: Rules<CheetahMemberStateOptions> = {
  ...COMMON_RULES,
  baseUrl: required(check.isPartnerUrl, "It is your loyalty program's own host, as https://loyalty.example.com."),
  clientId: required(check.isId, 'It is the client id of the OAuth app named "integration".'),
  clientSecret: required(check.isSecret, 'It is the client secret of the OAuth app named "integration".'),
  authentication: optional(check.isOneOf('access_token', 'client_credentials')),
  ssoPath: optional(check.isPath),
  tokenPath: optional(check.isPath),
  fields: optional(check.isFunction),
  memberTtl: optional(check.isNumber(1, 30 * 24 * 3600, 'seconds')),
  sessionKey: optional(isSessionKey),
  tokenStore: optional(check.isTokenStore),
};
