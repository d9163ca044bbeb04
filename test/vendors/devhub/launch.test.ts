/** DevHub's launch page on real Express: its own policy, its scripts, and the site that it opens. */

import type { RequestHandler } from 'express';
import helmet from 'helmet';
import request from 'supertest';
import type { HandoffEvent } from '../../../lib/handoff/events.js';
import { startSandbox } from '../../../lib/sandbox/index.js';
import type { Sandbox } from '../../../lib/sandbox/index.js';
import { devhubSso } from '../../../lib/vendors/devhub/index.js';
import type { DevhubSsoOptions } from '../../../lib/vendors/devhub/index.js';
import { JANE, VERSIONS, as, hostApp } from '../../support/vendor-host.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const unescape = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"');

describe.each(VERSIONS)('%s', (_version, make) => {
  let events: HandoffEvent[];
  let randomNonce: jest.Mock<string>;
  beforeEach(() => {
    events = [];
    randomNonce = jest.fn(() => String(Math.random()).slice(2));
  });

  function app(options: Partial<DevhubSsoOptions> = {}, before: RequestHandler[] = []): ReturnType<typeof make> {
    const own = { mode: 'launch', randomNonce, onHandoff: (event: HandoffEvent) => events.push(event) } as const;
    const handler = devhubSso({ ...sandbox.options.devhub, ...own, ...options });
    return hostApp((host) => void host.all('/go', ...before, handler), make);
  }
  const open = (options: Partial<DevhubSsoOptions> = {}, path = '/go', before: RequestHandler[] = []): request.Test =>
    request(app(options, before)).get(path).set(as(JANE));

  test('is a page with a policy of its own, kept nowhere', async () => {
    const { text, headers } = await open().expect(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers).not.toHaveProperty('etag');
    expect(text).toMatch(/^<!doctype html>/i);
    expect(text).toContain('Opening Site Builder…');
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /script-src 'nonce-([\w-]{16,})'(?:;|$)/.exec(policy)?.[1] ?? 'none';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-|\*|https?:/);
    // Both scripts and the style carry it, and there is nothing inline without.
    expect(text.match(/<(?:script|style)\b[^>]*>/g)).toHaveLength(3);
    for (const tag of text.match(/<(?:script|style)\b[^>]*>/g) ?? []) expect(tag).toContain(` nonce="${nonce}"`);
    expect(text).not.toMatch(/\son\w+=|\sstyle=|href="javascript:/i);
    expect((await open()).headers['content-security-policy']).not.toBe(policy);
    expect(events).toMatchObject([{ outcome: 'redirected', userId: '42' }, { outcome: 'redirected' }]);
  });

  test('its script is the signed widget', async () => {
    const { text } = await open().expect(200);
    const src = unescape(/<script src="([^"]+)"/.exec(text)?.[1] ?? '');
    expect((await fetch(src)).status).toBe(200);
    expect(sandbox.attempts.at(-1)).toMatchObject({ verdict: 'accepted', user: { id: '42', email: JANE.email } });
  });

  test("neither the host's policy nor its nonce stays", async () => {
    const nonce: RequestHandler = (_req, res, next) => {
      res.locals['cspNonce'] = 'nonce-of-the-host';
      next();
    };
    const strict = helmet({
      contentSecurityPolicy: { directives: { scriptSrc: ["'self'", "'nonce-nonce-of-the-host'"] } },
    });
    const { text, headers } = await open({ nonce: () => 'option-nonce' }, '/go', [nonce, strict]).expect(200);
    expect(headers['content-security-policy']).not.toMatch(/nonce-of-the-host|'self'/);
    expect(text).not.toMatch(/nonce-of-the-host|option-nonce/);
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  });

  test('a report-only policy of the host does not report the launch page', async () => {
    const reportOnly = helmet({ contentSecurityPolicy: { reportOnly: true } });
    const { headers } = await open({}, '/go', [reportOnly]).expect(200);
    expect(headers).not.toHaveProperty('content-security-policy-report-only');
  });

  test.each<[string, DevhubSsoOptions['site'], string]>([
    ['none', undefined, 'null'],
    ['a function that gives none', () => undefined, 'null'],
    ['text', '12345', '"12345"'],
    ['a number', 12345, '"12345"'],
    ['of the request', (req) => req.query['site'] as string, '"23145"'],
    ['of a promise', () => Promise.resolve(7), '"7"'],
    ['hostile in a script', '</script><script>alert(1)//', '"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)//"'],
    ['hostile in a string', `"-alert('1')-\\"`, `"\\"-alert('1')-\\\\\\""`],
    ['an inherited name', '__proto__', '"__proto__"'],
  ])('the site: %s', async (_what, site, literal) => {
    const { text } = await open({ site }, '/go?site=23145').expect(200);
    expect(/site = (.*);/.exec(text)?.[1]).toBe(literal);
    expect(text.match(/<\/script>/g)).toHaveLength(2);
  });

  test('a site in the text of the page is escaped', async () => {
    const { text } = await open({ site: `<img/src=x>&"'` }).expect(200);
    expect(text).toContain('Site &lt;img/src=x&gt;&amp;&quot;&#39; is not in your');
    expect(text).not.toContain('<img');
  });

  test.each(['/go?site=1&site=2', '/go?site=', '/go?site=1,2', '/go?site=a%20b', '/go?site=%2520'])(
    'a site that is none is request_invalid: %s',
    async (path) => {
      const answer = await open({ site: (req) => req.query['site'] as string }, path).expect(400);
      expect(answer.body).toMatchObject({ code: 'request_invalid', vendor: 'devhub' });
      expect(answer.headers['cache-control']).toBe('no-store');
    },
  );

  test('HEAD signs nothing and answers 204', async () => {
    const { headers } = await request(app()).head('/go').set(as(JANE)).expect(204);
    expect(headers['cache-control']).toBe('no-store');
    expect(randomNonce).not.toHaveBeenCalled();
  });

  test.each([
    { 'sec-purpose': 'prefetch' },
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { purpose: 'preview' },
    { 'x-moz': 'prefetch' },
  ])('a prefetch by %p signs nothing and answers 503', async (hint) => {
    const answer = await open()
      .set(hint as Record<string, string>)
      .expect(503);
    expect(answer.body).toMatchObject({ code: 'prefetch_refused', retryable: true });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(randomNonce).not.toHaveBeenCalled();
  });

  test('nobody signed in: 401, and no page', async () => {
    const answer = await request(app()).get('/go').expect(401);
    expect(answer.body).toMatchObject({ code: 'user_missing' });
    expect(answer.headers).not.toHaveProperty('content-security-policy');
  });
});
