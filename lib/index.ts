// The front door: re-exports only.

export { PartnerSsoError } from './handoff/errors.js';
export type { ConfigProblem, Outcome, PartnerSsoErrorCode, PartnerSsoErrorDetails } from './handoff/errors.js';
export { HANDOFF_CHANNEL } from './handoff/events.js';
export type { HandoffEvent } from './handoff/events.js';
export type { SafeHtml } from './handoff/html.js';
export { resolveHostUser } from './handoff/host-user.js';
export type { ResolveUser } from './handoff/host-user.js';
export type { CheckedUser, PartnerUser } from './handoff/user.js';
export type { CommonOptions, UndiciDispatcher } from './handoff/common.js';
export type { ExplainStep, Explanation } from './handoff/explain.js';
export type { Allow } from './handoff/guard.js';
export type { ExtraFields, PerRequest } from './handoff/per-request.js';
export type { SecretOption, SharedSecretOption } from './handoff/secret.js';
export type { SecretValue } from './handoff/secret-value.js';

export { chargebackstopSso } from './vendors/chargebackstop/index.js';
export type { ChargebackstopSso, ChargebackstopSsoOptions } from './vendors/chargebackstop/index.js';
export { devhubSso } from './vendors/devhub/index.js';
export type { DevhubSso, DevhubSsoOptions, SiteId } from './vendors/devhub/index.js';
export { cheetahMemberState } from './vendors/cheetah/index.js';
export type {
  CheetahMember,
  CheetahMemberState,
  CheetahMemberStateOptions,
  CheetahStatus,
  StellarMemberState,
  TokenStore,
} from './vendors/cheetah/index.js';
export { paynearmeAgentSso } from './vendors/paynearme/index.js';
export type { PaynearmeAgentSso, PaynearmeAgentSsoOptions, PaynearmeOAuth } from './vendors/paynearme/index.js';

export { partnerSso } from './router.js';
export type { PartnerHandlers, PartnerSsoOptions, PartnerSsoRouter } from './router.js';
