// A script element that the page's policy blocks is told once, when it is printed, in every engine; a page that is well costs nothing more.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { Express, RequestHandler } from 'express';
import request from 'supertest';
import { SafeHtml, inlineScript } from '../../lib/handoff/html.js';
import { createScriptWatch, letsInlineScriptRun } from '../../lib/handoff/script-watch.js';
import { startSandbox } from '../../lib/sandbox/index.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { partnerSso } from '../../lib/router.js';
import { documentedLines } from '../injection/documented-lines.js';
import { ENGINES } from '../support/engines.js';
import { JANE, as, login } from '../support/vendor-host.js';
import { warningsDuring } from '../support/warnings.js';

test.each<[string, string | readonly string[] | undefined, string | undefined, boolean]>([
  ['no policy', undefined, undefined, true],
  ['a policy that says nothing of scripts', "img-src 'self'; upgrade-insecure-requests;", undefined, true],
  ['the nonce', "script-src 'self' 'nonce-abc='", 'abc=', true],
  ['the nonce, in a policy of many lines', "default-src 'none';\n  SCRIPT-SRC\t'nonce-abc'", 'abc', true],
  ['no nonce on the script', "script-src 'nonce-abc'", undefined, false],
  ['a nonce that is blank', "script-src 'nonce-'", '', false],
  ['another nonce', "script-src 'nonce-abc'", 'ABC', false],
  ["helmet's own policy", "default-src 'self';script-src 'self';script-src-attr 'none'", undefined, false],
  ['a nonce where the policy has none', "script-src 'self'", 'abc', false],
  ['nothing at all', "default-src 'none'", undefined, false],
  ["'unsafe-inline'", "script-src 'self' 'unsafe-inline'", undefined, true],
  [
    "'unsafe-inline' beside a nonce, which takes its meaning away",
    "script-src 'unsafe-inline' 'nonce-a'",
    undefined,
    false,
  ],
  ['a hash, which may be that of the script', "script-src 'unsafe-inline' 'sha256-abc='", undefined, true],
  ["'unsafe-inline' beside 'strict-dynamic'", "script-src 'unsafe-inline' 'strict-dynamic'", undefined, false],
  ['script-src goes before default-src', "default-src 'none'; script-src 'nonce-a'", 'a', true],
  ['script-src-elem goes before script-src', "script-src 'none'; script-src-elem 'nonce-a'", 'a', true],
  ['script-src-attr is for something else', "script-src-attr 'none'; script-src 'nonce-a'", 'a', true],
  ['of two directives the first counts', "script-src 'nonce-a'; script-src 'none'", 'a', true],
  ['two headers, of which one blocks it', ["script-src 'nonce-a'", "script-src 'self'"], 'a', false],
  ['two policies in a header', "script-src 'nonce-a', default-src 'nonce-a' 'self'", 'a', true],
])('%s', (_what, header, nonce, runs) => {
  expect(letsInlineScriptRun(header, nonce)).toBe(runs);
});

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const NONCE: RequestHandler = (_req, res, next) => {
  res.locals['cspNonce'] = 'n0nce';
  next();
};
const POLICY: RequestHandler = (_req, res, next) => {
  res.set('Content-Security-Policy', "script-src 'nonce-n0nce'");
  next();
};

/** Pages with both locals: `/` prints them, `/data` prints the state alone. */
function host(before: readonly RequestHandler[], after: readonly RequestHandler[] = []): Express {
  const { handlers } = partnerSso({ cheetah: sandbox.options.cheetah, devhub: sandbox.options.devhub });
  const app = express();
  app.use(login, (req, _res, next) => {
    Object.assign(req, { session: {} });
    next();
  });
  app.use(...before, handlers.cheetah, handlers.devhub.locals, ...after);
  app.get('/', ({ res }) => {
    const { stellar_member_state_script: state, devhub_links_script: links } = res?.locals ?? {};
    res?.send(`${String(state)}${String(links)}`);
  });
  app.get('/data', ({ res }) =>
    res?.send(`<script type="application/json">${String(res.locals['stellar_member_state'])}</script>`),
  );
  return app;
}

const visit = async (app: Express, ...paths: readonly string[]): Promise<(string | undefined)[]> => {
  const warnings = await warningsDuring(async () => {
    for (const path of paths) await request(app).get(path).set(as(JANE)).expect(200);
  });
  return warnings.map(({ message }) => message);
};

const NEXT: RequestHandler = (_req, _res, next) => {
  next();
};

test('each vendor tells once of a page whose policy blocks its script, with the fix, and without the nonce', async () => {
  const told = await visit(host([POLICY]), '/', '/');
  expect(told).toEqual([
    expect.stringMatching(
      /^cheetah: the page's Content-Security-Policy blocks `stellar_member_state_script`, which has no nonce\. Set .* See .*#partner_sso_script_blocked$/,
    ),
    expect.stringMatching(/^devhub: .* `devhub_links_script`, which has no nonce\. Set /),
  ]);
  expect(told.join()).not.toContain('n0nce');
});

test.each<[string, RequestHandler[], RequestHandler[], RegExp]>([
  ['nonce and policy come after the middleware', [NEXT], [NONCE, POLICY], /has no nonce/],
  [
    "the policy's nonce is another one",
    [
      (_req, res, next) => {
        res.locals['cspNonce'] = 'x';
        next();
      },
      POLICY,
    ],
    [],
    /has a nonce that is not in it/,
  ],
])('%s: told', async (_what, before, after, why) => {
  const told = await visit(host(before, after), '/');
  expect(told).toEqual([expect.stringMatching(why), expect.stringMatching(why)]);
});

test.each<[string, RequestHandler[], RequestHandler[], string[]]>([
  ['a page with the nonce', [NONCE, POLICY], [], ['/']],
  ['a page without a policy', [NEXT], [], ['/']],
  ['a page that prints the data in a block that is no script', [POLICY], [], ['/data', '/data']],
  [
    'an answer that has no policy any more',
    [POLICY],
    [
      (_req, res, next) => {
        res.removeHeader('Content-Security-Policy');
        next();
      },
    ],
    ['/'],
  ],
])('%s: nothing is told', async (_what, before, after, paths) => {
  expect(await visit(host(before, after), ...paths)).toEqual([]);
});

test('after the first look, scripts are given back as they are', () => {
  const watched = createScriptWatch('tiny', 'tiny_script', {});
  const res = express.response;
  const script = inlineScript('go();');
  const first = watched(
    script,
    Object.assign(Object.create(res) as typeof res, { getHeader: () => undefined }),
    undefined,
  );
  expect(first).toBeInstanceOf(SafeHtml);
  expect(first).not.toBe(script);
  expect(String(first)).toBe('<script>go();</script>');
  expect(watched(script, res, undefined)).toBe(script);
});

test.each(ENGINES.map((engine) => [engine.name, engine] as const))(
  '%s prints it whole, and it is told',
  async (name, engine) => {
    const views = mkdtempSync(join(tmpdir(), 'watched-'));
    try {
      const line = documentedLines('docs/vendors/cheetah.md', name)['stellar_member_state_script'] ?? 'none';
      writeFileSync(join(views, `page.${engine.extension}`), engine.page([{ print: line }]));
      const app = host([POLICY]);
      app.set('views', views).set('view engine', engine.extension);
      engine.install(app, views);
      app.get('/page', (_req, res) => {
        res.render('page');
      });
      expect(await visit(app, '/page')).toEqual([expect.stringMatching(/^cheetah: /)]);
      const { text } = await request(app).get('/page').set(as(JANE)).expect(200);
      expect(text).toMatch(/<script>var stellar_member_state = \{.*\};<\/script>/);
    } finally {
      rmSync(views, { recursive: true });
    }
  },
);
