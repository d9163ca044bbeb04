// What Cheetah's sign-in would send, step by step.

import { MASK } from '../../handoff/explain.js';
import type { ExplainStep } from '../../handoff/explain.js';
import { trimSlashes } from '../../handoff/url.js';
import type { CheckedUser } from '../../handoff/user.js';
import { memberFields } from './api.js';
import type { CheetahApiOptions } from './api.js';
import { memberState } from './member-state.js';

/** The calls and the page variable for a user, with every secret masked. */
export function explainSteps(
  api: CheetahApiOptions,
  user: CheckedUser,
  extra: Readonly<Record<string, string>>,
): readonly ExplainStep[] {
  const base = trimSlashes(api.baseUrl);
  const credentials = { client_id: api.clientId, client_secret: MASK };
  const byToken = api.authentication === 'access_token';
  const fields = { ...extra, ...memberFields(user), ...(byToken ? { access_token: MASK } : credentials) };
  const tokenCall: ExplainStep = {
    title: 'Integration token (kept until shortly before it ends)',
    detail: { method: 'POST', url: base + api.tokenPath, fields: { grant_type: 'client_credentials', ...credentials } },
  };
  return [
    ...(byToken ? [tokenCall] : []),
    { title: 'Sign-in of the member', detail: { method: 'POST', url: base + api.ssoPath, fields } },
    {
      title: 'Page variable stellar_member_state',
      detail: { ...memberState(user, { access_token: MASK, refresh_token: MASK }) },
    },
  ];
}
