// The command as a whole: what it prints, how it ends, and that it ends.
import { parseEnv } from 'node:util';
import { startSandbox, type Sandbox } from '../../lib/sandbox/index.js';
import { configModule, variableLines } from '../../lib/cli/paste.js';
import type { Report } from '../../lib/cli/doctor/report.js';
import { tidy } from '../support/tidy.js';
import { folderWith, runHere, runProgram } from './cli.js';

const MODULE = 'partner-sso.config.mjs';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = tidy(await startSandbox());
});

const appWith = (files: Readonly<Record<string, string>>): string => tidy(folderWith(files)).path;

describe('the program', () => {
  test('with a module that is right ends with 0, in words without colours', async () => {
    const cwd = appWith({ [MODULE]: configModule(sandbox.options) });
    const { code, out, err } = await runProgram(['doctor'], { cwd });
    expect(out).toMatch(/^express-partner-sso \d.*, Node .*, partner-sso.config.mjs\n\nHost\n/);
    for (const name of ['Chargebackstop', 'DevHub', 'Cheetah', 'PayNearMe'])
      expect(out).toContain(`\n\n${name}\n  ok  `);
    expect(out).toMatch(/\n {2}ok +Cheetah gives a token for the client id and secret\n/);
    expect(out).toMatch(
      /\n {2}not checkable {2}Whether DevHub knows `devhub.consumerKey` and the secret, without a browser\n/,
    );
    expect(out.trimEnd()).toMatch(/\n\n2 warnings, \d+ ok, 4 not checkable$/);

    expect(out).not.toMatch(/\u001b/);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  test('with something wrong ends with 1, and says what to do', async () => {
    const text = variableLines(sandbox.options).replace(
      /^CHEETAH_CLIENT_SECRET=.*$/m,
      'CHEETAH_CLIENT_SECRET=changeme',
    );
    const { code, out } = await runProgram(['doctor', '--env-file', 'app.env'], { cwd: appWith({ 'app.env': text }) });
    expect(out).toMatch(
      /\n {2}wrong +`CHEETAH_CLIENT_SECRET` is a placeholder, .*\n +fix: Put the value of your own account there\.\n/,
    );
    expect(out).toMatch(/\n1 wrong, /);
    expect(code).toBe(1);
  });

  test('with --json prints one document, and nothing else', async () => {
    const cwd = appWith({ [MODULE]: configModule(sandbox.options) });
    const { code, out, err } = await runProgram(['doctor', '--json'], { cwd });
    const report = JSON.parse(out) as Report;
    expect(Object.keys(report)).toEqual(['version', 'node', 'source', 'checks', 'summary']);
    expect(report.summary).toMatchObject({ warning: 2, wrong: 0, unknown: 4 });
    expect(report.checks).toContainEqual({
      ...{ id: 'cheetah.credentials', vendor: 'cheetah', status: 'ok' },
      title: 'Cheetah gives a token for the client id and secret',
    });
    expect([code, err]).toEqual([0, '']);
  });

  test('ends though the app’s module holds something open', async () => {
    const cwd = appWith({ [MODULE]: `setInterval(() => {}, 1000);\n${configModule(sandbox.options)}` });
    expect((await runProgram(['doctor'], { cwd })).code).toBe(0);
  });

  test('functions that read the request are not checkable, and their words stay inside', async () => {
    const module = configModule(sandbox.options).replace(
      "siteIdentifier: 'S0000000001'",
      'siteIdentifier: (req) => req.tenant.site',
    );
    const cwd = appWith({ [MODULE]: module });
    const { code, out } = await runProgram(
      ['doctor', '--vendor', 'paynearme', '--live', '--email', 'a@example.com', '--name', 'A B'],
      { cwd },
    );
    expect(out).toMatch(/not checkable +`paynearme.siteIdentifier`, without a request\n/);
    expect(out).toMatch(/not checkable +`paynearme.secretKey`, .*\n.*does not work without a request\.\n/);
    expect(out).not.toMatch(/tenant|undefined/);
    expect(code).toBe(0);
  });

  test('finds the app’s Express and session from the current folder', async () => {
    const { out } = await runProgram(['doctor', '--env'], {
      cwd: process.cwd(),
      env: parseEnv(variableLines(sandbox.options)) as Record<string, string>,
    });
    expect(out).toMatch(/\n {2}ok +Express 5\./);
    expect(out).toMatch(/\n {2}ok +express-session 1\./);
  });
});

describe('called wrongly, it ends with 2', () => {
  const env = { CHARGEBACKSTOP_PARTNER_ID: 'ptnr_a' };

  test.each([
    [['--vendor', 'cheeta'], /cheeta is no vendor\. Did you mean `cheetah`\?/],
    [['--vendor', 'zzz'], /zzz is no vendor\. Known are chargebackstop, devhub/],
    [['--vendor', 'cheetah'], /does not configure cheetah/],
    [['cheetah'], /--vendor <name>/],
    [['--email', 'a@example.com'], /--email goes with --live/],
    [['--vendor', 'chargebackstop', '--role', 'x'], /--role goes with --live/],
    [['--liv'], /Did you mean `--live`\?/],
    [['--config', 'nothing.mjs', '--env'], /Give --env alone/],
  ])('%j', async (words, message) => {
    const { code, out, err } = await runHere(['doctor', ...words], { env });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});

test('vendors that are not configured get one line each, and no check', async () => {
  const { CHEETAH: _none, ...env } = { CHEETAH: '', CHEETAH_BASE_URL: `${sandbox.url}/cheetah` };
  const { out, code } = await runHere(['doctor', '--env'], { env });
  expect(out.match(/^.*: not configured$/gm)).toEqual(
    ['Chargebackstop', 'DevHub', 'PayNearMe'].map((name) => `${name}: not configured`),
  );
  expect(out).toMatch(/wrong +`CHEETAH_CLIENT_ID` is missing/);
  expect(code).toBe(1);
});

test('--vendor leaves the others alone', async () => {
  const env = { CHEETAH_BASE_URL: `${sandbox.url}/cheetah`, DEVHUB_CONSUMER_KEY: 'k', DEVHUB_KEYY: '' };
  const { out } = await runHere(['doctor', '--env', '--vendor', 'cheetah'], { env });
  expect(out).not.toMatch(/DevHub|DEVHUB/);
});

test('only misspelt variables: no vendor is configured, and each is told', async () => {
  const { out, code } = await runHere(['doctor', '--env'], { env: { CHEETAH_CLIENTID: 'x' } });
  expect(out).toMatch(/wrong +No vendor is configured/);
  expect(out).toMatch(/`CHEETAH_CLIENTID` is no variable .*\n.*Did you mean `CHEETAH_CLIENT_ID`\?/);
  expect(code).toBe(1);
});

test('colours go with the words', async () => {
  const { out } = await runHere(['doctor', '--env'], {
    env: { CHEETAH_BASE_URL: `${sandbox.url}/cheetah` },
    look: (look, text) => `<${look}>${text}</>`,
  });
  expect(out).toMatch(/<green>ok +<\/>/);
  expect(out).toMatch(/<red>wrong +<\/>/);
  expect(out).toMatch(/<cyan>not checkable<\/>/);
  expect(out).toMatch(/<dim>DevHub: not configured<\/>/);
  expect(out).toMatch(/<red>2 wrong<\/>, /);
});
