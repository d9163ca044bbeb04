/** DevHub on a page of the host: the locals, their headers, and the nonce, on real Express. */

import type { RequestHandler } from 'express';
import request from 'supertest';
import type { HandoffEvent } from '../../../lib/handoff/events.js';
import type { SafeHtml } from '../../../lib/handoff/html.js';
import { startSandbox } from '../../../lib/sandbox/index.js';
import type { Sandbox } from '../../../lib/sandbox/index.js';
import { devhubSso } from '../../../lib/vendors/devhub/index.js';
import type { DevhubSsoOptions } from '../../../lib/vendors/devhub/index.js';
import { JANE, SAM, VERSIONS, as, hostApp } from '../../support/vendor-host.js';

/** What the page finds. */
interface Locals {
  readonly devhub_widget_uri: string;
  readonly devhub_widget_script: SafeHtml;
  readonly devhub_links_script: SafeHtml;
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe.each(VERSIONS)('%s', (_version, make) => {
  let events: HandoffEvent[];
  beforeEach(() => {
    events = [];
  });

  /** A page that prints its locals raw, and tells what they are. */
  const page: RequestHandler = (_req, res) => {
    const { devhub_widget_uri: uri, devhub_widget_script: script, devhub_links_script: links } = res.locals as Locals;
    res.json({ uri, type: typeof uri, script: String(script), links: links.concat(''), safe: script.toHTML() });
  };

  function app(options: Partial<DevhubSsoOptions> = {}, locals: Record<string, unknown> = {}): ReturnType<typeof make> {
    const handler = devhubSso({ ...sandbox.options.devhub, onHandoff: (event) => events.push(event), ...options });
    const before: RequestHandler = (_req, res, next) => {
      Object.assign(res.locals, locals);
      next();
    };
    return hostApp((host) => void host.get('/go', before, handler, page), make);
  }

  test('the locals are a signed URI, its script element, and the links script', async () => {
    const { body, headers } = await request(app()).get('/go').set(as(JANE)).expect(200);
    expect(body.type).toBe('string');
    expect(body.uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/devhub\/sso\/v2\/widget\.js\?/);
    expect(body.script).toBe(`<script src="${String(body.uri).replaceAll('&', '&amp;')}"></script>`);
    expect(body.safe).toBe(body.script);
    expect(body.links).toMatch(/^<script>[^]*data-devhub-links[^]*<\/script>$/);
    expect((body.links as string).match(/<\/script/g)).toHaveLength(1);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(events).toMatchObject([{ vendor: 'devhub', outcome: 'injected', userId: '42' }]);
    expect(JSON.stringify(events)).not.toMatch(/@|oauth_|http/);

    const widget = await fetch(body.uri as string);
    expect(widget.status).toBe(200);
    expect(await widget.text()).toContain('window.sb.uris');
    expect(sandbox.attempts.at(-1)).toMatchObject({ verdict: 'accepted', user: { id: '42', name: 'Jane Doe' } });
  });

  test('every page is signed anew, for the user who asks', async () => {
    const host = app();
    const uris = [];
    for (const user of [JANE, JANE, SAM]) uris.push((await request(host).get('/go').set(as(user))).body.uri as string);
    expect(new Set(uris.map((uri) => new URL(uri).searchParams.get('oauth_nonce'))).size).toBe(3);
    expect(uris.map((uri) => new URL(uri).searchParams.get('partner_user_id'))).toEqual(['42', '42', '43']);
    for (const uri of uris) expect((await fetch(uri)).status).toBe(200);
    expect((await fetch(uris[0] ?? '')).status).not.toBe(200);
  });

  test.each<[string, Partial<DevhubSsoOptions>, Record<string, unknown>, string]>([
    ['res.locals.cspNonce', {}, { cspNonce: 'from-locals' }, ' nonce="from-locals"'],
    [
      'the option',
      { nonce: (req, res) => `${req.path}${String(res.locals['mine'])}` },
      { mine: '-n', cspNonce: 'x' },
      ' nonce="/go-n"',
    ],
    ['a hostile one, escaped', {}, { cspNonce: `"><img src=x>'` }, ' nonce="&quot;&gt;&lt;img src=x&gt;&#39;"'],
    ['none', {}, {}, ''],
    ['one that is no text: none', {}, { cspNonce: () => 'x' }, ''],
    ['an option that gives none', { nonce: () => undefined }, { cspNonce: 'x' }, ''],
  ])('the nonce: %s', async (_what, options, locals, attribute) => {
    const { body } = await request(app(options, locals)).get('/go').set(as(JANE)).expect(200);
    expect((body.script as string).endsWith(`"${attribute}></script>`)).toBe(true);
    expect((body.links as string).startsWith(`<script${attribute}>`)).toBe(true);
  });

  test.each<[string, object | undefined, Partial<DevhubSsoOptions>, number, string | undefined]>([
    ['nobody signed in', undefined, {}, 401, 'user_missing'],
    ['no id', { email: 'a@example.com' }, {}, 422, 'user_incomplete'],
    ['a refusal by the host', JANE, { allow: () => Promise.resolve(false) }, 403, 'not_allowed'],
    ['site ids of the wrong kind', JANE, { siteIds: (req) => req.query['s'] as never }, 400, 'request_invalid'],
    ['what siteIds throws', JANE, { siteIds: () => Promise.reject(new Error('mine')) }, 500, undefined],
    [
      'what nonce throws',
      JANE,
      {
        nonce: () => {
          throw new Error('mine');
        },
      },
      500,
      undefined,
    ],
  ])('%s goes to the error handler', async (_what, user, options, status, code) => {
    const answer = await request(app(options))
      .get('/go?s=1')
      .set(user ? as(user) : {})
      .expect(status);
    expect(answer.body.code).toBe(code);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(events).toHaveLength(1);
    expect(events[0]?.code).toBe(code);
  });

  test('a page with locals is rendered as ever for a prefetch and for HEAD', async () => {
    const { body } = await request(app())
      .get('/go')
      .set({ ...as(JANE), 'sec-purpose': 'prefetch' })
      .expect(200);
    expect(body.uri).toContain('oauth_signature=');
    await request(app()).head('/go').set(as(JANE)).expect(200);
  });

  test('a name that would break out of the page stays inside', async () => {
    const hostile = { ...JANE, firstName: '</script><script>alert(1)</script>' };
    const { body } = await request(app()).get('/go').set(as(hostile)).expect(200);
    for (const script of [body.script, body.links] as string[]) {
      expect(script.match(/<script/g)).toHaveLength(1);
      expect(script.match(/<\/script>/g)).toHaveLength(1);
      expect(script).not.toContain('alert(1)<');
    }
  });
});
