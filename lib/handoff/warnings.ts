// Process warnings, at most one of a kind for each factory call.

import { withLink } from './docs-link.js';

const given = new WeakMap<object, Set<string>>();

/**
 * Emits a `PartnerSsoWarning` unless `owner` gave it before.
 *
 * @param owner - any object that lives as long as the factory's handler; keeps the memory of what was said
 * @param code - stable word for the warning; told as `PARTNER_SSO_<CODE>`
 * @param message - what to do about it; must hold no secret
 * @param heading - where `docs/errors.md` tells of it, if not under the warning's own code
 */
export function warnOnce(owner: object, code: string, message: string, heading = `partner_sso_${code}`): void {
  const codes = given.get(owner) ?? new Set();
  if (codes.has(code)) return;
  given.set(owner, codes.add(code));
  process.emitWarning(withLink(message, heading), {
    type: 'PartnerSsoWarning',
    code: `PARTNER_SSO_${code.toUpperCase()}`,
  });
}
