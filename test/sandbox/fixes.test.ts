// What to do about a refusal stands beside its reason, wherever the reason is shown.
import { FAULT_CODES, fixFor } from '../../lib/sandbox/fixes.js';
import { PLAYED, Refusal } from '../../lib/sandbox/refusal.js';
import { faultOf, isUnexplained, isWrongSignature } from '../../lib/cli/explain/case.js';
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

test.each(FAULT_CODES)('what is refused as %s has a fix, whatever the words of the refusal', (code) => {
  const { reason, fix } = faultOf(new Refusal(code, 'said in quite other words'));
  expect(reason).toBe('said in quite other words');
  expect(fix).toMatch(/^[A-Z].{5,}\.$/);
});

test('of several codes, the one that stands first in the table has the say', () => {
  expect(fixFor(['signature', 'other-key'])).toBe(fixFor(['other-key']));
  expect(fixFor(['other-way', 'key-with-space'])).toBe(fixFor(['key-with-space']));
});

test('words that sound like another refusal bring no fix, and change no judgement', () => {
  const refusal = new Refusal(PLAYED, 'signature does not match: it was made with another key, or the token expired');
  expect(faultOf(refusal)).toEqual({ reason: refusal.message });
  expect([isWrongSignature(refusal), isUnexplained(refusal)]).toEqual([false, false]);
});

test('a signature that is wrong, and why, are told by codes', () => {
  const [unexplained, explained] = [
    new Refusal(['other-key', 'signature'], 'a'),
    new Refusal(['cut', 'signature'], 'b'),
  ];
  expect([isWrongSignature(unexplained), isUnexplained(unexplained)]).toEqual([true, true]);
  expect([isWrongSignature(explained), isUnexplained(explained)]).toEqual([true, false]);
});
