// Says what was found: to people, and as JSON.
import { inWords, utcTime } from '../../sandbox/duration.js';
import type { AttemptStep } from '../../sandbox/attempts.js';
import type { Io } from '../io.js';
import type { Case } from './case.js';
import type { Diagnosis } from './diagnose.js';
import type { Explained, Fault, Pasted } from './pasted.js';
import { forTerminal, type Redact } from './redact.js';

/** The whole answer. */
export interface Report {
  readonly vendor: Explained;
  readonly verdict: 'good' | 'fault' | 'unverified';
  readonly reason: string;
  readonly fix?: string;
  readonly steps: readonly AttemptStep[];
  readonly docs?: string;
}

interface Found {
  readonly vendor: Explained;
  readonly pasted: Pasted;
  readonly each: Case;
  readonly diagnosis: Diagnosis;
  /** Why there is no secret. */
  readonly missing: string | undefined;
  readonly atMs: number;
  /** Whether a person said when. */
  readonly atGiven: boolean;
}

/** Puts it together, without secrets. */
export function reportOf(found: Found, redact: Redact): Report {
  const { vendor, pasted, each, diagnosis } = found;
  const [main, ...others] = [...pasted.faults, ...diagnosis.faults];
  const unchecked = each.unsigned ?? found.missing;
  const verdict = main !== undefined ? 'fault' : diagnosis.checked ? 'good' : 'unverified';
  const reason =
    main?.reason ?? (verdict === 'good' ? goodReason(found) : `signature not checked: ${lower(unchecked ?? '')}`);
  const fix = main?.fix;
  const steps: AttemptStep[] = [
    { title: 'Read as', detail: [describe(pasted), ...pasted.notes].join('\n') },
    ...(others.length === 0 ? [] : [{ title: 'Also wrong', detail: others.map(asLine).join('\n') }]),
    ...diagnosis.steps.filter(({ title }) => !/^Signature|^Bearer/.test(title)),
    { title: 'Signature', detail: signatureDetail(diagnosis, unchecked) },
    ...each.steps.map(({ title, detail }) => ({ title, detail: `${detail}\n${judgedAt(found)}` })),
    ...(verdict === 'good'
      ? [{ title: 'Not checkable', detail: `whether it was used before; ${each.notCheckable}` }]
      : []),
  ];
  return {
    vendor,
    verdict,
    reason: redact(reason),
    ...(fix === undefined ? {} : { fix: redact(fix) }),
    steps: steps.map(({ title, detail }) => ({ title, detail: redact(detail) })),
    ...(verdict === 'good' ? {} : { docs: `docs/vendors/${vendor}.md` }),
  };
}

const lower = (text: string): string => text.replace(/^(?:No|The)\b/, (word) => word.toLowerCase());

function asLine({ reason, fix }: Fault): string {
  return `${reason}${fix === undefined ? '' : `. ${fix}`}`;
}

function goodReason({ each, atMs, atGiven }: Found): string {
  const age = each.madeAt === undefined ? 0 : Math.round((atMs - each.madeAt) / 1000);
  const when = atGiven ? `good at ${utcTime(Math.floor(atMs / 1000))}` : 'good now';
  return `the signature fits, and it is ${when}, ${inWords(Math.abs(age))} ${age < 0 ? 'before' : 'after'} it was made`;
}

function signatureDetail({ checked, fits }: Diagnosis, unchecked: string | undefined): string {
  if (checked) return fits === true ? 'fits the secret' : 'does not fit the secret';
  return `not checked${unchecked === undefined ? ': the check ended before it' : `: ${lower(unchecked)}`}`;
}

function judgedAt({ atMs, atGiven, each: { madeAt } }: Found): string {
  const at = `judged at: ${utcTime(Math.floor(atMs / 1000))}${atGiven ? ' (--at)' : ''}`;
  if (madeAt === undefined) return at;
  const age = Math.floor((atMs - madeAt) / 1000);
  return `${at}, ${inWords(Math.abs(age))} ${age < 0 ? 'before' : 'after'} it was made`;
}

function describe({ kind, method, address, query, body }: Pasted): string {
  const where = address === undefined ? '' : `: ${method} ${address}${query === '' ? '' : '?…'}`;
  return `${kind}${where}${body === undefined ? '' : ', with a body'}`;
}

/** Prints it for a person. */
export function print(report: Report, { out, look }: Io): void {
  const { verdict, reason, fix, steps, docs } = report;
  const [colour, word] = (
    { good: ['green', 'Good'], fault: ['red', 'Fault'], unverified: ['yellow', 'Not verified'] } as const
  )[verdict];
  out(`${look(colour, `${word}:`)} ${forTerminal(`${reason}.${fix === undefined ? '' : ` ${fix}`}`)}`);
  for (const { title, detail } of steps) {
    out();
    out(look('bold', forTerminal(title)));
    for (const line of forTerminal(detail).split('\n')) out(`  ${line}`);
  }
  if (docs !== undefined) out(`\n${look('dim', `More: ${docs}`)}`);
}
