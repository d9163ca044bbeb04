// `link`: only after a confirmation, and the URL really signs in.
import { startSandbox, type Sandbox } from '../../lib/sandbox/index.js';
import { variableLines } from '../../lib/cli/paste.js';
import { tidy } from '../support/tidy.js';
import { folderWith, runHere, runProgram } from './cli.js';

let sandbox: Sandbox;
let env: Record<string, string>;
beforeAll(async () => {
  sandbox = await startSandbox();
  env = Object.fromEntries(
    variableLines(sandbox.options)
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
});
afterAll(() => sandbox.close());

const CHARGEBACKSTOP = ['link', 'chargebackstop', '--email', 'jane@example.com'];
const PAYNEARME = ['link', 'paynearme', '--email', 'jane@example.com', '--name', 'Jane Doe'];

test('a Chargebackstop URL signs in the person that it was made for', async () => {
  const { code, out, err, asked } = await runHere(CHARGEBACKSTOP, { env, answers: ['yes'] });
  expect([code, asked]).toEqual([0, ['Make it? Type yes: ']]);
  expect(err).toContain('Signs in whoever opens it, for 15 minutes, as jane@example.com');
  expect((await fetch(out)).status).toBe(200);
  expect(sandbox.attempts.at(-1)).toMatchObject({ verdict: 'accepted', user: { email: 'jane@example.com' } });
});

test('a PayNearMe URL opens the order in the role that was said', async () => {
  const words = [...PAYNEARME, '--role', 'supervisor', '--order', '78'];
  const { out } = await runHere(words, { env, answers: ['YES '] });
  expect((await fetch(out)).status).toBe(200);
  const call = sandbox.attempts.findLast(({ request }) => request.path.endsWith('/agent_sso'));
  expect(call).toMatchObject({
    verdict: 'accepted',
    request: { fields: { agent_role: 'supervisor', agent_name: 'Jane Doe', order_identifier: '78' } },
  });
});

test.each([['no'], [''], ['y']])('the answer %j makes nothing, and no vendor is asked', async (answer) => {
  const before = sandbox.attempts.length;
  const { code, out } = await runHere(PAYNEARME, { env, answers: [answer] });
  expect([code, out, sandbox.attempts.length]).toEqual([2, '', before]);
});

test('without a terminal it wants --yes', async () => {
  expect(await runHere(CHARGEBACKSTOP, { env })).toMatchObject({
    code: 2,
    out: '',
    err: 'link: there is no terminal to confirm at; add --yes to do without.',
  });
});

test('--json prints one document', async () => {
  const { out } = await runHere([...CHARGEBACKSTOP, '--yes', '--json'], { env });
  expect(JSON.parse(out)).toEqual({ vendor: 'chargebackstop', email: 'jane@example.com', url: expect.any(String) });
});

test.each<[string[], string]>([
  [['link', '--email', 'jane@example.com'], 'link: say chargebackstop or paynearme.'],
  [['link', 'devhub', '--email', 'jane@example.com'], 'link: say chargebackstop or paynearme.'],
  [['link', 'chargebackstop', '--yes'], 'link: --email is missing.'],
  [[...PAYNEARME.slice(0, 4), '--yes'], 'link: paynearme needs the name of the person. Give --name.'],
  [['link', 'chargebackstop', '--email', 'jane', '--yes'], "The user's `email`"],
])('%j ends with 2 and the fix', async (words, message) => {
  const { code, out, err } = await runHere(words, { env });
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});

test('a role that the app decides by its own code has to be said', async () => {
  const { PAYNEARME_AGENT_ROLE: _role, ...without } = env;
  const { code, err } = await runHere([...PAYNEARME, '--yes'], { env: without });
  expect(code).toBe(2);
  expect(err).toContain('Give --role and --order in its place.');
});

test('a wrong key is told by its name, and never by its value', async () => {
  const wrong = { ...env, CHARGEBACKSTOP_SSO_KEY: `${String(env['CHARGEBACKSTOP_SSO_KEY'])} ` };
  const { code, err } = await runHere([...CHARGEBACKSTOP, '--yes'], { env: wrong });
  expect(code).toBe(2);
  expect(err).toContain('`ssoKey` begins or ends with white space');
  expect(err).not.toContain('not-for-production');
});

test('the program ends by itself after a call to a vendor', async () => {
  const { path } = tidy(folderWith());
  const { code, out } = await runProgram([...PAYNEARME, '--yes'], { cwd: path, env });
  expect(code).toBe(0);
  expect(out).toContain(`${sandbox.url}/paynearme/portal/sso/`);
});
