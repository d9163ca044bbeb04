// DevHub's stand-in against URIs signed by oauth-sign.
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { runInNewContext } from 'node:vm';
import * as oauthSign from 'oauth-sign';
import type { Sandbox } from '../../lib/sandbox/index.js';
import {
  fieldOf,
  lastAttempt,
  oauthParameters,
  START,
  startTestSandbox,
  widgetUrl,
  without,
  withQuery,
  type TestClock,
} from './helpers.js';

let sandbox: Sandbox;
let clock: TestClock;
beforeEach(async () => {
  ({ sandbox, clock } = await startTestSandbox());
});

interface Uris {
  readonly user: string;
  readonly sites: Readonly<Record<string, string>>;
}

async function load(
  url: string,
): Promise<{ status: number; type: string | null; script: string; uris: Uris | undefined }> {
  const answer = await fetch(url);
  const script = await answer.text();
  const window: { sb?: { uris: Uris } } = {};
  runInNewContext(script, { window });
  return { status: answer.status, type: answer.headers.get('content-type'), script, uris: window.sb?.uris };
}

test('accepts a URI that oauth-sign signed, and answers login links', async () => {
  const own = { first_name: 'Mary Ann', last_name: "O'Brien-~(Jr.)*!", partner_site_ids: '12345,23145' };
  const { status, type, uris } = await load(widgetUrl(sandbox, oauthParameters(sandbox, own)));
  expect(status).toBe(200);
  expect(type).toBe('text/javascript; charset=utf-8');
  expect(Object.keys(uris?.sites ?? {})).toEqual(['12345', '23145']);
  expect(lastAttempt(sandbox)).toMatchObject({
    vendor: 'devhub',
    verdict: 'accepted',
    user: { id: '42', email: 'jane@example.com', name: "Mary Ann O'Brien-~(Jr.)*!" },
    request: { method: 'GET', path: '/devhub/sso/v2/widget.js', fields: { partner_site_ids: '12345,23145' } },
  });
  expect(lastAttempt(sandbox).steps.map(({ title }) => title)).toEqual([
    'Parameters as DevHub reads them',
    'Base string',
    'Signature',
  ]);

  const page = await (await fetch(uris?.user ?? '')).text();
  expect(page).toContain('<main data-sandbox-vendor="devhub" data-verdict="accepted">');
  expect(fieldOf(page, 'email')).toBe('jane@example.com');
  expect(fieldOf(page, 'last_name')).toBe("O'Brien-~(Jr.)*!");
  expect(fieldOf(page, 'site')).toBeUndefined();
  const sitePage = await (await fetch(uris?.sites['23145'] ?? '')).text();
  expect(fieldOf(sitePage, 'site')).toBe('23145');
  expect(sitePage).toContain('Site 23145 is open in the builder.');
});

test('links are good for one visit and one hour', async () => {
  const { uris } = await load(widgetUrl(sandbox, oauthParameters(sandbox, { partner_site_ids: '1' })));
  const [user, site] = [uris?.user ?? '', uris?.sites['1'] ?? ''];
  expect((await fetch(user, { method: 'HEAD' })).status).toBe(405);
  expect((await fetch(user)).status).toBe(200);
  clock.seconds += 5;
  expect((await fetch(user)).status).toBe(410);
  expect(lastAttempt(sandbox).reason).toContain('was used 5 seconds ago');
  clock.seconds += 3600;
  expect((await fetch(site)).status).toBe(410);
  expect(lastAttempt(sandbox).reason).toContain('expired 5 seconds ago');
  expect((await fetch(`${sandbox.url}/devhub/login/guess`)).status).toBe(404);
});

test('without sites the widget has none, and a site may have any name', async () => {
  expect((await load(widgetUrl(sandbox, oauthParameters(sandbox)))).uris?.sites).toEqual({});
  const ids = '__proto__,</script>,a"b,__proto__,';
  const { uris } = await load(widgetUrl(sandbox, oauthParameters(sandbox, { partner_site_ids: ids })));
  expect(Object.keys(uris?.sites ?? {})).toEqual(['__proto__', '</script>', 'a"b']);
});

test('the version may be left out, as the Python library allows', async () => {
  const parameters = without(oauthParameters(sandbox), 'oauth_version');
  expect((await load(widgetUrl(sandbox, parameters))).status).toBe(200);
});

test('verifies the address that was asked for, under another name of the host too', async () => {
  const base = sandbox.options.devhub.baseWidgetUri.replace('127.0.0.1', 'localhost');
  const parameters = oauthParameters(sandbox);
  const signature = oauthSign.hmacsign('GET', base, parameters, sandbox.options.devhub.consumerSecret);
  const path = withQuery('/devhub/sso/v2/widget.js', { ...parameters, oauth_signature: signature });
  const status = await new Promise((resolve, reject) => {
    request(
      { port: sandbox.port, host: '127.0.0.1', path, headers: { host: `LOCALHOST:${String(sandbox.port)}` } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    )
      .once('error', reject)
      .end();
  });
  expect(status).toBe(200);
});

describe('refuses a wrong signature and says what was done', () => {
  const secret = (): string => sandbox.options.devhub.consumerSecret;
  const base = (): string => sandbox.options.devhub.baseWidgetUri;
  const signed = (
    parameters: Record<string, string>,
    key: string,
    hash = 'sha1',
    encoding: 'hex' | 'base64' = 'base64',
  ) =>
    withQuery(base(), {
      ...parameters,
      oauth_signature: createHmac(hash, key)
        .update(oauthSign.generateBase('GET', base(), parameters))
        .digest(encoding),
    });

  const cases: readonly (readonly [name: string, url: () => string, reason: string])[] = [
    [
      'a blank value',
      () => widgetUrl(sandbox, oauthParameters(sandbox, { first_name: '' })),
      'signature does not match: `first_name` was sent as an empty value',
    ],
    [
      'two blank values',
      () => widgetUrl(sandbox, oauthParameters(sandbox, { first_name: '', last_name: '' })),
      'signature does not match: `first_name` and `last_name` were sent as empty values',
    ],
    [
      'a percent escape',
      () => widgetUrl(sandbox, oauthParameters(sandbox, { first_name: '50%20off' })),
      'signature does not match: `first_name` holds a percent escape, which DevHub decodes twice',
    ],
    [
      'a blank value and a percent escape',
      () => widgetUrl(sandbox, oauthParameters(sandbox, { first_name: '50%20off', last_name: '' })),
      '`last_name` was sent as an empty value, which DevHub drops before it checks: leave blank parameters out; and `first_name` holds',
    ],
    [
      'a blank value, by https',
      () =>
        widgetUrl(sandbox, oauthParameters(sandbox, { first_name: '' }), { base: base().replace('http:', 'https:') }),
      'leave blank parameters out; and it was made for https',
    ],
    [
      'another secret',
      () => widgetUrl(sandbox, oauthParameters(sandbox), { secret: 'other' }),
      'made with another secret',
    ],
    [
      'another secret, with a blank value',
      () => widgetUrl(sandbox, oauthParameters(sandbox, { last_name: '' }), { secret: 'other' }),
      'besides, `last_name` came without a value',
    ],
    [
      'the key as secret',
      () => widgetUrl(sandbox, oauthParameters(sandbox), { secret: sandbox.options.devhub.consumerKey }),
      'the consumer key was used as the secret',
    ],
    [
      'https',
      () => widgetUrl(sandbox, oauthParameters(sandbox), { base: base().replace('http:', 'https:') }),
      'made for https, but the request came by http',
    ],
    [
      'another host',
      () => widgetUrl(sandbox, oauthParameters(sandbox), { base: base().replace('127.0.0.1', 'localhost') }),
      'made for the host localhost:',
    ],
    [
      'no port',
      () => widgetUrl(sandbox, oauthParameters(sandbox), { base: base().replace(/:\d+/, '') }),
      'without its port',
    ],
    ['a slash more', () => widgetUrl(sandbox, oauthParameters(sandbox), { base: `${base()}/` }), 'a slash at its end'],
    ['POST', () => widgetUrl(sandbox, oauthParameters(sandbox), { method: 'POST' }), 'made for a POST'],
    ['a key without &', () => signed(oauthParameters(sandbox), secret()), 'lacks the `&` after the consumer secret'],
    ['hex', () => signed(oauthParameters(sandbox), `${secret()}&`, 'sha1', 'hex'), 'in hex, not in base64'],
    ['SHA-256', () => signed(oauthParameters(sandbox), `${secret()}&`, 'sha256'), 'made with HMAC-SHA256'],
    [
      'an added parameter',
      () => `${widgetUrl(sandbox, oauthParameters(sandbox))}&partner_site_ids=99`,
      '`partner_site_ids` was added after signing',
    ],
    [
      'a changed parameter',
      () => widgetUrl(sandbox, oauthParameters(sandbox)).replace('jane%40', 'root%40'),
      'something was changed after signing',
    ],
    [
      'a repeated parameter',
      () => {
        const parameters = oauthParameters(sandbox);
        const both = { ...parameters, email: ['jane@example.com', 'sam@example.com'] };
        const signature = oauthSign.hmacsign('GET', base(), both, secret());
        return `${withQuery(base(), { ...parameters, oauth_signature: signature })}&email=sam%40example.com`;
      },
      '`email` was sent more than once, and only the first counts',
    ],
    [
      'only the protocol parameters signed',
      () => {
        const all = oauthParameters(sandbox);
        const protocol = Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('oauth_')));
        return withQuery(base(), { ...all, oauth_signature: oauthSign.hmacsign('GET', base(), protocol, secret()) });
      },
      'only the `oauth_` parameters were signed',
    ],
    [
      'encodeURIComponent',
      () => {
        const parameters = oauthParameters(sandbox, { last_name: "O'Brien" });
        const text = Object.keys(parameters)
          .sort()
          .map((name) => `${name}=${encodeURIComponent(parameters[name] ?? '')}`)
          .join('&');
        const baseString = ['GET', base(), text].map(oauthSign.rfc3986).join('&');
        const signature = createHmac('sha1', `${secret()}&`).update(baseString).digest('base64');
        return withQuery(base(), { ...parameters, oauth_signature: signature });
      },
      "`!'()*` were not percent-encoded",
    ],
  ];

  test.each(cases)('%s', async (_name, url, reason) => {
    const { status, uris, script } = await load(url());
    expect(lastAttempt(sandbox).reason).toContain(reason);
    expect(lastAttempt(sandbox).reason).toMatch(/^signature does not match: /);
    expect({ status, uris }).toEqual({ status: 401, uris: undefined });
    expect(script).toContain(JSON.stringify(lastAttempt(sandbox).reason).slice(0, 40));
  });

  test('a plus that was not escaped', async () => {
    for (let nonce = 0; ; nonce += 1) {
      const url = widgetUrl(sandbox, oauthParameters(sandbox, { oauth_nonce: String(nonce) }));
      if (!/oauth_signature=[^&]*%2B/.test(url)) continue;
      await load(url.replace(/%2B/g, '+'));
      expect(lastAttempt(sandbox).reason).toContain('the `+` in `oauth_signature` was not escaped');
      return;
    }
  });
});

test.each([
  ['no consumer key', { oauth_consumer_key: '' }, 400, '`oauth_consumer_key` is missing'],
  ['another consumer key', { oauth_consumer_key: 'me' }, 401, '`oauth_consumer_key` is another: "me"'],
  ['another version', { oauth_version: '2.0' }, 400, '`oauth_version` is "2.0"'],
  ['another method', { oauth_signature_method: 'PLAINTEXT' }, 400, '`oauth_signature_method` is "PLAINTEXT"'],
  ['no method', { oauth_signature_method: '' }, 400, '`oauth_signature_method` is missing'],
  ['a time 301 s ago', { oauth_timestamp: String(START - 301) }, 401, '`oauth_timestamp` is 5 minutes old'],
  ['a time 301 s ahead', { oauth_timestamp: String(START + 301) }, 401, '`oauth_timestamp` is 5 minutes in the future'],
  ['a time in milliseconds', { oauth_timestamp: String(START * 1000) }, 401, '`oauth_timestamp` is in milliseconds'],
  ['a time that is none', { oauth_timestamp: '0x5' }, 400, '`oauth_timestamp` is no time in seconds'],
  ['no nonce', { oauth_nonce: '' }, 400, '`oauth_nonce` is missing'],
])('refuses %s', async (_name, change, status, reason) => {
  const answer = await load(widgetUrl(sandbox, oauthParameters(sandbox, change)));
  expect(lastAttempt(sandbox).reason).toContain(reason);
  expect(answer).toMatchObject({ status, uris: undefined });
});

test.each(['email', 'partner_user_id'])('refuses a signed URI without %s', async (name) => {
  const parameters = without(oauthParameters(sandbox), name);
  expect((await load(widgetUrl(sandbox, parameters))).status).toBe(400);
  expect(lastAttempt(sandbox).reason).toBe(`\`${name}\` is missing: it is required`);
});

test('refuses swapped key and secret without showing the secret', async () => {
  const { consumerKey, consumerSecret } = sandbox.options.devhub;
  const parameters = oauthParameters(sandbox, { oauth_consumer_key: consumerSecret });
  await load(widgetUrl(sandbox, parameters, { secret: consumerKey }));
  expect(lastAttempt(sandbox).reason).toContain('key and secret are swapped');
  expect(lastAttempt(sandbox).request.fields['oauth_consumer_key']).toBe('[masked]');
  expect(JSON.stringify(sandbox.attempts)).not.toContain(consumerSecret);
});

test('accepts timestamps up to 300 s off, either way', async () => {
  for (const offset of [-300, 300]) {
    const parameters = oauthParameters(sandbox, { oauth_timestamp: String(START + offset) });
    expect((await load(widgetUrl(sandbox, parameters))).status).toBe(200);
  }
});

test('refuses a URI that was used, also when its timestamp lies ahead', async () => {
  const url = widgetUrl(sandbox, oauthParameters(sandbox, { oauth_timestamp: String(START + 300) }));
  expect((await load(url)).status).toBe(200);
  for (const later of [0, 599]) {
    clock.seconds = START + later;
    await load(widgetUrl(sandbox, oauthParameters(sandbox, { oauth_timestamp: String(clock.seconds) })));
    expect((await load(url)).status).toBe(401);
    expect(lastAttempt(sandbox).reason).toContain('this nonce was used before');
  }
});

test('a nonce counts with its timestamp, and a refused URI uses up none', async () => {
  const nonce = { oauth_nonce: 'same' };
  expect((await load(widgetUrl(sandbox, oauthParameters(sandbox, nonce), { secret: 'wrong' }))).status).toBe(401);
  expect((await load(widgetUrl(sandbox, oauthParameters(sandbox, nonce)))).status).toBe(200);
  const later = { ...nonce, oauth_timestamp: String(START + 1) };
  expect((await load(widgetUrl(sandbox, oauthParameters(sandbox, later)))).status).toBe(200);
});

test('refuses other methods and other paths', async () => {
  const url = widgetUrl(sandbox, oauthParameters(sandbox));
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  expect((await fetch(url.replace('/v2/', '/v1/'))).status).toBe(404);
  expect(lastAttempt(sandbox).reason).toContain('the widget is at `/sso/v2/widget.js`');
});
