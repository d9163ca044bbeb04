/** DevHub's base widget URI: what it may be, and how it is brought to one form for the signature. */

import * as oauthSign from 'oauth-sign';
import { devhubSso } from '../../../lib/vendors/devhub/index.js';
import { JANE, errorOf, problemsOf } from '../../support/vendor-host.js';

const KEYS = { consumerKey: 'key', consumerSecret: 'secret-value' };
const make = (options: object) => () => devhubSso({ baseWidgetUri: 'https://b.example.com/w.js', ...KEYS, ...options });

beforeAll(() => jest.spyOn(process, 'emitWarning').mockImplementation());
afterAll(() => jest.restoreAllMocks());

test.each([
  ['https://Builder.EXAMPLE.com/sso/Widget.js', 'https://builder.example.com/sso/Widget.js'],
  ['HTTPS://builder.example.com/w.js', 'https://builder.example.com/w.js'],
  ['https://builder.example.com:443/w.js', 'https://builder.example.com/w.js'],
  ['https://builder.example.com:8443/w.js', 'https://builder.example.com:8443/w.js'],
  ['https://builder.example.com:80/w.js', 'https://builder.example.com:80/w.js'],
  ['http://localhost:80/w.js', 'http://localhost/w.js'],
  ['http://localhost:443/w.js', 'http://localhost:443/w.js'],
  ['https://builder.example.com', 'https://builder.example.com/'],
  ['https://builder.example.com/', 'https://builder.example.com/'],
  ['http://[::1]:8080/w.js', 'http://[::1]:8080/w.js'],
  ['http://127.0.0.1:8080/w.js', 'http://127.0.0.1:8080/w.js'],
  ["https://builder.example.com/a(b)'c!*~/w.js", "https://builder.example.com/a(b)'c!*~/w.js"],
  ['https://builder.example.com/a%20b/w.js', 'https://builder.example.com/a%20b/w.js'],
])('%s is signed and opened as %s', async (baseWidgetUri, normalised) => {
  const uri = await make({ baseWidgetUri })().createWidgetUri(JANE);
  expect(uri.startsWith(`${normalised}?`)).toBe(true);
  // What a browser makes of it is what was signed.
  expect(new URL(uri).href).toBe(uri);
  const { oauth_signature: signature, ...parameters } = Object.fromEntries(new URL(uri).searchParams);
  expect(oauthSign.hmacsign('GET', normalised, parameters, 'secret-value')).toBe(signature);
});

test.each<[object, string]>([
  [{ baseWidgetUri: undefined }, 'baseWidgetUri'],
  [{ baseWidgetUri: 'https://b.example.com/w.js?x=1' }, 'baseWidgetUri'],
  [{ baseWidgetUri: 'https://b.example.com/w.js?' }, 'baseWidgetUri'],
  [{ baseWidgetUri: 'https://b.example.com/w.js#x' }, 'baseWidgetUri'],
  [{ baseWidgetUri: 'https://b.example.com/w.js#' }, 'baseWidgetUri'],
  [{ baseWidgetUri: 'http://builder.yourbrand.com/sso/v2/widget.js' }, 'baseWidgetUri'],
  [{ baseWidgetUri: '/sso/v2/widget.js' }, 'baseWidgetUri'],
  [{ baseWidgetUri: 'https://u@b.example.com/w.js' }, 'baseWidgetUri'],
  [{ baseWidgetUri: 'https:\\\\b.example.com/w.js' }, 'baseWidgetUri'],
  [{ consumerKey: undefined }, 'consumerKey'],
  [{ consumerKey: '' }, 'consumerKey'],
  [{ consumerKey: 'key\n' }, 'consumerKey'],
  [{ consumerSecret: undefined }, 'consumerSecret'],
  [{ consumerSecret: ' ' }, 'consumerSecret'],
  [{ consumerSecret: 'half \ud83d' }, 'consumerSecret'],
  [{ siteIds: '12345' }, 'siteIds'],
  [{ siteIds: ['1,2'] }, 'siteIds'],
  [{ siteIds: [''] }, 'siteIds'],
  [{ siteIds: [1.5] }, 'siteIds'],
  [{ siteIds: [null] }, 'siteIds'],
  [{ siteIds: ['a b'] }, 'siteIds'],
  [{ siteIds: ['50%20'] }, 'siteIds'],
  [{ mode: 'page' }, 'mode'],
  [{ site: ['1'] }, 'site'],
  [{ site: '' }, 'site'],
])('%p is refused', async (wrong, option) => {
  expect(await problemsOf(make(wrong))).toEqual([option]);
});

test('a query or a fragment is refused with the fix', async () => {
  for (const end of ['?x=1', '#x']) {
    const error = await errorOf(make({ baseWidgetUri: `https://b.example.com/w.js${end}` }));
    expect(error.message).toContain('`baseWidgetUri` must not have a query or a fragment.');
  }
});

test('no options at all, unknown ones, and all problems at once', async () => {
  const needed = ['baseWidgetUri', 'consumerKey', 'consumerSecret'];
  expect(await problemsOf(() => devhubSso(undefined as never))).toEqual(needed);
  const error = await errorOf(() => devhubSso({ siteId: ['1'], mode: 'x' } as never));
  expect(error.problems.map(({ option }) => option).sort()).toEqual([...needed, 'mode', 'siteId'].sort());
  expect(error.message).toContain('Did you mean `siteIds`?');
});
