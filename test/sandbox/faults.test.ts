// Faults by code: what may be played, that nothing of them stays behind, and how the log tells of them.
import { once } from 'node:events';
import { connect } from 'node:net';
import { FaultBoard } from '../../lib/sandbox/faults/board.js';
import type { Sandbox, SandboxFault, SandboxFaults } from '../../lib/sandbox/index.js';
import { chargebackstopUrl, jwtFor, lastAttempt, START, startTestSandbox, startUntilEnd } from './helpers.js';

const url = (sandbox: Sandbox): string =>
  chargebackstopUrl(sandbox, { partner_id: sandbox.options.chargebackstop.partnerId, token: jwtFor(sandbox) });

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('plays, tells what it plays, and stops at one vendor or at all', async () => {
  const { sandbox } = await startTestSandbox();
  const { faults } = sandbox;
  faults.play('cheetah', 'hang');
  faults.play('cheetah', '500');
  faults.play('paynearme', 'wrong-host');
  faults.play('devhub', 'slow');
  expect(faults.playing).toEqual({ cheetah: '500', paynearme: 'wrong-host', devhub: 'slow' });
  faults.stop('cheetah');
  expect(faults.playing).toEqual({ paynearme: 'wrong-host', devhub: 'slow' });
  faults.stop();
  expect(faults.playing).toEqual({});
});

test('a change of what `playing` gave changes nothing', async () => {
  const { sandbox } = await startTestSandbox();
  Object.assign(sandbox.faults.playing, { cheetah: 'hang' });
  expect(sandbox.faults.playing).toEqual({});
});

test.each<[string, (faults: SandboxFaults) => void, string]>([
  [
    'fault',
    (faults) => {
      faults.play('devhub', 'bad-json' as SandboxFault<'devhub'>);
    },
    'slow, hang, 500, 429, ',
  ],
  [
    'vendor to play at',
    (faults) => {
      faults.play('acme' as 'devhub', 'hang');
    },
    'chargebackstop, devhub, ',
  ],
  [
    'vendor to stop at',
    (faults) => {
      faults.stop('toString' as 'devhub');
    },
    'chargebackstop, devhub, ',
  ],
])('refuses an unknown %s and lists what there is', async (_what, act, list) => {
  const { sandbox } = await startTestSandbox();
  expect(() => {
    act(sandbox.faults);
  }).toThrow(TypeError);
  expect(() => {
    act(sandbox.faults);
  }).toThrow(`There are: ${list}`);
});

test.each([-1, Number.NaN, Infinity])('refuses the delay %s', async (slowMs) => {
  await expect(startUntilEnd({ slowMs })).rejects.toThrow('`slowMs`');
});

test('one vendor in trouble leaves the others alone', async () => {
  const { sandbox } = await startTestSandbox();
  sandbox.faults.play('cheetah', '500');
  expect((await fetch(url(sandbox))).status).toBe(200);
  expect(lastAttempt(sandbox)).not.toHaveProperty('reason');
});

test('a vendor whose clock is off says so in `Date`; the log keeps the right time', async () => {
  const { sandbox } = await startTestSandbox();
  for (const [fault, minutes] of [
    ['clock-ahead', 20],
    ['clock-behind', -20],
  ] as const) {
    sandbox.faults.play('chargebackstop', fault);
    const answer = await fetch(url(sandbox));
    expect(answer.status).toBe(401);
    expect(Date.parse(answer.headers.get('date') ?? '')).toBe((START + minutes * 60) * 1000);
    expect(lastAttempt(sandbox).at).toBe(START * 1000);
  }
  expect(sandbox.attempts.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^played: clock-ahead; the token expired 5 minutes ago/),
    expect.stringMatching(/^played: clock-behind; the token's `iat` is 20 minutes in the future/),
  ]);
});

test('a slow vendor answers rightly in the end, and the log says that it was played', async () => {
  const { sandbox } = await startTestSandbox({ slowMs: 1 });
  sandbox.faults.play('chargebackstop', 'slow');
  expect((await fetch(url(sandbox))).status).toBe(200);
  expect(lastAttempt(sandbox)).toMatchObject({ verdict: 'accepted', reason: 'played: slow' });
});

test('a browser gets a page that says what was played, all else plain text', async () => {
  const { sandbox } = await startTestSandbox();
  sandbox.faults.play('chargebackstop', '429');
  const page = await fetch(url(sandbox), { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
  expect([page.status, page.headers.get('retry-after')]).toEqual([429, '30']);
  expect(await page.text()).toContain('played: 429; nothing was checked');
  const text = await fetch(url(sandbox));
  expect(text.headers.get('content-type')).toContain('text/plain');
  expect(await text.text()).toBe('played: 429; nothing was checked\n');
  expect(JSON.stringify(sandbox.attempts)).not.toContain(jwtFor(sandbox));
});

test.each([
  ['hang', 'the sandbox closes', 'no answer is sent'],
  ['hang', 'the client goes away', 'no answer is sent'],
  ['slow', 'the sandbox closes', 'nobody waited for the answer'],
  ['slow', 'the client goes away', 'nobody waited for the answer'],
] as const)('%s: nothing waits any more when %s', async (fault, end, reason) => {
  const { sandbox } = await startTestSandbox({ slowMs: 3_600_000 });
  const meeting = jest.spyOn(FaultBoard.prototype, 'meet');
  sandbox.faults.play('chargebackstop', fault);
  const socket = connect(sandbox.port, '127.0.0.1').on('error', () => undefined);
  const ended = once(socket, 'close');
  socket.write('GET /chargebackstop HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await until(() => meeting.mock.calls.length > 0);
  if (end === 'the sandbox closes') await sandbox.close();
  else socket.destroy();
  await ended;
  // For `slow` it is recorded when its timer has been cleared.
  await until(() => sandbox.attempts.length > 0);
  expect(lastAttempt(sandbox)).toMatchObject({ verdict: 'refused', reason: `played: ${fault}; ${reason}` });
  meeting.mockRestore();
});

test('Cheetah takes the tokens from before the fault for expired, and those alone', async () => {
  const { sandbox } = await startTestSandbox();
  const { baseUrl, clientId, clientSecret } = sandbox.options.cheetah;
  const post = async (path: string, fields: Record<string, string>): Promise<Record<string, unknown>> => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const headers = { accept: 'application/vnd.stellar-v1+json' };
    return (await (await fetch(baseUrl + path, { method: 'POST', headers, body })).json()) as Record<string, unknown>;
  };
  const newToken = async (): Promise<string> => {
    const client = { client_id: clientId, client_secret: clientSecret };
    return String((await post('/oauth/token', { grant_type: 'client_credentials', ...client }))['access_token']);
  };
  const signIn = (token: string): Promise<Record<string, unknown>> =>
    post('/program/api/sso', { access_token: token, integration_id: '42' });

  const old = await newToken();
  sandbox.faults.play('cheetah', 'expired-token');
  sandbox.faults.play('paynearme', 'hang');
  expect(await signIn(old)).toMatchObject({ error: 'expired_token' });
  expect(lastAttempt(sandbox)).toMatchObject({
    verdict: 'refused',
    reason: 'played: expired-token; `access_token` is taken for expired',
  });
  const fresh = await newToken();
  expect(await signIn(fresh)).toHaveProperty('member_id');
  sandbox.faults.play('cheetah', 'expired-token');
  expect(await signIn(fresh)).toMatchObject({ error: 'expired_token' });
  sandbox.faults.stop('cheetah');
  expect(await signIn(old)).toHaveProperty('member_id');
});
