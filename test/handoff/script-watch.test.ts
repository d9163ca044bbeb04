// A script element that the page's policy blocks is told once, when it is printed, in every engine; a page that is well costs nothing more.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { Express, RequestHandler } from 'express';
import helmet from 'helmet';
import request from 'supertest';
import { SafeHtml, externalScript, inlineScript } from '../../lib/handoff/html.js';
import { createScriptWatch } from '../../lib/handoff/script-watch.js';
import { startSandbox } from '../../lib/sandbox/index.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { partnerSso } from '../../lib/router.js';
import { documentedLines } from '../injection/documented-lines.js';
import { ENGINES } from '../support/engines.js';
import { JANE, as, login } from '../support/vendor-host.js';
import { warningsDuring } from '../support/warnings.js';

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

/** Pages with the locals: `/` prints the inline ones, `/widget` the one that is loaded, `/data` the state alone. */
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
  app.get('/widget', ({ res }) => res?.send(String(res.locals['devhub_widget_script'])));
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

test("a widget that helmet's own policy blocks is told once, with the host to add", async () => {
  const told = await visit(host([helmet()]), '/widget', '/widget');
  const { origin } = new URL(sandbox.options.devhub.baseWidgetUri);
  expect(told).toEqual([
    expect.stringMatching(
      /^devhub: .* blocks `devhub_widget_script`, which has no nonce\. The policy has no nonce: .* Or add .* to `script-src`\./,
    ),
  ]);
  expect(told[0]).toContain(` Or add ${origin} to `);
});

test('each element is told of by itself, and that a policy without a nonce needs one', async () => {
  const told = await visit(host([NONCE, helmet()]), '/widget', '/');
  expect(told).toEqual(
    ['devhub_widget_script', 'stellar_member_state_script', 'devhub_links_script'].map((local): unknown =>
      expect.stringMatching(
        new RegExp(
          `\`${local}\`, which has a nonce that is not in it\\. The policy has no nonce: .* add it to \`script-src\` as \`'nonce-…'\``,
        ),
      ),
    ),
  );
});

test('a widget whose host stands in the policy is let be', async () => {
  const { origin } = new URL(sandbox.options.devhub.baseWidgetUri);
  const policy = helmet({ contentSecurityPolicy: { directives: { 'script-src': [origin] } } });
  expect(await visit(host([policy]), '/widget')).toEqual([]);
});

test.each([
  ["a proxy's name for it", { host: '127.0.0.1:3000', 'x-forwarded-host': 'www.host.example' }],
  ['its port', { host: 'www.host.example:443' }],
  ['capitals', { host: 'WWW.host.example' }],
])(
  "a widget of the page's own host is let be under 'self', whatever its header looks like: %s",
  async (_what, headers) => {
    const watched = createScriptWatch('tiny', 'tiny_script');
    const app = express().use(helmet());
    const src = 'https://www.host.example/sb/widget.js';
    app.get('/', (_req, res) => {
      res.send(String(watched(externalScript(src), res, undefined, src)));
    });
    const warnings = await warningsDuring(async () => {
      await request(app).get('/').set(headers).expect(200);
    });
    expect(warnings).toEqual([]);
  },
);

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
  const watched = createScriptWatch('tiny', 'tiny_script');
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
