/** What a developer is told: each step of `explain`, and the option that gave a wrong value. */

import { devhubSso } from '../../../lib/vendors/devhub/index.js';
import type { DevhubSsoOptions } from '../../../lib/vendors/devhub/index.js';
import { isSiteId, isSiteIds } from '../../../lib/vendors/devhub/parameters.js';
import { JANE, aRequest, errorOf } from '../../support/vendor-host.js';

const SECRET = 'a-consumer-secret-that-is-long-enough';
const GOOD = { baseWidgetUri: 'https://builder.example.com/w.js', consumerKey: 'key', consumerSecret: SECRET };
const sso = (options: Partial<DevhubSsoOptions> = {}): ReturnType<typeof devhubSso> =>
  devhubSso({ ...GOOD, ...options });

test('explain has a title for each step, says how it signs, and masks what must not be seen', async () => {
  const { vendor, userId, steps } = await sso({ now: () => 1_700_000_000_000, randomNonce: () => 'n1' }).explain(JANE);
  expect({ vendor, userId }).toEqual({ vendor: 'devhub', userId: '42' });
  const [parameters, base, signature, widget] = steps;
  expect(new Set(steps.map(({ title }) => title).filter(Boolean)).size).toBe(4);
  expect(parameters?.detail).toMatchObject({ email: JANE.email, oauth_nonce: 'n1', oauth_signature: '[redacted]' });
  expect(base?.detail).toMatch(/^GET&https%3A%2F%2Fbuilder\.example\.com%2Fw\.js&/);
  expect(signature?.detail).toEqual({ algorithm: 'HMAC-SHA1', key: '[redacted]', signature: '[redacted]' });
  expect(widget?.detail).toMatch(/^https:\/\/builder\.example\.com\/w\.js\?.*oauth_signature=\[redacted\]/);
});

test.each(['consumerKey', 'siteIds', 'randomNonce'] as const)('a wrong %s is named', async (option) => {
  const error = await errorOf(() => sso({ [option]: () => '' }).createWidgetUri(JANE));
  expect(error).toMatchObject({ code: 'request_invalid', vendor: 'devhub' });
  expect(error.message).toContain(`\`${option}\``);
});

test('without launch mode nobody is asked for the site', async () => {
  const site = jest.fn(() => '1');
  const handler = sso({ site, siteIds: ['1'] });
  const res = { locals: {}, headersSent: true } as never;
  await new Promise((next) => {
    handler(Object.assign(aRequest(), { user: JANE, headers: {} }), res, next);
  });
  expect(res).toHaveProperty('locals.devhub_widget_uri');
  expect(site).not.toHaveBeenCalled();
});

test('what is wrong with a site id is said, and its value is not', () => {
  expect(isSiteId({}, {})).toMatch(/string or a whole number, not an object/);
  expect(isSiteId(1.5, {})).toMatch(/string or a whole number, not a number/);
  expect(isSiteId('a,b', {})).toMatch(/commas, spaces or percent escapes/);
  expect(isSiteIds('a,b', {})).toMatch(/array of site ids, not a string/);
});

test.each([[['a', 'b,c']], [['a', 1, '']], [['a', null, 'b']]])(
  'one wrong site id among right ones (%j) is enough',
  (ids) => {
    expect(isSiteIds(ids, {})).toMatch(/one of them/);
  },
);
