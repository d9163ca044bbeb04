// What text is, as options, users and vendors ask it.

/** Whether text holds what no identifier has: C0 and C1 controls, or half of a surrogate pair. */
export function hasControls(value: string): boolean {
  return /[\p{Cc}\p{Cs}]/u.test(value);
}

/** One address and nothing around it; the mail system, not this pattern, decides what lies on either side of the `@`. */
export function isEmail(value: string): boolean {
  return value.length <= 320 && /^[^\s@<>,;\p{Cc}\p{Cs}]+@[^\s@<>,;\p{Cc}\p{Cs}]+$/u.test(value);
}
