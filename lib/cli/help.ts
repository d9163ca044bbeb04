// The help: of the whole, and of one command.
import type { Command, CommandOption } from './command.js';

const NAME = 'npx express-partner-sso';

/** What there is. */
export function generalHelp(commands: Readonly<Record<string, { readonly summary: string }>>): string {
  const rows = Object.entries(commands).map(([name, { summary }]): [string, string] => [name, summary]);
  return [
    `Usage: ${NAME} <command> [options]`,
    '',
    ...columns(rows),
    '',
    `${NAME} <command> --help tells more. Exit codes: 0 all is well, 1 something was found, 2 called wrongly.`,
  ].join('\n');
}

/** How a command is called. */
export function commandHelp(
  name: string,
  { usage, options, notes }: Command,
  general: Readonly<Record<string, CommandOption>>,
): string {
  const rows = Object.entries({ ...options, ...general }).map(([option, { value, text }]): [string, string] => [
    `--${option}${value === undefined ? '' : ` <${value}>`}`,
    text,
  ]);
  return [
    ...usage.map((line, index) => `${index === 0 ? 'Usage:' : '      '} ${NAME} ${name} ${line}`.trimEnd()),
    '',
    ...columns(rows),
    ...notes.flatMap((note) => ['', note]),
  ].join('\n');
}

function columns(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
