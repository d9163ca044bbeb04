// What to do about a refusal stands beside its reason, wherever the reason is shown.
import { chargebackstopUrl, fieldOf, jwtFor, lastAttempt, START, startTestSandbox } from './helpers.js';

const FIX = 'Set the clock of the server (NTP).';

test('a refused attempt has its fix: in the list, as text, and on the page that the user lands on', async () => {
  const { sandbox } = await startTestSandbox();
  const token = jwtFor(sandbox, { iat: START + 1200 });
  const { partnerId } = sandbox.options.chargebackstop;
  const page = await (await fetch(chargebackstopUrl(sandbox, { partner_id: partnerId, token }))).text();
  expect(lastAttempt(sandbox)).toMatchObject({ verdict: 'refused', fix: FIX });
  expect(fieldOf(page, 'fix')).toBe(FIX);
  for (const path of ['/', '/attempts/1', '/attempts/1.txt'])
    expect(await (await fetch(sandbox.url + path)).text()).toContain(`Fix: ${FIX}`);
});

test('of what was accepted, and of a fault that is played, nothing is to be mended', async () => {
  const { sandbox } = await startTestSandbox();
  const { partnerId } = sandbox.options.chargebackstop;
  const url = chargebackstopUrl(sandbox, { partner_id: partnerId, token: jwtFor(sandbox) });
  await fetch(url);
  sandbox.faults.play('chargebackstop', 'clock-behind');
  await fetch(url);
  expect(sandbox.attempts.map(({ verdict, fix }) => [verdict, fix])).toEqual([
    ['accepted', undefined],
    ['refused', undefined],
  ]);
});
