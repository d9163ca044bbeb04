// startSandbox: what it returns, what it refuses, and how it ends.
import { connect } from 'node:net';
import { chargebackstopUrl, jwtFor, startTestSandbox, startUntilEnd } from './helpers.js';

test('returns its URL and options in the names of the contract', async () => {
  const sandbox = await startUntilEnd();
  const { url, port, options, credentials, attempts } = sandbox;
  expect(url).toBe(`http://127.0.0.1:${String(port)}`);
  expect(options).toEqual({
    chargebackstop: {
      partnerId: credentials.chargebackstop.partnerId,
      ssoKey: credentials.chargebackstop.ssoKey,
      baseUrl: `${url}/chargebackstop`,
    },
    devhub: {
      baseWidgetUri: `${url}/devhub/sso/v2/widget.js`,
      consumerKey: credentials.devhub.consumerKey,
      consumerSecret: credentials.devhub.consumerSecret,
      siteIds: ['12345', '23145'],
    },
    cheetah: {
      baseUrl: `${url}/cheetah`,
      clientId: credentials.cheetah.clientId,
      clientSecret: credentials.cheetah.clientSecret,
    },
    paynearme: {
      siteIdentifier: credentials.paynearme.siteIdentifier,
      secretKey: credentials.paynearme.secretKey,
      apiUrl: `${url}/paynearme/json-api`,
      portalHosts: [`127.0.0.1:${String(port)}`],
      agentRole: 'agent',
    },
  });
  expect(credentials.paynearme.oauth).toEqual({
    tokenUrl: `${url}/paynearme/oauth/token`,
    clientId: expect.any(String),
    clientSecret: expect.any(String),
  });
  expect(attempts).toEqual([]);
});

test('has the same credentials at every start, with keys that are long enough', async () => {
  const [one, two] = [await startUntilEnd(), await startUntilEnd()];
  expect(one.options.chargebackstop).toEqual({ ...two.options.chargebackstop, baseUrl: `${one.url}/chargebackstop` });
  for (const key of [one.options.chargebackstop.ssoKey, one.options.paynearme.secretKey]) {
    expect(Buffer.byteLength(key)).toBeGreaterThanOrEqual(32);
  }
});

test('takes any part of the credentials', async () => {
  const sandbox = await startUntilEnd({
    credentials: {
      chargebackstop: { ssoKey: 'another-key' },
      devhub: { siteIds: ['7'] },
      paynearme: { roles: ['clerk'], oauth: { clientId: 'me' } },
    },
  });
  expect(sandbox.options.chargebackstop).toMatchObject({
    ssoKey: 'another-key',
    partnerId: expect.stringMatching(/^ptnr_/),
  });
  expect(sandbox.options.devhub.siteIds).toEqual(['7']);
  expect(sandbox.options.paynearme.agentRole).toBe('clerk');
  expect(sandbox.credentials.paynearme.oauth).toMatchObject({ clientId: 'me', clientSecret: expect.any(String) });
});

test.each([
  ['credentials.devhbu', { devhbu: {} }],
  ['credentials.chargebackstop.key', { chargebackstop: { key: 'x' } }],
  ['credentials.paynearme.oauth.tokenUrl', { paynearme: { oauth: { tokenUrl: 'http://127.0.0.1/' } } }],
])('refuses the unknown name %s', async (name, credentials) => {
  await expect(startUntilEnd({ credentials: credentials as object })).rejects.toThrow(`\`${name}\` is not known`);
});

test('tells every mistake at once, with the nearest name, and repeats no value', async () => {
  const options = {
    ...{ prot: 4000, port: '4000', now: 5 },
    credentials: {
      chargebackstop: { ssoKye: 'hunter2', members: 'jane@example.com' },
      devhub: null,
      cheetah: { tokenTtl: '60', 'hunter2-hunter2-hunter2': 1 },
      paynearme: { secretKye: 'hunter2', secretKey: '', oauth: { clientID: 'hunter2' } },
    },
  };
  const error = await startUntilEnd(options as object).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TypeError);
  expect((error as Error).message.split('\n  - ')).toEqual([
    'startSandbox: 11 options are wrong.',
    '`prot` is not known. Did you mean `port`?',
    '`port` must be a whole number from 0 (any free port) to 65535.',
    '`now` must be a function.',
    '`credentials.chargebackstop.ssoKye` is not known. Did you mean `ssoKey`?',
    '`credentials.chargebackstop.members` must be an array of strings.',
    '`credentials.devhub` must be an object.',
    '`credentials.cheetah.tokenTtl` must be a number of seconds, 0 or more.',
    '`credentials.cheetah.hun…` is not known. Known are clientId, clientSecret, tokenTtl.',
    '`credentials.paynearme.secretKye` is not known. Did you mean `secretKey`?',
    '`credentials.paynearme.secretKey` must be a string that is not empty.',
    '`credentials.paynearme.oauth.clientID` is not known. Did you mean `clientId`?',
  ]);
});

test('a name with undefined counts as left out', async () => {
  const sandbox = await startUntilEnd({ credentials: { chargebackstop: { ssoKey: undefined } } } as object);
  expect(sandbox.credentials.chargebackstop.ssoKey).toMatch(/^sandbox-sso-key/);
});

test.each([-1, 1.5, 65_536, Number.NaN])('refuses the port %s', async (port) => {
  await expect(startUntilEnd({ port })).rejects.toThrow(TypeError);
});

test('says which port it cannot have', async () => {
  const sandbox = await startUntilEnd();
  await expect(startUntilEnd({ port: sandbox.port })).rejects.toThrow(
    `cannot listen on 127.0.0.1:${String(sandbox.port)}`,
  );
});

test('close ends idle connections and may be called again', async () => {
  const sandbox = await startUntilEnd();
  const socket = connect(sandbox.port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await Promise.all([sandbox.close(), sandbox.close()]);
  await ended;
  await expect(fetch(sandbox.url)).rejects.toThrow();
});

test('keeps the last 500 attempts in one live array', async () => {
  const { sandbox } = await startTestSandbox();
  const { attempts } = sandbox;
  for (let sent = 0; sent < 503; sent += 1) await fetch(chargebackstopUrl(sandbox, '')).then((answer) => answer.text());
  expect(sandbox.attempts).toBe(attempts);
  expect(attempts).toHaveLength(500);
  expect(attempts.at(0)?.id).toBe(4);
  expect(attempts.at(-1)?.id).toBe(503);
});

test('the home page shows the attempts newest first, and hides secrets that are not its own', async () => {
  const { sandbox, clock } = await startTestSandbox({ credentials: { paynearme: { secretKey: 'a-real-secret-key' } } });
  expect(await (await fetch(sandbox.url)).text()).toContain('Nothing came in yet');
  await fetch(
    chargebackstopUrl(sandbox, { partner_id: sandbox.options.chargebackstop.partnerId, token: jwtFor(sandbox) }),
  );
  clock.seconds += 30;
  await fetch(`${sandbox.options.devhub.baseWidgetUri}?email=sam%40example.com`);
  const page = await (await fetch(sandbox.url)).text();
  expect([...page.matchAll(/data-vendor="(\w+)" data-verdict="(\w+)"/g)].map(([, ...found]) => found)).toEqual([
    ['devhub', 'refused'],
    ['chargebackstop', 'accepted'],
  ]);
  expect(page).toContain('`oauth_consumer_key` is missing');
  expect(page).toContain('2023-11-14 22:13:50 UTC');
  expect(page).toContain(sandbox.options.chargebackstop.ssoKey);
  expect(page).not.toContain('a-real-secret-key');
});

test('serves its style, its icon, and a page for what is not there', async () => {
  const { sandbox } = await startTestSandbox();
  for (const [path, status, type] of [
    ['/sandbox.css', 200, /^text\/css/],
    ['/sandbox.svg', 200, /^image\/svg\+xml/],
    ['/favicon.ico', 200, /^image\/svg\+xml/],
    ['/nowhere', 404, /^text\/html/],
    ['/%ff', 404, /^text\/html/],
    ['/devhub/login/%ff', 400, /^text\/plain/],
  ] as const) {
    const answer = await fetch(sandbox.url + path);
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.headers.get('content-type')).toMatch(type);
  }
});
