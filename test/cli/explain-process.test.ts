// explain as it is called: a process in the app's folder, with the app's configuration, and the text piped in.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { paynearmeSignature } from '../sandbox/helpers.js';
import { ENV, step, type Report } from './explain-bench.js';

const MAIN = join(__dirname, '../../dist/esm/cli/main.js');
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the words in a folder with this configuration. */
function started(config: string, words: readonly string[], piped: string): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'explain-'));
  folders.push(folder);
  writeFileSync(join(folder, 'partner-sso.config.mjs'), config);
  const child = spawn(process.execPath, [MAIN, ...words], { cwd: folder, env: { PATH: process.env['PATH'] } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (err += part));
  child.stdin.end(piped);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

const now = Math.floor(Date.now() / 1000);
const token = jwt.sign({ iat: now, user_email: 'jane@example.com' }, ENV.CHARGEBACKSTOP_SSO_KEY);
const redirect = `https://dashboard.chargebackstop.com/auth/partner-organisation-sso?partner_id=ptnr_1&token=${token}`;
const configured = (ssoKey: string): string =>
  `export default { chargebackstop: { partnerId: 'ptnr_1', ssoKey: ${ssoKey} } };`;
const KEY = JSON.stringify(ENV.CHARGEBACKSTOP_SSO_KEY);

test.each([
  ['text', KEY],
  ['bytes', `new TextEncoder().encode(${KEY})`],
  ['a function without parameters', `async () => ${KEY}`],
])('a key that is configured as %s is used', async (_kind, ssoKey) => {
  const { code, out, err } = await started(configured(ssoKey), ['explain', 'chargebackstop', '--no-color'], redirect);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Good: the signature fits/);
});

test.each([
  ['a function that chooses by the request', '(req) => req.key', /ssoKey is a function that chooses by the request/],
  ['a function that fails', "() => { throw new Error('hunter2') }", /function given as chargebackstop\.ssoKey failed/],
])('a key that cannot be had is said to be missing: %s', async (_kind, ssoKey, said) => {
  const { code, out, err } = await started(configured(ssoKey), ['explain', 'chargebackstop'], redirect);
  expect(code).toBe(1);
  expect(out).toMatch(/^Not verified: signature not checked/);
  expect(out).toMatch(said);
  expect(out + err).not.toContain('hunter2');
});

test('what the configuration fixes, and was signed but not sent, is found', async () => {
  const sent = {
    ...{ agent_email: 'jane@example.com', agent_name: 'Jane', agent_role: 'agent', site_identifier: 'S1' },
    ...{ timestamp: String(now), version: '3.0' },
  };
  const signature = paynearmeSignature({ ...sent, order_identifier: 'O-7' }, 'the-secret-key');
  const config = `export const options = { paynearme: { siteIdentifier: 'S1', secretKey: 'the-secret-key', environment: 'sandbox',
    agentRole: 'agent', orderIdentifier: 'O-7' } };`;
  const text = new URLSearchParams({ ...sent, signature }).toString();
  const { code, out } = await started(config, ['explain', 'paynearme', '--json'], text);
  const report = JSON.parse(out) as Report;
  expect(code).toBe(1);
  expect(report.reason).toBe('signature does not match: `order_identifier` was signed, but not sent');
  expect(step(report, 'What was signed')).toContain('order_identifierO-7');
});

test('a configuration that is broken is not passed over in silence', async () => {
  const { code, err } = await started('export default 7;', ['explain', 'chargebackstop'], redirect);
  expect(code).toBe(2);
  expect(err).toContain('exports no options');
});
