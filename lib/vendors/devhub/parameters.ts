// The parameters that DevHub documents, from a user and site ids.

import { kindOf } from '../../handoff/checks.js';
import type { Check } from '../../handoff/checks.js';
import { hasControls } from '../../handoff/text.js';
import { userIncomplete } from '../../handoff/user.js';
import type { CheckedUser } from '../../handoff/user.js';

/** A site id of the host's own, such as `12345`: not blank, without commas, spaces or percent escapes. */
export type SiteId = string | number;

const VENDOR = 'devhub';

/** DevHub decodes such a value twice, and then its own signature check fails. */
const PERCENT_ESCAPE = /%[0-9A-Fa-f]{2}/;

/** One site id: a comma in it would make two of it. */
export const isSiteId: Check = (value) => {
  if (Number.isSafeInteger(value)) return undefined;
  if (typeof value !== 'string') return `must be a string or a whole number, not ${kindOf(value)}`;
  if (value === '' || /[\s,]/.test(value) || hasControls(value) || PERCENT_ESCAPE.test(value)) {
    return 'must be a site id: not blank, without commas, spaces or percent escapes';
  }
  return undefined;
};

/** A list of site ids. */
export const isSiteIds: Check = (value, options) => {
  if (!Array.isArray(value)) return `must be an array of site ids, not ${kindOf(value)}`;
  const wrong = value.map((id) => isSiteId(id, options)).find((problem) => problem !== undefined);
  return wrong === undefined ? undefined : `must hold site ids; one of them ${wrong}`;
};

/** Its names for the fields of a user. */
const FROM_USER = [
  ['email', 'email'],
  ['partner_user_id', 'id'],
  ['first_name', 'firstName'],
  ['last_name', 'lastName'],
] as const;

/**
 * DevHub's parameters. What is blank is left out.
 *
 * @throws PartnerSsoError `user_incomplete` for a value that DevHub could not verify
 */
export function parametersFor(user: CheckedUser, siteIds: readonly SiteId[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, field] of FROM_USER) {
    const value = user[field];
    if (value === undefined) continue;
    if (PERCENT_ESCAPE.test(value)) {
      throw userIncomplete(
        VENDOR,
        field,
        'holds a percent escape such as `%20`, which DevHub decodes twice and then refuses',
      );
    }
    parameters[name] = value.toWellFormed();
  }
  if (siteIds.length > 0) parameters['partner_site_ids'] = siteIds.map(String).join(',');
  return parameters;
}
