// The tables, for people (Markdown), for programs (JSON), and as a picture for the README (SVG).
import { PER_REQUEST, type Found, type Row } from './suite.js';

/** What was found, with what it was found on. */
export interface Report {
  readonly at: string;
  readonly node: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly cpu: string;
  readonly short: boolean;
  readonly suites: readonly { readonly name: string; readonly title: string; readonly found: Found }[];
}

/** A control further from 1 than this, or with quartiles further apart, means that the machine was too busy to tell. */
const NOISE = { median: 0.03, spread: 0.1 };

/** Whether a benchmark can be believed. */
export function isNoisy({ control, rows }: Found): boolean {
  const apart = [...(control ? [control] : []), ...rows.map(({ ratio }) => ratio)].some(
    ({ low, high, median }) => (high - low) / median > 2 * NOISE.spread,
  );
  if (control === undefined) return apart;
  return apart || Math.abs(control.median - 1) > NOISE.median || control.high - control.low > NOISE.spread;
}

/** What to say of a row: whether it reached its goal, as far as that can be told. */
function verdictOf({ ratio, goal }: Row, noisy: boolean): string {
  if (goal === undefined) return '';
  if (noisy) return 'too noisy to tell';
  if (ratio.low >= goal) return 'reached';
  if (ratio.high < goal) return 'missed';
  return ratio.median >= goal ? 'reached by the median' : 'missed by the median';
}

const two = (value: number): string => value.toFixed(2);

/** The tables as Markdown. */
export function markdown({ at, node, versions, cpu, short, suites }: Report): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const lines = [
    `Measured ${at} with Node ${node} on ${cpu}; ${packages.join(', ')}.`,
    '',
    'A ratio is the requests per second of the first, by those of the second: 1 is as fast, more is faster.',
    ...(short ? ['', '**Short mode: it was seen to work, and the figures say nothing.**'] : []),
  ];
  for (const { title, found } of suites) {
    const noisy = isNoisy(found);
    lines.push('', `## ${title}`, '');
    if (found.rows.length > 0) lines.push('| | ratio | quartiles | goal | |', '| --- | --- | --- | --- | --- |');
    for (const row of found.rows) {
      const { median, low, high } = row.ratio;
      const goal = row.goal === undefined ? '' : `≥ ${two(row.goal)}`;
      lines.push(`| ${row.what} | ${two(median)} | ${two(low)} to ${two(high)} | ${goal} | ${verdictOf(row, noisy)} |`);
    }
    if (found.control) {
      const { median, low, high } = found.control;
      lines.push(`| the same page twice, as a control | ${two(median)} | ${two(low)} to ${two(high)} | 1 | |`);
    }
    if (noisy) {
      const limits = `the control is more than ${String(NOISE.median)} from 1, or quartiles lie more than ${String(NOISE.spread)} (of a row: ${String(2 * NOISE.spread)}) apart`;
      lines.push('', `**The machine was too noisy to tell**: ${limits}. Run it again where nothing else runs.`);
    }
    if (found.rows.length > 0 && found.figures?.length) lines.push('');
    for (const { what, value, unit } of found.figures ?? []) {
      // A difference of two figures that say nothing says less.
      if (short && unit === PER_REQUEST) continue;
      lines.push(`- ${what}: ${value.toLocaleString('en')}${unit ? ` ${unit}` : ''}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
