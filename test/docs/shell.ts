// Looks at shell commands in the documents: what they call of ours has to be there.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../lib/cli/commands.js';
import { ROOT } from './blocks.js';

const GLOBAL = ['json', 'help', 'no-color', 'version'];

/** What is wrong with the commands of a block, a line each. */
export async function shellFaults(code: string): Promise<string[]> {
  const lines = code.replaceAll('\\\n', ' ').split('\n');
  const commands = lines
    .filter((line) => !line.trim().startsWith('#'))
    .flatMap((line) => line.split(/ (?:&&|\|\||\|) /))
    // What stands before a command are variables for it.
    .map((command) => command.trim().replace(/^(?:[A-Z_]+=\S* )+/, ''));
  const faults = await Promise.all(commands.map(faultOf));
  return faults.filter((fault) => fault !== undefined);
}

async function faultOf(command: string): Promise<string | undefined> {
  const [program = '', verb = '', ...rest] = command.split(/\s+/);
  if (program === 'npx' && verb === 'express-partner-sso') return cliFault(rest);
  if (program !== 'npm') return undefined;
  const script = verb === 'run' ? rest[0] : ['start', 'test'].includes(verb) ? verb : undefined;
  return script === undefined || scripts().includes(script) ? undefined : `there is no script «${script}»`;
}

async function cliFault([name = '', ...rest]: readonly string[]): Promise<string | undefined> {
  if (name.startsWith('<') || name.startsWith('-')) return undefined; // the usage, or `--help`
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) return `express-partner-sso has no command «${name}»`;
  const { options } = await entry.load();
  const given = rest.flatMap((word) => /^--([\w-]+)/.exec(word)?.[1] ?? []);
  const unknown = given.find((option) => !GLOBAL.includes(option) && !Object.hasOwn(options, option));
  return unknown === undefined ? undefined : `«${name}» has no option --${unknown}`;
}

function scripts(): string[] {
  const { scripts: own } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  return Object.keys(own);
}
