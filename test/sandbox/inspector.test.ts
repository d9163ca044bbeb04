// The inspector's pages: who may see them, what they show, and what stays masked.
import request from 'supertest';
import type { Sandbox, SandboxAttempt } from '../../lib/sandbox/index.js';
import { encodedTwice, notSorted, swapped, wrongKey, wrongSecret } from '../browser/inspector-scene.js';
import {
  agentParameters,
  chargebackstopUrl,
  jwtFor,
  lastAttempt,
  oauthParameters,
  paynearmeSignature,
  startTestSandbox,
  startUntilEnd,
  widgetUrl,
} from './helpers.js';

const stepOf = (attempt: SandboxAttempt, title: string) => attempt.steps.find((step) => step.title === title);

async function refuse(sandbox: Sandbox): Promise<void> {
  await (await fetch(chargebackstopUrl(sandbox, ''))).text();
}

describe('who may see it', () => {
  const READ = ['/', '/attempts/1', '/attempts/1.txt', '/events'] as const;

  test.each(READ)('a foreign name for this machine gets nothing of %s', async (path) => {
    const { sandbox } = await startTestSandbox();
    await refuse(sandbox);
    const answer = await request(sandbox.url)
      .get(path)
      .set('Host', `evil.example:${String(sandbox.port)}`);
    expect([answer.status, answer.text]).toEqual([403, 'This is for the own pages of the sandbox.\n']);
  });

  test.each([
    ['/', 200],
    ['/attempts/1', 200],
    ['/attempts/1.txt', 403],
    ['/events', 403],
  ])('a link from another site to %s: %d', async (path, status) => {
    const { sandbox } = await startTestSandbox();
    await refuse(sandbox);
    const answer = await request(sandbox.url).get(path).set('Sec-Fetch-Site', 'cross-site');
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
  });

  test('another site clears nothing', async () => {
    const { sandbox } = await startTestSandbox();
    await refuse(sandbox);
    const answer = await request(sandbox.url).post('/attempts/clear').set('Origin', 'https://evil.example');
    expect(answer.status).toBe(403);
    expect(sandbox.attempts).toHaveLength(1);
  });

  test('scripts and forms are allowed here alone, and only those of the sandbox', async () => {
    const { sandbox } = await startTestSandbox();
    const policyOf = async (path: string) => (await fetch(sandbox.url + path)).headers.get('content-security-policy');
    expect(await policyOf('/')).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; " +
        "form-action 'self'; frame-ancestors 'none'",
    );
    expect(await policyOf('/chargebackstop/')).not.toMatch(/script-src|form-action 'self'/);
  });
});

describe('pages', () => {
  test('an attempt has a page and a text; one that is gone says why', async () => {
    const { sandbox } = await startTestSandbox();
    await refuse(sandbox);
    const get = async (path: string) => {
      const answer = await fetch(sandbox.url + path);
      return [answer.status, answer.headers.get('content-type'), await answer.text()] as const;
    };
    const [status, type, page] = await get('/attempts/1');
    expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page).toContain('`partner_id` is missing');
    const [, textType, text] = await get('/attempts/1.txt');
    expect(textType).toBe('text/plain; charset=utf-8');
    expect(text).toContain('Reason: `partner_id` is missing');
    for (const path of ['/attempts/2', '/attempts/x', '/attempts/01']) {
      const [gone, , words] = await get(path);
      expect([gone, words.includes('This attempt is not kept')]).toEqual([404, true]);
    }
    expect((await get('/attempts/2.txt'))[0]).toBe(404);
  });

  test('without a script the filter is in the query', async () => {
    const { sandbox } = await startTestSandbox();
    await refuse(sandbox);
    const { partnerId } = sandbox.options.chargebackstop;
    await fetch(chargebackstopUrl(sandbox, { partner_id: partnerId, token: jwtFor(sandbox) }));
    await fetch(`${sandbox.options.devhub.baseWidgetUri}?email=a`);
    const shown = async (query: string): Promise<(string | undefined)[]> => {
      const page = await (await fetch(`${sandbox.url}/${query}`)).text();
      return [...page.matchAll(/<li data-attempt="(\d)" [^>]*"\s*>/g)].map(([, id]) => id);
    };
    expect(await shown('')).toEqual(['3', '2', '1']);
    expect(await shown('?vendor=chargebackstop')).toEqual(['2', '1']);
    expect(await shown('?vendor=chargebackstop&verdict=accepted')).toEqual(['2']);
    expect(await shown('?vendor=cheetah')).toEqual([]);
    expect(await shown('?vendor=constructor&verdict=maybe')).toEqual(['3', '2', '1']);
  });
});

describe('what an attempt tells', () => {
  test('the answer as it was sent, for every kind of answer', async () => {
    const sandbox = await startUntilEnd();
    const { paynearme, cheetah, devhub } = sandbox.options;
    const form = (fields: Record<string, string> = {}): RequestInit => ({
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    for (const [url, init] of [
      [chargebackstopUrl(sandbox, '')],
      [`${sandbox.url}/chargebackstop/nothing`],
      [devhub.baseWidgetUri],
      [`${sandbox.url}/devhub/login/unknown`],
      [`${cheetah.baseUrl}/oauth/token`, form()],
      [`${cheetah.baseUrl}/program/api/sso`, { method: 'PUT' }],
      [`${cheetah.baseUrl}/api/member`],
      [`${cheetah.baseUrl}/console/api/sso`, form()],
      [`${paynearme.apiUrl}/agent_sso`, form()],
      [`${paynearme.apiUrl}/agent_sso`, { ...form({ version: '3.0' }), headers: { authorization: 'Bearer x' } }],
      [`${paynearme.apiUrl}/other`],
      [`${sandbox.url}/paynearme/oauth/token`, form({ grant_type: 'client_credentials' })],
      [`${sandbox.url}/paynearme/portal/sso/unknown`],
    ] as const) {
      const answer = await fetch(url, init);
      await answer.text();
      expect([url, lastAttempt(sandbox).answer.status]).toEqual([url, answer.status]);
      expect(lastAttempt(sandbox).answer.meaning).toMatch(/\.$/);
    }
  });

  test('how long since the attempt before of the same user', async () => {
    const { sandbox, clock } = await startTestSandbox();
    const { partnerId } = sandbox.options.chargebackstop;
    const visit = (email: string) =>
      fetch(
        chargebackstopUrl(sandbox, {
          partner_id: partnerId,
          token: jwtFor(sandbox, { user_email: email }),
        }),
      );
    await visit('jane@example.com');
    clock.seconds += 10;
    await visit('sam@example.com');
    clock.seconds += 20;
    await visit('jane@example.com');
    expect(sandbox.attempts.map(({ sinceBeforeMs }) => sinceBeforeMs)).toEqual([undefined, undefined, 30_000]);
    expect(lastAttempt(sandbox).tookMs).toBeGreaterThanOrEqual(0);
    expect(stepOf(lastAttempt(sandbox), 'Token claims')?.detail).toContain(
      'iat is 2023-11-14 22:13:20 UTC, 30 seconds before the token came in',
    );
  });

  test('whom a refused request is about, as far as it says', async () => {
    const sandbox = await startUntilEnd();
    await wrongKey(sandbox);
    await wrongSecret(sandbox);
    await notSorted(sandbox);
    const { baseUrl } = sandbox.options.cheetah;
    const body = new FormData();
    body.append('integration_id', '7');
    await fetch(`${baseUrl}/program/api/sso`, {
      method: 'POST',
      headers: { accept: 'application/vnd.stellar-v1+json' },
      body,
    });
    expect(sandbox.attempts.map(({ user, claimedUser }) => [user, claimedUser])).toEqual([
      [undefined, { email: 'jane@example.com' }],
      [undefined, { id: '42', email: 'jane@example.com', name: 'Jane' }],
      [undefined, { email: 'sam@example.com', name: 'Sam Okafor' }],
      [undefined, { id: '7' }],
    ]);
  });

  test('the headers that matter, without what they carry in secret', async () => {
    const sandbox = await startUntilEnd();
    const basic = Buffer.from('id:the-secret-of-production').toString('base64');
    const token = 'a-live-token-of-production';
    for (const authorization of [
      `Basic ${basic}`,
      `Bearer ${token}`,
      `Bearer ${sandbox.options.paynearme.secretKey}`,
      token,
    ]) {
      await fetch(`${sandbox.options.paynearme.apiUrl}/agent_sso`, {
        method: 'POST',
        headers: { authorization, cookie: 'session=1' },
        body: new URLSearchParams({ version: '3.0' }),
      });
    }
    const headers = sandbox.attempts.map((attempt) => attempt.request.headers);
    expect(headers.map(({ authorization }) => authorization)).toEqual([
      'Basic [masked]',
      'Bearer a-live…[masked]',
      'Bearer [masked]',
      '[masked]',
    ]);
    expect(headers[0]).toMatchObject({ host: new URL(sandbox.url).host, 'content-length': '11' });
    expect(JSON.stringify(headers)).not.toContain('session=1');
  });
});

describe('what the sender signed', () => {
  test('stands beside what was expected, where a guess gives it away', async () => {
    const sandbox = await startUntilEnd();
    await encodedTwice(sandbox);
    const baseString = stepOf(lastAttempt(sandbox), 'Base string')?.comparison;
    expect(baseString?.received).toContain('email%3Djane%25252Bsites');
    expect(baseString?.expected).toContain('email%3Djane%252Bsites');
    await notSorted(sandbox);
    const text = stepOf(lastAttempt(sandbox), 'String to sign')?.comparison;
    expect(text?.received).toMatch(/^site_identifier/);
    expect(text?.expected).toMatch(/^agent_email/);
  });

  test('is the same where only the key was wrong', async () => {
    const { sandbox } = await startTestSandbox();
    const { consumerKey } = sandbox.options.devhub;
    await fetch(widgetUrl(sandbox, oauthParameters(sandbox), { secret: consumerKey }));
    const { received, expected } = stepOf(lastAttempt(sandbox), 'Base string')?.comparison ?? {};
    expect(received).toBe(expected);
    expect(await (await fetch(`${sandbox.url}/attempts/1`)).text()).toContain('The sender signed the same text');
  });

  test('is said to be unknown where no guess fits', async () => {
    const sandbox = await startUntilEnd();
    await wrongSecret(sandbox);
    const comparison = stepOf(lastAttempt(sandbox), 'Base string')?.comparison;
    expect(comparison).toEqual({ expected: expect.stringMatching(/^GET&http/) });
    expect(await (await fetch(`${sandbox.url}/attempts/1`)).text()).toContain('cannot be known');
  });
});

test('no signature is shown whole, neither one that came in nor one that was worked out', async () => {
  const { sandbox } = await startTestSandbox({ credentials: { paynearme: { secretKey: 'a-real-key-of-production' } } });
  const parameters = agentParameters(sandbox);
  const good = paynearmeSignature(parameters, 'a-real-key-of-production');
  const bad = paynearmeSignature(parameters, 'the-key-of-another-site');
  const widget = widgetUrl(sandbox, oauthParameters(sandbox));
  const token = jwtFor(sandbox);
  for (const signature of [good, bad]) {
    await fetch(`${sandbox.options.paynearme.apiUrl}/agent_sso`, {
      method: 'POST',
      body: new URLSearchParams({ ...parameters, signature }),
    });
  }
  await fetch(widget);
  await fetch(`${widget}&first_name=Jane`);
  await fetch(chargebackstopUrl(sandbox, { partner_id: sandbox.options.chargebackstop.partnerId, token }));
  await swapped(sandbox);
  const pages = await Promise.all(
    ['/', ...sandbox.attempts.flatMap(({ id }) => [`/attempts/${String(id)}`, `/attempts/${String(id)}.txt`])].map(
      async (path) => (await fetch(sandbox.url + path)).text(),
    ),
  );
  const shown = JSON.stringify([sandbox.attempts, pages]);
  const widgetSignature = new URL(widget).searchParams.get('oauth_signature') ?? '';
  for (const signature of [good, bad, widgetSignature, token.split('.')[2] ?? '']) {
    expect(signature.length).toBeGreaterThan(20);
    expect(shown).not.toContain(signature);
    expect(shown).toContain(`${signature.slice(0, 6)}…[masked]`);
  }
  expect(stepOf(sandbox.attempts[0] as SandboxAttempt, 'Signature')?.detail).toContain('expected: the same');
});
