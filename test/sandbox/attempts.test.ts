// The log on its own: listeners, and what is masked.
import { AttemptLog, type NewAttempt } from '../../lib/sandbox/attempts.js';
import { createMask, maskToken } from '../../lib/sandbox/mask.js';

const attempt = (change: Partial<NewAttempt> = {}): NewAttempt => ({
  at: 0,
  vendor: 'devhub',
  verdict: 'refused',
  request: { method: 'GET', path: '/', fields: {}, headers: {} },
  steps: [],
  answer: { status: 401, meaning: 'no' },
  tookMs: 1,
  ...change,
});

test('tells its listeners until they leave', () => {
  const log = new AttemptLog((given) => given);
  const heard: number[] = [];
  const stop = log.onRecord(({ id }) => heard.push(id));
  log.record(attempt());
  log.record(attempt());
  stop();
  log.record(attempt());
  expect(heard).toEqual([1, 2]);
  expect(log.list.map(({ id }) => id)).toEqual([1, 2, 3]);
});

test.each([
  ['as it is', (secret: string) => secret],
  ['URL-encoded', (secret: string) => encodeURIComponent(secret)],
  ['URL-encoded twice', (secret: string) => encodeURIComponent(encodeURIComponent(secret))],
  ['in JSON', (secret: string) => JSON.stringify({ key: secret })],
])('masks a secret wherever it stands, %s', (_form, write) => {
  const secret = 'a "quoted\\ & sécret"';
  const text = `x${write(secret)}y`;
  const masked = createMask([secret, 'a "quoted'])(
    attempt({
      reason: text,
      user: { email: text },
      request: { method: 'GET', path: text, fields: { [text]: text }, headers: { accept: text } },
      claimedUser: { email: text },
      steps: [
        { title: 'Step', detail: text, comparison: { received: text, expected: text } },
        { title: 'Signature', detail: text, signatures: { received: secret, expected: 'good' } },
      ],
      answer: { status: 401, meaning: text },
    }),
  );
  expect(JSON.stringify(masked)).not.toMatch(/quoted/);
  expect(masked.reason).toMatch(/^x.*\[masked\].*y$/);
});

test('masks fields that hold secrets by their name, whatever they hold', () => {
  const fields = {
    client_secret: 'x',
    access_token: 'y',
    refresh_token: 'z'.repeat(32),
    api_password: 'p',
    email: 'e',
  };
  const masked = createMask([])(attempt({ request: { method: 'POST', path: '/', fields, headers: {} } }));
  expect(masked.request.fields).toEqual({
    client_secret: '[masked]',
    access_token: '[masked]',
    refresh_token: 'zzzzzz…[masked]',
    api_password: '[masked]',
    email: 'e',
  });
});

test('a very short secret does not blot out ordinary words', () => {
  expect(createMask(['a'])(attempt({ reason: 'a banana' })).reason).toBe('a banana');
  expect(maskToken('short')).toBe('[masked]');
});
