// The ratios as a bar chart: an SVG for the README, light and dark.
import { isNoisy, type Report } from './report.js';

const WIDTH = 920;
const LINE = 30;
const LABEL = 560;
/** A bar of this length is a ratio of 1. */
const ONE = 200;
const MOST = 1.6;

const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #1b2433; }
.soft { fill: #5a6577; } .bar { fill: #3556c4; } .in { fill: #fff; } .one { stroke: #5a6577; stroke-dasharray: 3 3; }
@media (prefers-color-scheme: dark) { text { fill: #e6eaf2; } .soft { fill: #9aa5b8; } .bar { fill: #8aa2ff; } .in { fill: #10162a; } .one { stroke: #9aa5b8; } }`;

/** Draws every row that has a goal. */
export function chart({ suites, node }: Report): string {
  const bars = suites.flatMap(({ title, found }) =>
    found.rows
      .filter(({ goal }) => goal !== undefined)
      .map(({ what, ratio }) => ({ label: `${nameIn(title)} ${what}`, ratio, noisy: isNoisy(found) })),
  );
  const height = LINE * bars.length + 56;
  const lines = bars.map(({ label, ratio, noisy }, index) => {
    const y = 16 + index * LINE;
    const length = Math.min(ratio.median, MOST) * ONE;
    // A bar that is cut at the edge says so.
    const value = `${noisy ? '(noisy) ' : ''}${ratio.median.toFixed(2)}${ratio.median > MOST ? ' →' : ''}`;
    return `<text x="${String(LABEL - 12)}" y="${String(y + 15)}" text-anchor="end">${escaped(label)}</text>
<rect class="bar" x="${String(LABEL)}" y="${String(y + 3)}" width="${length.toFixed(1)}" height="16" rx="3"/>
<text class="in" x="${(LABEL + length - 8).toFixed(1)}" y="${String(y + 15)}" text-anchor="end">${value}</text>`;
  });
  const one = LABEL + ONE;
  const foot = height - 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(height)}" role="img" aria-label="Requests per second beside the alternatives; 1 is as fast">
<style>${STYLE}</style>
${lines.join('\n')}
<line class="one" x1="${String(one)}" x2="${String(one)}" y1="10" y2="${String(foot - 16)}"/>
<text class="soft" x="${String(one)}" y="${String(foot)}" text-anchor="middle">1 = as fast, Node ${escaped(node)}</text>
</svg>
`;
}

const nameIn = (title: string): string => /`(.*?)`/.exec(title)?.[1] ?? title;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('`', '');
