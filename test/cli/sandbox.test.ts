// `sandbox`: it runs until it is told to end, and what it prints can be pasted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { partnerSso } from '../../lib/router.js';
import { loadConfig } from '../../lib/cli/load-config.js';
import type { SandboxOptions } from '../../lib/sandbox/index.js';
import { tidy } from '../support/tidy.js';
import { environment, folderWith, PROGRAM, runHere, runProgram } from './cli.js';

interface Started {
  readonly printed: string;
  /** What it says beside that. */
  readonly told: () => string;
  readonly end: (signal: NodeJS.Signals) => Promise<number>;
}

/** Starts the program on a free port, and reads until it says how to end it. */
async function start(words: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Started> {
  const child = spawn(process.execPath, [PROGRAM, 'sandbox', '--port', '0', ...words], { env: environment(env) });
  tidy({ close: () => Promise.resolve(child.kill('SIGKILL')) });
  let [printed, told] = ['', ''];
  child.stderr.on('data', (part) => (told += String(part)));
  child.stdout.setEncoding('utf8');
  const end = words.includes('--json') ? /\n}\n$/ : /Ctrl\+C ends it\..*\n$/;
  while (!end.test(printed)) printed += String((await once(child.stdout, 'data'))[0]);
  return {
    printed,
    told: () => told,
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
  const { printed } = await start(['--json']);
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

const PAYNEARME = ['link', 'paynearme', '--email', 'jane@example.com', '--name', 'Jane', '--yes'];

test('--oauth prints PayNearMe with a client in place of the secret key, as module and as variables', async () => {
  const { printed } = await start(['--oauth']);
  const source = /export default \{.*?\n\};/s.exec(printed)?.[0] ?? '';
  const env = printed.slice(printed.indexOf('CHARGEBACKSTOP_'));
  const { path } = tidy(folderWith({ 'sso.mjs': source, '.env': env }));
  for (const words of [
    ['--config', 'sso.mjs'],
    ['--env-file', '.env'],
  ]) {
    const { out } = await runProgram([...PAYNEARME, ...words], { cwd: path });
    expect((await fetch(out.trim())).status).toBe(200);
  }
  expect(source).toContain('oauth: {');
  expect(env).toMatch(
    /^PAYNEARME_OAUTH_CLIENT_ID=.*\nPAYNEARME_OAUTH_CLIENT_SECRET=.*\nPAYNEARME_OAUTH_TOKEN_URL=http/m,
  );
  expect(source + env).not.toMatch(/PAYNEARME_SECRET_KEY|secretKey/);
  const { options } = JSON.parse((await start(['--oauth', '--json'])).printed) as { options: Record<string, object> };
  expect(Object.keys(options['paynearme'] ?? {})).toContain('oauth');
});

test('without --oauth it says that there is such a way', async () => {
  const { printed } = await start();
  expect(printed).toMatch(/With --oauth it prints OAuth 2\.0 for PayNearMe/);
  expect(printed).not.toContain('PAYNEARME_OAUTH');
});

describe('--open', () => {
  const OPENERS: Partial<Record<NodeJS.Platform, string>> = { linux: 'xdg-open', darwin: 'open' };
  const opener = OPENERS[process.platform];
  const here = opener === undefined ? test.skip : test;

  here('gives the address of the inspector to what opens addresses here', async () => {
    const { path } = tidy(folderWith());
    const opened = join(path, 'opened');
    const source = `#!/bin/sh\necho "$#:$1" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`;
    writeFileSync(join(path, opener ?? ''), source, { mode: 0o755 });
    const { printed, end } = await start(['--open'], { PATH: `${path}:${process.env['PATH'] ?? ''}` });
    // It runs by itself: nobody waits for a browser.
    while (!existsSync(opened)) await setTimeout(20);
    expect(readFileSync(opened, 'utf8')).toBe(`1:${/http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? ''}\n`);
    expect(await end('SIGINT')).toBe(0);
  });

  here('says so where there is nothing to open it with, and goes on', async () => {
    const { path } = tidy(folderWith());
    const { printed, told, end } = await start(['--open'], { PATH: path });
    expect((await fetch(/http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '')).status).toBe(200);
    expect(await end('SIGINT')).toBe(0);
    expect(told()).toBe('No browser could be opened here.\n');
  });
});
