// Process warnings, at most one of a kind for each factory call.

const given = new WeakMap<object, Set<string>>();

/**
 * Emits a `PartnerSsoWarning` unless `owner` gave it before.
 *
 * @param owner - any object that lives as long as the factory's handler; keeps the memory of what was said
 * @param code - stable word for the warning; told as `PARTNER_SSO_<CODE>`
 * @param message - what to do about it; must hold no secret
 */
export function warnOnce(owner: object, code: string, message: string): void {
  const codes = given.get(owner) ?? new Set();
  if (codes.has(code)) return;
  given.set(owner, codes.add(code));
  process.emitWarning(message, { type: 'PartnerSsoWarning', code: `PARTNER_SSO_${code.toUpperCase()}` });
}
