// Where the commands find the app's settings.
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { findSettings, type Settings } from '../../lib/cli/settings.js';
import { UsageError, type Call } from '../../lib/cli/command.js';
import { tidy } from '../support/tidy.js';
import { folderWith, PROGRAM, runProgram } from './cli.js';

const KEY = 'a-key-of-this-test-which-is-long-enough';
const OPTIONS = `{ chargebackstop: { partnerId: 'ptnr_module', ssoKey: '${KEY}' } }`;

const callOf = (options: Readonly<Record<string, string | true>> = {}): Call => ({
  positionals: [],
  text: (name) => (typeof options[name] === 'string' ? options[name] : undefined),
  on: (name) => options[name] === true,
  json: false,
});

const find = (
  files: Readonly<Record<string, string>>,
  options: Readonly<Record<string, string | true>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Settings> =>
  findSettings(callOf(options), {
    ...({} as Parameters<typeof findSettings>[1]),
    cwd: tidy(folderWith(files)).path,
    env,
  });

const ENV = { CHARGEBACKSTOP_PARTNER_ID: 'ptnr_env', CHARGEBACKSTOP_SSO_KEY: KEY };

const LINK = ['link', 'chargebackstop', '--email', 'jane@example.com', '--yes'];

/** Modules are loaded by Node itself, so a real process does it. */
async function linkIn(files: Readonly<Record<string, string>>, ...words: string[]): ReturnType<typeof runProgram> {
  const { path } = tidy(folderWith(files));
  return runProgram([...LINK, ...words], {
    cwd: path,
    env: ENV,
  });
}

test.each<[string, Readonly<Record<string, string>>, string[]]>([
  ['an ES module', { 'partner-sso.config.mjs': `export default ${OPTIONS};` }, []],
  ['a CommonJS module', { 'partner-sso.config.cjs': `module.exports = ${OPTIONS};` }, []],
  ['a named export', { 'partner-sso.config.mjs': `export const options = ${OPTIONS};` }, []],
  [
    'TypeScript that was compiled to CommonJS',
    {
      'partner-sso.config.cjs': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${OPTIONS};`,
    },
    [],
  ],
  ['a module by its name', { 'sso.mjs': `export default ${OPTIONS};` }, ['--config', 'sso.mjs']],
])('%s is read', async (_what, files, words) => {
  const { code, out } = await linkIn(files, ...words);
  expect(code).toBe(0);
  expect(out).toContain('partner_id=ptnr_module');
});

test('--env passes over a module', async () => {
  const { out } = await linkIn({ 'partner-sso.config.mjs': `export default ${OPTIONS};` }, '--env');
  expect(out).toContain('partner_id=ptnr_env');
});

test('a module that is not there, throws or exports nothing is told, without an excerpt of its source', async () => {
  const [missing, lacking, broken, empty, none] = await Promise.all([
    linkIn({}, '--config', 'sso.mjs'),
    linkIn({ 'sso.mjs': "import './key.mjs';" }, '--config', 'sso.mjs'),
    linkIn({ 'sso.mjs': `export default { ssoKey: '${KEY}' ` }, '--config', 'sso.mjs'),
    linkIn({ 'sso.mjs': 'export const nothing = 1;' }, '--config', 'sso.mjs'),
    linkIn({ 'sso.mjs': 'export default { timeoutMs: 1 };' }, '--config', 'sso.mjs'),
  ]);
  expect([missing.code, lacking.code, broken.code, empty.code, none.code]).toEqual([2, 2, 2, 2, 2]);
  expect(missing.err).toContain('sso.mjs is not there.');
  expect(lacking.err).toMatch(/sso\.mjs cannot be loaded: Cannot find module '.*key\.mjs'/);
  expect(broken.err).toContain('sso.mjs cannot be loaded');
  expect(broken.err).not.toContain(KEY);
  expect(empty.err).toContain('must have a default export');
  expect(none.err).toContain('configures no vendor');
});

const TYPED = `type Id = string;\nconst partnerId: Id = 'ptnr_typed';\nexport default { chargebackstop: { partnerId, ssoKey: '${KEY}' } };\n`;
const WITH_ENUM = `enum Seconds { Minute = 60 }\n${TYPED.replace('ssoKey', 'expiresIn: Seconds.Minute, ssoKey')}`;

describe('a TypeScript module', () => {
  const isReadByNode = 'typescript' in process.features && process.features.typescript !== false;

  test.each([
    ['with types alone', TYPED, isReadByNode],
    ['with an enum', WITH_ENUM, false],
  ])('%s is read where Node can, else the message says what to do', async (_what, source, isRead) => {
    const { code, out, err } = await linkIn({ 'partner-sso.config.ts': source });
    if (isRead) expect(out).toContain('ptnr_typed');
    else expect([code, err]).toEqual([2, expect.stringMatching(/^partner-sso\.config\.ts .*nstall tsx in the app/)]);
  });

  test.each([
    ['with types alone', TYPED],
    ['with an enum', WITH_ENUM],
    ['that imports another by a bare path', `import { key } from './key';\n${TYPED.replace(`'${KEY}'`, 'key')}`],
  ])('%s is read where the app has tsx', async (_what, source) => {
    const { path } = tidy(folderWith({ 'sso.ts': source, 'key.ts': `export const key: string = '${KEY}';` }));
    mkdirSync(join(path, 'node_modules'));
    symlinkSync(join(__dirname, '../../node_modules/tsx'), join(path, 'node_modules/tsx'));
    const { code, out, err } = await runProgram([...LINK, '--config', 'sso.ts'], { cwd: path });
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(out).toContain('partner_id=ptnr_typed');
  });

  test('is read by doctor under `node --import tsx`', async () => {
    const { path } = tidy(folderWith({ 'sso.ts': WITH_ENUM }));
    const words = ['doctor', '--vendor', 'chargebackstop', '--json', '--config', join(path, 'sso.ts')];
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, ...words], { cwd: join(__dirname, '../..') });
    const report = JSON.parse(await text(child.stdout)) as { checks: { id: string; status: string }[] };
    expect(report.checks).toContainEqual(expect.objectContaining({ id: 'chargebackstop.settings', status: 'ok' }));
  });
});

test('environment variables become options, and an empty one counts as not set', async () => {
  const { vendors, source, nameOf } = await find(
    {},
    {},
    { ...ENV, DEVHUB_CONSUMER_KEY: '', PAYNEARME_PORTAL_HOSTS: 'a.example, b.example' },
  );
  expect(source).toBe('environment variables');
  expect(vendors).toEqual({
    chargebackstop: { partnerId: 'ptnr_env', ssoKey: KEY },
    paynearme: { portalHosts: ['a.example', 'b.example'], agentRole: expect.any(Function) },
  });
  expect(nameOf('paynearme', 'oauth.clientSecret')).toBe('PAYNEARME_OAUTH_CLIENT_SECRET');
  expect(nameOf('cheetah', 'memberTtl')).toBe('cheetah.memberTtl');
});

test('a file of variables is read as node reads it, quotes and all', async () => {
  const { vendors } = await find({ 'my.env': `# keys\nCHARGEBACKSTOP_SSO_KEY="${KEY}"\n` }, { 'env-file': 'my.env' });
  expect(vendors).toEqual({ chargebackstop: { ssoKey: KEY } });
});

test('a misspelt variable is kept for whoever checks, and is not silently nothing', async () => {
  expect((await find({}, {}, { CHARGEBACKSTOP_SSOKEY: KEY })).unknownVariables).toEqual(['CHARGEBACKSTOP_SSOKEY']);
});

test.each<[string, Readonly<Record<string, string | true>>, RegExp]>([
  ['no settings at all', {}, /No vendor is configured in environment variables\. Give --config/],
  ['two sources at once', { env: true, config: 'x.mjs' }, /Give --env alone/],
  ['a file of variables that is not there', { 'env-file': 'no.env' }, /no\.env cannot be read: ENOENT/],
])('%s is told with the fix', async (_what, options, message) => {
  const error: unknown = await find({}, options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageError);
  expect(inspect(error)).toMatch(message);
});

test('a file of variables that is not there ends the program with one line that names it', async () => {
  const { path } = tidy(folderWith());
  const { code, out, err } = await runProgram(['doctor', '--env-file', 'no.env'], { cwd: path });
  // Node looks for the file first, wherever the option stands (docs/cli.md); should it cease to, the line is ours.
  expect([9, 2]).toContain(code);
  expect(out).toBe('');
  expect(err).toMatch(/^.*\bno\.env\b.*\n$/);
});

test('a module that reads the environment gets it from a file beside it', async () => {
  const files = {
    'sso.mjs':
      'const { MY_KEY: ssoKey } = process.env; export default { chargebackstop: { partnerId: "ptnr_file", ssoKey } };',
    'my.env': `MY_KEY=${KEY}\n`,
  };
  const { out } = await linkIn(files, '--config', 'sso.mjs', '--env-file', 'my.env');
  expect(out).toContain('partner_id=ptnr_file');
});

test.each([
  ['throws a key', `throw new Error('bad ' + '${KEY}');`, 'sso.mjs:1'],
  ['throws no Error', `throw '${KEY}';`, 'throws something that is no Error'],
  [
    'rejects beside what it exports',
    `Promise.reject(new Error('${KEY}')); export default ${OPTIONS};`,
    'Something went wrong',
  ],
  ['exports a promise that rejects', `export default Promise.reject(new TypeError('${KEY}'));`, 'Something went wrong'],
  [
    'has a getter that throws',
    `export default { get chargebackstop() { throw new RangeError('${KEY}'); } };`,
    'RangeError',
  ],
  ['prints a key', `console.log('loaded ' + 7); throw new Error('${KEY}');`, 'loaded 7'],
])('a module that %s ends the command with 2, and its words are not shown', async (_what, source, told) => {
  const { code, out, err } = await linkIn({ 'sso.mjs': source }, '--config', 'sso.mjs', '--json');
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(told);
  expect(err).not.toContain(KEY);
});
