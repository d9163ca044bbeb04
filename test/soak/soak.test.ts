// The soak: many pages over many sessions, users who come and go, a vendor that fails. A tenth of it, but for CI, where all of it runs.

import { spawn } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = join(__dirname, 'run.ts');
const PAGES = process.env['SOAK_PAGES'] ?? (process.env['CI'] === 'true' ? '100000' : '10000');
/** Far more than it takes; a soak that hangs has to end as well. */
const LONGEST_MS = 15 * 60_000;

interface Ending {
  readonly code: number | null;
  readonly line: string;
  readonly problems: string;
}

/** Runs it in a process of its own, where memory can be measured. */
async function soak(pages: string, environment: Readonly<Record<string, string>> = {}): Promise<Ending> {
  const child = spawn(process.execPath, ['--expose-gc', '--no-warnings', '--import', 'tsx', SCRIPT], {
    env: { ...process.env, SOAK_PAGES: pages, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
  });
  let line = '';
  let problems = '';
  child.stdout.on('data', (chunk: Buffer) => (line += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, line, problems };
}

test(
  `${PAGES} pages: nobody gets a member of somebody else, and memory does not grow`,
  async () => {
    const { code, line, problems } = await soak(PAGES);
    process.stderr.write(line);
    // Ten thousand say as much in short as a developer has patience for.
    if (PAGES === '10000') process.stderr.write('soak: a tenth of the whole, which runs with CI=true\n');
    expect(problems).toBe('');
    expect(code).toBe(0);
    expect(line).toMatch(/ 0 problems\n$/);
  },
  LONGEST_MS,
);

test.each([
  ['one member of somebody else', 'member', /^page \d+: u\d+ has the member member-somebodyelse-\d+$/m],
  ['a leak of 4 KiB a page', 'leak', /^the heap grew by \d+\.\d\d MB, where 5 are too much$/m],
])(
  'it notices %s',
  async (_what, broken, words) => {
    const { code, problems } = await soak('3000', { SOAK_BREAK: broken });
    expect(problems).toMatch(words);
    expect(code).toBe(1);
  },
  LONGEST_MS,
);
