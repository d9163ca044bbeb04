// Credentials by real calls, at the sandbox and at servers that are no vendor; and what is called only when asked for.
import { type RequestListener } from 'node:http';
import { parseEnv } from 'node:util';
import type { Check } from '../../lib/cli/doctor/check.js';
import { variableLines } from '../../lib/cli/paste.js';
import { startSandbox, type Sandbox } from '../../lib/sandbox/index.js';
import { serve } from '../support/serve.js';
import { tidy } from '../support/tidy.js';
import { runHere } from './cli.js';
import { expectWhole, statuses } from './support-doctor.js';

type Variables = Readonly<Record<string, string | undefined>>;

const variablesOf = ({ options }: Sandbox): Variables => parseEnv(variableLines(options));

async function doctor(
  env: Variables,
  ...words: string[]
): Promise<{ checks: Check[]; code: number | null; err: string }> {
  const { out, code, err } = await runHere(['doctor', '--env', '--json', ...words], { env });
  const { checks } = JSON.parse(out) as { checks: Check[] };
  expectWhole(checks);
  return { checks, code, err };
}

const find = (checks: readonly Check[], id: string): Check | undefined => checks.find((check) => check.id === id);

test('a sandbox that is well passes whole, and what nobody can see is not checkable', async () => {
  const sandbox = tidy(await startSandbox());
  const { checks, code } = await doctor(variablesOf(sandbox));
  expect(checks.filter(({ status, vendor }) => vendor !== undefined && /wrong|warning/.test(status))).toEqual([]);
  expect(statuses(checks)).toMatchObject({
    'cheetah.credentials': 'ok',
    'chargebackstop.account': 'unknown',
    'devhub.account': 'unknown',
    'paynearme.signature': 'unknown',
  });
  expect(code).toBe(0);
  expect(sandbox.attempts.map(({ vendor, verdict }) => `${vendor} ${verdict}`)).toEqual(['cheetah accepted']);
});

describe('Cheetah', () => {
  test.each([
    ['another secret', { CHEETAH_CLIENT_SECRET: 'another-one-of-a-kind' }, /`CHEETAH_CLIENT_SECRET`/],
    ['another id', { CHEETAH_CLIENT_ID: 'someone' }, /`CHEETAH_CLIENT_ID`, `CHEETAH_CLIENT_SECRET`/],
  ])('%s is refused, in the vendor’s words, with what to look at', async (_what, changes, fix) => {
    const sandbox = tidy(await startSandbox());
    const { checks, code } = await doctor({ ...variablesOf(sandbox), ...changes }, '--vendor', 'cheetah');
    const check = find(checks, 'cheetah.credentials');
    expect(check).toMatchObject({ status: 'wrong', title: 'Cheetah refuses the call' });
    expect(check?.detail).toMatch(/HTTP 401.*It said: invalid_client/);
    expect(check?.fix).toMatch(fix);
    expect(check?.docs).toBe('docs/errors.md#vendor_rejected');
    expect(code).toBe(1);
  });

  test.each<[string, RequestListener, RegExp, RegExp]>([
    ['a page', (_req, res) => res.end('<!doctype html>'), /something else/, /`CHEETAH_BASE_URL`/],
    [
      'a redirect',
      (_req, res) => res.writeHead(302, { Location: '/login' }).end(),
      /something else/,
      /`CHEETAH_BASE_URL`/,
    ],
    ['404', (_req, res) => res.writeHead(404).end(), /refuses the call/, /`CHEETAH_BASE_URL`/],
    ['500', (_req, res) => res.writeHead(500).end(), /cannot serve now/, /Try again/],
    ['503', (_req, res) => res.writeHead(503).end(), /cannot serve now/, /Try again/],
  ])('a host that answers with %s', async (_what, listener, title, fix) => {
    const env = {
      CHEETAH_BASE_URL: await serve(listener),
      CHEETAH_CLIENT_ID: 'c1f0a9',
      CHEETAH_CLIENT_SECRET: 'k2x9w1c0',
    };
    const check = find((await doctor(env)).checks, 'cheetah.credentials');
    expect(check?.status).toBe('wrong');
    expect(check?.title).toMatch(title);
    expect(check?.fix).toMatch(fix);
  });

  test('is not called while something is wrong with its settings', async () => {
    const sandbox = tidy(await startSandbox());
    const { checks } = await doctor({ ...variablesOf(sandbox), CHEETAH_CLIENT_SECRET: '"quoted"' });
    expect(find(checks, 'cheetah.credentials')?.status).toBe('unknown');
    expect(sandbox.attempts).toEqual([]);
  });
});

describe('PayNearMe', () => {
  const LIVE = ['--vendor', 'paynearme', '--live', '--email', 'jo@example.com', '--name', 'Jo Doe', '--role', 'agent'];

  test('a signature is checked by a real call, told before', async () => {
    const sandbox = tidy(await startSandbox());
    const { checks, code, err } = await doctor(variablesOf(sandbox), ...LIVE);
    expect(find(checks, 'paynearme.signature')?.status).toBe('ok');
    expect(code).toBe(0);
    expect(err).toMatch(/asked for an agent session of jo@example.com/);
    expect(sandbox.attempts).toHaveLength(1);
  });

  test.each([
    ['another key', { PAYNEARME_SECRET_KEY: 'k'.repeat(40) }, LIVE, /signature/],
    ['another site', { PAYNEARME_SITE_IDENTIFIER: 'S99' }, LIVE, /site/],
    ['another role', {}, LIVE.map((word) => (word === 'agent' ? 'chief' : word)), /role/],
  ])('%s is refused in the vendor’s words', async (_what, changes, words, detail) => {
    const sandbox = tidy(await startSandbox());
    const { checks, code } = await doctor({ ...variablesOf(sandbox), ...changes }, ...words);
    const check = find(checks, 'paynearme.signature');
    expect(check).toMatchObject({ status: 'wrong', title: 'PayNearMe refuses the call' });
    expect(check?.detail).toMatch(detail);
    expect(code).toBe(1);
  });

  test('without whom it is for, no call is made, and it is said what to give', async () => {
    const sandbox = tidy(await startSandbox());
    const { PAYNEARME_AGENT_ROLE: _role, ...env } = variablesOf(sandbox);
    const { checks } = await doctor(env, '--vendor', 'paynearme', '--live', '--email', 'jo@example.com');
    expect(find(checks, 'paynearme.signature')).toMatchObject({
      status: 'unknown',
      fix: 'Give --name and --role for it, too.',
    });
    expect(sandbox.attempts).toEqual([]);
  });

  test('an e-mail that is none is told before any call', async () => {
    const sandbox = tidy(await startSandbox());
    const words = LIVE.map((word) => (word.includes('@') ? 'jo' : word));
    const { code, err, out } = await runHere(['doctor', '--env', ...words], { env: variablesOf(sandbox) });
    expect([code, out, err]).toEqual([2, '', 'doctor: --email must be one plain e-mail address.']);
    expect(sandbox.attempts).toEqual([]);
  });

  test('an OAuth client is checked without --live', async () => {
    const sandbox = tidy(await startSandbox());
    const { oauth } = sandbox.credentials.paynearme;
    const env = {
      ...variablesOf(sandbox),
      PAYNEARME_SECRET_KEY: '',
      PAYNEARME_OAUTH_TOKEN_URL: oauth.tokenUrl,
      PAYNEARME_OAUTH_CLIENT_ID: oauth.clientId,
      PAYNEARME_OAUTH_CLIENT_SECRET: oauth.clientSecret,
    };
    const good = await doctor(env, '--vendor', 'paynearme');
    expect(find(good.checks, 'paynearme.oauth')?.status).toBe('ok');
    const bad = await doctor({ ...env, PAYNEARME_OAUTH_CLIENT_SECRET: 'another-one' }, '--vendor', 'paynearme');
    expect(find(bad.checks, 'paynearme.oauth')).toMatchObject({ status: 'wrong', title: 'PayNearMe refuses the call' });
    const live = await doctor(env, ...LIVE);
    expect(find(live.checks, 'paynearme.signature')?.status).toBe('ok');
  });

  test('a URL on another host is told', async () => {
    const sandbox = tidy(await startSandbox());
    const env = { ...variablesOf(sandbox), PAYNEARME_PORTAL_HOSTS: 'localhost:1' };
    const check = find((await doctor(env, ...LIVE)).checks, 'paynearme.signature');
    expect(check).toMatchObject({ status: 'wrong', title: expect.stringMatching(/not allowed/) as string });
    expect(check?.fix).toMatch(/`PAYNEARME_PORTAL_HOSTS`/);
  });
});
