// The parameters of a call: the agent, the role, the site, the order, and the host's own.

import type { Request } from 'express';
import { isEmailAddress, isText } from '../../handoff/checks.js';
import { extraFieldsFor, orAbsent, valueFor } from '../../handoff/per-request.js';
import { fullNameOf, userIncomplete } from '../../handoff/user.js';
import type { CheckedUser } from '../../handoff/user.js';
import { RESERVED_PARAMETERS } from './api.js';
import type { PaynearmeAgentSsoOptions } from './options.js';

const VENDOR = 'paynearme';

/** The parameters for a user, without those that every call has. */
export async function parametersFor(
  options: PaynearmeAgentSsoOptions,
  user: CheckedUser,
  req: Request | undefined,
): Promise<Record<string, string>> {
  const asking = { vendor: VENDOR, req, user };
  const agent: Record<string, string> = {
    agent_email:
      options.agentEmail === undefined
        ? (user.email as string)
        : await valueFor('agentEmail', options.agentEmail, isEmailAddress, asking),
    agent_name:
      options.agentName === undefined ? nameOf(user) : await valueFor('agentName', options.agentName, isText, asking),
    agent_role: await valueFor('agentRole', options.agentRole, isText, asking),
    site_identifier: await valueFor('siteIdentifier', options.siteIdentifier, isText, asking),
  };
  const order = await valueFor('orderIdentifier', options.orderIdentifier, orAbsent(isText), asking);
  if (order !== undefined) agent['order_identifier'] = order;
  // None of them has a name of these.
  return Object.assign(agent, await extraFieldsFor('parameters', options.parameters, RESERVED_PARAMETERS, asking));
}

/** The names of those parameters that the options fix to one value for everybody. */
export function fixedParameters(options: PaynearmeAgentSsoOptions): ReadonlySet<string> {
  const given = {
    agent_email: options.agentEmail,
    agent_name: options.agentName,
    agent_role: options.agentRole,
    site_identifier: options.siteIdentifier,
    order_identifier: options.orderIdentifier,
  };
  return new Set(Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [name] : [])));
}

function nameOf(user: CheckedUser): string {
  const name = fullNameOf(user)?.trim().toWellFormed();
  if (name === undefined) throw userIncomplete(VENDOR, 'fullName', 'is missing (it becomes `agent_name`)');
  return name;
}
