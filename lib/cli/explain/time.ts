// Reads `--at`.
import { UsageError } from '../command.js';

/** Milliseconds, from an ISO time (UTC where it names no zone) or from seconds or milliseconds since 1970. */
export function readTime(text: string): number {
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,15}$/.test(text)) return Number(text);
  const iso = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?/.exec(text)?.[0];
  if (iso !== undefined) {
    const zone = text.slice(iso.length).trim().replace(/^UTC$/i, 'Z');
    const time = Date.parse(`${iso.replace(' ', 'T')}${iso.length > 10 && zone === '' ? 'Z' : zone}`);
    if (!Number.isNaN(time)) return time;
  }
  throw new UsageError(
    'explain: --at must be a time like 2026-01-31T12:00:00Z (UTC where no zone is said) or seconds since 1970.',
  );
}
