// The report: for people, in groups, and as one JSON document.
import type { Io, Look } from '../io.js';
import { VENDORS, type Vendor } from '../settings.js';
import type { Check, Status } from './check.js';
import { TITLES } from './subject.js';

/** What `--json` prints. */
export interface Report {
  /** The package's. */
  readonly version: string;
  readonly node: string;
  /** Where the settings come from. */
  readonly source: string;
  readonly checks: readonly Check[];
  readonly summary: Readonly<Record<Status, number>>;
}

/** How many there are of each. */
export function summaryOf(checks: readonly Check[]): Report['summary'] {
  const count = (status: Status): number => checks.filter((check) => check.status === status).length;
  return { ok: count('ok'), warning: count('warning'), wrong: count('wrong'), unknown: count('unknown') };
}

const LOOKS: Readonly<Record<Status, readonly [word: string, look: Look]>> = {
  ok: ['ok', 'green'],
  warning: ['warning', 'yellow'],
  wrong: ['wrong', 'red'],
  unknown: ['not checkable', 'cyan'],
};
const WIDTH = Math.max(...Object.values(LOOKS).map(([word]) => word.length));

/** Prints it for people: words as well as colours, so that it reads the same in a log. */
export function printReport(
  { version, node, source, checks, summary }: Report,
  left: readonly Vendor[],
  { out, look }: Io,
): void {
  out(look('dim', `express-partner-sso ${version}, Node ${node}, ${source}`));
  for (const group of [undefined, ...VENDORS]) {
    const lines = checks.filter(({ vendor }) => vendor === group);
    if (lines.length > 0) {
      out();
      out(look('bold', group === undefined ? 'Host' : TITLES[group]));
      for (const check of lines) printCheck(check, { out, look });
    }
    if (group !== undefined && left.includes(group)) {
      out();
      out(look('dim', `${TITLES[group]}: not configured`));
    }
  }
  out();
  out(countsIn(summary, look));
}

function printCheck({ status, title, detail, fix }: Check, { out, look }: Pick<Io, 'out' | 'look'>): void {
  const [word, colour] = LOOKS[status];
  const margin = ' '.repeat(WIDTH + 4);
  out(`  ${look(colour, word.padEnd(WIDTH))}  ${status === 'unknown' ? withoutStatus(title) : title}`);
  if (detail !== undefined) out(`${margin}${look('dim', detail)}`);
  if (fix !== undefined) out(`${margin}${status === 'ok' || status === 'unknown' ? 'see' : 'fix'}: ${fix}`);
}

/** "Not checkable" stands in the column before it, and need not be said twice. */
const withoutStatus = (title: string): string =>
  title.replace(': not checkable, ', ': ').replace(': not checkable ', ', ');

function countsIn(summary: Report['summary'], look: Io['look']): string {
  const counts = (['wrong', 'warning', 'ok', 'unknown'] as const)
    .filter((status) => summary[status] > 0)
    .map((status) => look(LOOKS[status][1], `${String(summary[status])} ${plural(LOOKS[status][0], summary[status])}`));
  return counts.join(', ');
}

const plural = (word: string, count: number): string => (word === 'warning' && count > 1 ? 'warnings' : word);
