/** The option `now`: a clock that gives no time is an error, and never a token with no time in it. */

import { chargebackstopSso, devhubSso } from '../../lib/index.js';

const USER = { id: 'user-7', email: 'jane@example.com' };
const KEY = 'a key for tests, of more than 32 bytes';
const WIDGET = { baseWidgetUri: 'https://sites.example.com/sso/v2/widget.js', consumerKey: 'key', consumerSecret: KEY };

test.each([
  ['no number', Number.NaN],
  ['no end', Number.POSITIVE_INFINITY],
  ['a Date', new Date()],
  ['text', '1700000000000'],
  ['nothing', undefined],
])('a clock that gives %s fails the hand-off, and the message says what it must give', async (_what, time) => {
  const now = (): never => time as never;
  for (const made of [
    () => chargebackstopSso({ partnerId: 'ptnr_1', ssoKey: KEY, now }).createUrl(USER),
    () => devhubSso({ ...WIDGET, now }).createWidgetUri(USER),
  ]) {
    await expect(made()).rejects.toThrow('`now` must return milliseconds since 1970');
  }
});

test('a nonce of its own is fresh for each signature, and of letters and digits only', async () => {
  const handler = devhubSso(WIDGET);
  const nonces = await Promise.all(
    Array.from({ length: 1000 }, async () =>
      new URL(await handler.createWidgetUri(USER)).searchParams.get('oauth_nonce'),
    ),
  );
  expect(new Set(nonces).size).toBe(1000);
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
});
