// `sandbox`: it runs until it is told to end, and what it prints can be pasted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { partnerSso } from '../../lib/router.js';
import { loadConfig } from '../../lib/cli/load-config.js';
import type { SandboxOptions } from '../../lib/sandbox/index.js';
import { tidy } from '../support/tidy.js';
import { environment, folderWith, PROGRAM, runHere, runProgram } from './cli.js';

/** Starts the program on a free port, and reads until it says how to end it. */
async function start(
  ...words: string[]
): Promise<{ printed: string; end: (signal: NodeJS.Signals) => Promise<number> }> {
  const child = spawn(process.execPath, [PROGRAM, 'sandbox', '--port', '0', ...words], { env: environment() });
  tidy({ close: () => Promise.resolve(child.kill('SIGKILL')) });
  let printed = '';
  child.stdout.setEncoding('utf8');
  const end = words.includes('--json') ? /\n}\n$/ : /Ctrl\+C ends it\.\n$/;
  while (!end.test(printed)) printed += String((await once(child.stdout, 'data'))[0]);
  return {
    printed,
    end: async (signal) => {
      child.kill(signal);
      return (await once(child, 'exit'))[0] as number;
    },
  };
}

test.each(['SIGINT', 'SIGTERM'] as const)('it answers until %s, and then ends with 0', async (signal) => {
  const { printed, end } = await start();
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '';
  expect((await fetch(url)).status).toBe(200);
  expect(await end(signal)).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});

test('the printed module is one that --config takes, and that partnerSso() takes', async () => {
  const { printed } = await start();
  const source = /export default \{.*?\n\};/s.exec(printed)?.[0] ?? '';
  const { path } = tidy(
    folderWith({ 'partner-sso.config.mjs': source, 'read.cjs': source.replace('export default', 'module.exports =') }),
  );
  const options = (await loadConfig(join(path, 'read.cjs'), 'read.cjs')) as unknown as SandboxOptions;
  expect(Object.keys(partnerSso(options).handlers)).toEqual(['chargebackstop', 'devhub', 'cheetah', 'paynearme']);
  const linked = await runProgram(['link', 'chargebackstop', '--email', 'jane@example.com', '--yes'], { cwd: path });
  expect((await fetch(linked.out.trim())).status).toBe(200);
});

test('the printed variables are ones that --env-file takes', async () => {
  const { printed } = await start();
  const { path } = tidy(folderWith({ '.env': printed.slice(printed.indexOf('CHARGEBACKSTOP_')) }));
  const words = ['link', 'paynearme', '--email', 'jane@example.com', '--name', 'Jane', '--yes', '--env-file', '.env'];
  expect((await fetch((await runProgram(words, { cwd: path })).out.trim())).status).toBe(200);
});

test('--json prints one document', async () => {
  const { printed } = await start('--json');
  const { url, options } = JSON.parse(printed) as { url: string; options: SandboxOptions };
  expect(options.cheetah.baseUrl).toBe(`${url}/cheetah`);
});

test('a port that is taken is told with the fix', async () => {
  const { printed } = await start();
  const port = /127\.0\.0\.1:(\d+)/.exec(printed)?.[1] ?? '';
  const { code, err } = await runHere(['sandbox', '--port', port]);
  expect(code).toBe(2);
  expect(err).toContain('Choose another port with --port');
});
