// What it costs to start: import of each entry beside express, by time and by modules, and the time to a first answer.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inRounds, spreadOf } from '../rounds.js';
import type { Figure, Suite } from '../suite.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ENTRIES = [
  'express',
  'express-partner-sso',
  ...['chargebackstop', 'devhub', 'cheetah', 'paynearme'].map(subpath),
];

export const start: Suite = {
  title: 'Start',
  async run(pace) {
    const turns = { rounds: pace.short ? 1 : 9, turns: 1 };
    const imports = Object.fromEntries(ENTRIES.map((id) => [id, () => milliseconds(importOf(id))]));
    const answers = { without: () => milliseconds(answerOf('')), with: () => milliseconds(answerOf(MOUNT)) };
    const imported = await inRounds(imports, turns);
    const answered = await inRounds(answers, turns);
    const median = (what: string, values: readonly number[] = []): Figure => ({
      what,
      value: Math.round(spreadOf(values).median * 10) / 10,
      unit: 'ms',
    });
    return {
      rows: [],
      figures: [
        ...ENTRIES.map((id) => median(`import of ${id}`, imported[id])),
        ...(await modules()),
        median('from nothing to the first answer, Express alone', answered.without),
        median('from nothing to the first signed redirect', answered.with),
      ],
    };
  },
};

/** How many files the import of each entry loads, those of its packages among them. */
async function modules(): Promise<Figure[]> {
  const { stdout } = await run(process.execPath, ['scripts/import-cost.mjs', '--json'], { cwd: ROOT });
  const costs = JSON.parse(stdout) as { form: string; entry: string; modules: number }[];
  return costs
    .filter(({ form, entry }) => form === 'import' && ENTRIES.includes(entry))
    .map(({ entry, modules: value }) => ({ what: `modules loaded by ${entry}`, value, unit: '' }));
}

function subpath(name: string): string {
  return `express-partner-sso/${name}`;
}

/** A program that prints how long it took, in a process of its own. */
async function milliseconds(code: string): Promise<number> {
  const { stdout } = await run(process.execPath, ['--no-warnings', '--input-type=module', '-e', code], { cwd: ROOT });
  return Number(stdout);
}

const importOf = (id: string): string =>
  `const began = performance.now(); await import('${id}'); console.log(performance.now() - began);`;

const MOUNT = `
  const { chargebackstopSso } = await import('express-partner-sso/chargebackstop');
  app.use((req, res, next) => { req.user = { id: 7, email: 'jane@example.com' }; next(); });
  app.get('/', chargebackstopSso({ partnerId: 'ptnr_1', ssoKey: 'k'.repeat(32) }));`;

/** Starts an app and asks it once. */
const answerOf = (mount: string): string => `
  const began = performance.now();
  const { default: express } = await import('express');
  const app = express();
  ${mount}
  app.get('/', (req, res) => res.redirect('https://a.example/'));
  const server = app.listen(0, async () => {
    const answer = await fetch('http://127.0.0.1:' + server.address().port, { redirect: 'manual' });
    if (answer.status !== 302) throw new Error('no redirect');
    console.log(performance.now() - began);
    process.exit();
  });`;
