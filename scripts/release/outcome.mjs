// What a step of the release check comes to. Only `ok` and `skipped` let a release go on.
export const ok = (detail) => ({ status: 'ok', detail });
export const failed = (detail, fix) => ({ status: 'failed', detail, fix });
/** Nobody could be asked: it is not known to be wrong, and not known to be right. */
export const unknown = (detail, fix) => ({ status: 'unknown', detail, fix });
export const skipped = (detail) => ({ status: 'skipped', detail });

const WORDS = { ok: 'ok     ', failed: 'FAILED ', unknown: 'UNKNOWN', skipped: 'skipped' };

/** One line for a step, and one more that says how to mend it. */
export function lineOf(name, { status, detail, fix }) {
  const mend = fix === undefined ? '' : `\n        to mend it: ${fix}`;
  return `${WORDS[status]} ${name}: ${detail}${mend}`;
}

/** The last line: whether it may be released; `partial` where not all was looked at. */
export function verdict(version, outcomes, partial) {
  const count = (status) => outcomes.filter((outcome) => outcome.status === status).length;
  const bad = [
    [count('failed'), 'failed'],
    [count('unknown'), 'could not be asked'],
  ].filter(([number]) => number > 0);
  if (bad.length > 0) return `Not ready: ${bad.map(([number, what]) => `${number} ${what}`).join(', ')}.`;
  if (partial) return 'These are in order; the rest was not looked at.';
  return count('skipped') > 0 ? `Ready as ${version}, but for what was skipped.` : `Ready as ${version}.`;
}
