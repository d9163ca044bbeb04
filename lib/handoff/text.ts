// What text is, as options, users and vendors ask it.

/** Whether text holds what no identifier has: C0 and C1 controls, or half of a surrogate pair. */
export function hasControls(value: string): boolean {
  return /[\p{Cc}\p{Cs}]/u.test(value);
}

/** Whether text still has the quotation marks around it that it had where it was written down, say in a file of variables. */
export function isQuoted(value: string): boolean {
  return /^(["'`])[^\0-\x1f]*\1$/.test(value);
}

/** One address and nothing around it; the mail system, not this pattern, decides what lies on either side of the `@`. */
export function isEmail(value: string): boolean {
  return value.length <= 320 && /^[^\s@<>,;\p{Cc}\p{Cs}]+@[^\s@<>,;\p{Cc}\p{Cs}]+$/u.test(value);
}
