// Lengths of time in words, for reasons.

/** Like `40 seconds`, `12 minutes` or `3 hours`, rounded down. */
export function inWords(seconds: number): string {
  const [count, unit] =
    seconds < 120
      ? [seconds, 'second']
      : seconds < 7200
        ? [seconds / 60, 'minute']
        : seconds < 172_800
          ? [seconds / 3600, 'hour']
          : [seconds / 86_400, 'day'];
  const whole = Math.floor(count);
  return `${String(whole)} ${unit}${whole === 1 ? '' : 's'}`;
}

/** A time as `2026-01-31 12:00:00 UTC`, or the number itself where it is no time that a calendar knows. */
export function utcTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime())
    ? String(seconds)
    : date
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ' UTC');
}
