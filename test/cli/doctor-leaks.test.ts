// No secret in anything that doctor says, wherever it stands in the settings, and whatever the vendor echoes.
import { type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { examine } from '../../lib/cli/doctor/examine.js';
import { printReport, summaryOf } from '../../lib/cli/doctor/report.js';
import { withValue } from '../../lib/cli/places.js';
import type { Io } from '../../lib/cli/io.js';
import type { RawOptions, Vendor } from '../../lib/cli/settings.js';
import { startSandbox, type Sandbox } from '../../lib/sandbox/index.js';
import { awkwardSecret, plainSecret, SECRET_KINDS, type Canary } from '../leaks/canaries.js';
import type { Emissions } from '../leaks/emissions.js';
import { TEXT_FORMS } from '../leaks/forms.js';
import { attempt, watching } from '../leaks/watch.js';
import { serve } from '../support/serve.js';
import { settingsOf } from './support-doctor.js';

const WORDS: Readonly<Record<string, string>> = { email: 'jo@example.com', name: 'Jo Doe', role: 'agent' };

/** One run, with --live: all that it prints, for people and as JSON. */
function runs(out: Emissions, vendor: Vendor, options: RawOptions): Promise<void> {
  const say = (text = ''): void => out.add('printed', text);
  const io: Io = {
    ...{ cwd: tmpdir(), env: {}, now: Date.now, out: say, err: say, look: (_look, text) => text, ask: undefined },
    ...{ piped: () => Promise.resolve(''), ended: () => Promise.resolve() },
  };
  const call = { positionals: [], text: (name: string) => WORDS[name], on: () => true, json: false };
  return attempt(out, 'checks', async () => {
    const checks = await examine(settingsOf({ [vendor]: options }), call, io);
    const report = { version: '1.0.0', node: '20.19.0', source: 'here', checks, summary: summaryOf(checks) };
    printReport(report, [], io);
    say(JSON.stringify(report, null, 2));
    return checks;
  });
}

/** What somebody may have put there. */
const slips = (secret: string): unknown[] => [
  ...[secret, `${secret}\n`, `"${secret}"`, `\u201c${secret}\u201d`, `Bearer ${secret}`, `CHEETAH_SECRET=${secret}`],
  ...[`${secret} ${secret}`, `${secret}\u200b`, `https://user:${secret}@127.0.0.1/`, `http://127.0.0.1:1/?k=${secret}`],
  ...[`http://127.0.0.1:1/${secret}`, `/${secret}`, secret.slice(0, 31), `eyJ${secret}.${secret}.${secret}`],
  ...[[secret], { key: secret }, Buffer.from(secret), Buffer.from(`${secret}\n`), new Error(secret)],
  ...[() => secret, () => Promise.reject(new Error(secret)), (_req: unknown) => secret],
];

const PLACES: readonly (readonly [vendor: Vendor, option: string])[] = [
  ...['partnerId', 'ssoKey', 'baseUrl', 'expiresIn', 'unknown'].map((option) => ['chargebackstop', option] as const),
  ...['baseWidgetUri', 'consumerKey', 'consumerSecret', 'siteIds'].map((option) => ['devhub', option] as const),
  ...['baseUrl', 'clientId', 'clientSecret', 'tokenPath', 'ssoPath'].map((option) => ['cheetah', option] as const),
  ...['siteIdentifier', 'secretKey', 'apiUrl', 'portalHosts', 'environment', 'agentRole'].map(
    (option) => ['paynearme', option] as const,
  ),
  ...['tokenUrl', 'clientId', 'clientSecret', 'scope'].map((option) => ['paynearme', `oauth.${option}`] as const),
];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

test.each(PLACES)('%s.%s', async (vendor, option) => {
  const canaries = [plainSecret('plain'), awkwardSecret('awkward')];
  const right: RawOptions = { ...sandbox.options[vendor] };
  const { oauth } = sandbox.credentials.paynearme;
  const whole = option.startsWith('oauth.') ? { ...right, secretKey: undefined, oauth } : right;
  const out = await watching(async (emissions) => {
    for (const value of canaries.flatMap((canary) => slips(canary.value))) {
      await runs(emissions, vendor, withValue(whole, option, value));
    }
  });
  expect(out.places).toContain('printed');
  expect(out.places).not.toContain('error');
  expect(out.sightings(canaries)).toEqual([]);
});

describe.each(SECRET_KINDS)('given as %s', (_kind, give) => {
  test('secrets that a vendor echoes, in each form, are not repeated', async () => {
    const canaries: Canary[] = ['cheetah', 'oauth', 'key'].map((name) => plainSecret(name));
    const [cheetah = '', oauth = '', key = ''] = canaries.map(({ value }) => value);
    const url = await serveEcho(canaries);
    const out = await watching(async (emissions) => {
      await runs(emissions, 'cheetah', { baseUrl: url, clientId: 'c1f0a9', clientSecret: give(cheetah) });
      const paynearme = {
        siteIdentifier: 'S77',
        apiUrl: `${url}/json-api`,
        portalHosts: ['127.0.0.1'],
        agentRole: 'agent',
      };
      const client = { tokenUrl: `${url}/token`, clientId: 'c1f0a9', clientSecret: give(oauth) };
      await runs(emissions, 'paynearme', { ...paynearme, oauth: client });
      await runs(emissions, 'paynearme', { ...paynearme, secretKey: give(key) });
    });
    expect(out.texts('printed').join('\n')).toMatch(/It said: .*redacted/);
    // Each is echoed in the place of its own call alone.
    expect(out.sightings(canaries)).toEqual([]);
  });
});

/** A vendor that refuses each call, and repeats the secret that belongs to it. */
async function serveEcho(canaries: readonly Canary[]): Promise<string> {
  const [cheetah, oauth, key] = canaries.map(({ value }) => value);
  const secretOf = ({ url }: IncomingMessage): string =>
    (url === '/token' ? oauth : url === '/oauth/token' ? cheetah : key) ?? '';
  return serve((req, res) => {
    const words = Object.values(TEXT_FORMS)
      .slice(0, 14)
      .map((write) => `wrong: ${write(secretOf(req))}`);
    res.writeHead(req.method === 'POST' ? 401 : 200, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify({ error: words[0], error_description: words.join(' '), errors: words }));
  });
}
