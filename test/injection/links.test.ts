// What a hostile `sb.uris` brings into a page: site keys are text, and only http and https become links or are gone to.

import express from 'express';
import type { Request } from 'express';
import type { Browser } from 'playwright-core';
import { devhubSso } from '../../lib/vendors/devhub/index.js';
import { describeInChromium, launchChromium } from '../browser/chromium.js';
import { tidy } from '../support/tidy.js';
import { listen } from './host.js';
import type { Host } from './host.js';
import { NAMES } from './names.js';
import { watch } from './watch.js';

jest.setTimeout(600_000);

/** Addresses that would run something, or that are none. */
const BAD = [
  ...[
    'javascript:__ran=1',
    'JavaScript:__ran=1',
    ' javascript:__ran=1',
    '\tjava\nscript:__ran=1',
    '\x01javascript:__ran=1',
  ],
  ...['javascript://x/%0a__ran=1', 'data:text/html,<script>__ran=1</script>', 'vbscript:__ran=1', 'blob:null/x'],
  ...[
    'about:blank',
    'file:///etc/passwd',
    'view-source:http://x/',
    'ftp://x/',
    '//x/',
    '/x',
    'x',
    '',
    'http://',
    'https:',
  ],
] as const;

/** As code of the widget's: what is no text, and text that changes when it is read again. */
const NOT_TEXT = [
  ...['null', '7', '["http://x/"]', '{ toString: function () { return "javascript:__ran=1"; } }'],
  ...['new String("javascript:__ran=1")', 'function () { return "http://x/"; }'],
];

const VALUES: readonly string[] = [...BAD.map((address) => JSON.stringify(address)), ...NOT_TEXT];

describeInChromium("hostile links in DevHub's widget", (executablePath) => {
  let browser: Browser;
  let builder: Host;
  let host: Host;
  /** What the widget defines, by the id of the user: code for `sb.uris`. */
  const widgets = new Map<string, string>();

  beforeAll(async () => {
    browser = await launchChromium(executablePath);
    const devhub = express();
    devhub.get('/widget.js', (req, res) => {
      const uris = widgets.get(req.query['partner_user_id'] as string) ?? '{}';
      res.type('js').send(`window.sb = { uris: ${uris} };`);
    });
    devhub.get(
      '/landing',
      (_req, res) => void res.type('html').send('<title>Landing</title><link rel="icon" href="data:,">'),
    );
    builder = await listen(devhub);

    const options = {
      baseWidgetUri: `${builder.url}/widget.js`,
      consumerKey: 'key',
      consumerSecret: 'a secret of this test, which is long enough',
      resolveUser: (req: Request) => ({ id: String(req.params['user']), email: 'jane@example.com' }),
    };
    const app = express();
    app.get('/go/:user', devhubSso({ ...options, mode: 'launch' }));
    app.get('/go/:user/site', devhubSso({ ...options, mode: 'launch', site: 'site' }));
    app.use((_req, res, next) => {
      res.locals['cspNonce'] = 'n0nce';
      res.set('Content-Security-Policy', "default-src 'none'; script-src 'nonce-n0nce'; img-src data:");
      next();
    });
    app.get('/sites/:user', devhubSso(options), (_req, res) => {
      const { devhub_widget_script: widget, devhub_links_script: links } = res.locals;
      const head = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">';
      res.type('html').send(`${head}<div data-devhub-links></div>${String(widget)}${String(links)}`);
    });
    host = await listen(app);
  });
  afterAll(() => Promise.all([browser.close(), builder.close(), host.close()]));

  const uris = (user: string, sites: string): string => `{ user: ${user}, sites: ${sites} }`;

  test('the links have the keys as text, and nothing of them runs', async () => {
    const landing = `${builder.url}/landing`;
    const sites = JSON.stringify(Object.fromEntries(NAMES.map(({ text }) => [text, landing])));
    widgets.set('keys', uris('undefined', `JSON.parse(${JSON.stringify(sites)})`));
    const { page, heard } = tidy(await watch(browser));
    await page.goto(`${host.url}/sites/keys`);
    const links = await page.evaluate(() =>
      [...document.querySelectorAll('[data-devhub-links] a')].map((link) => [
        JSON.stringify(link.textContent),
        JSON.stringify(link.getAttribute('data-site')),
        link.getAttribute('href'),
        link.childElementCount,
      ]),
    );
    const expected = Object.keys(JSON.parse(sites) as object).map((key) => {
      const [text, site] = [`Login to site ${key}`, key].map((value) => JSON.stringify(value));
      return [text, site, landing, 0];
    });
    expect(links).toEqual(expected);
    expect(links).toHaveLength(NAMES.length);
    await page.locator('[data-devhub-links] a').first().click();
    await page.waitForURL('**/landing');
    expect(heard()).toEqual([]);
  });

  test('an address that is not http or https becomes no link', async () => {
    const bad = VALUES.map((value, index) => `bad${String(index)}: ${value}`);
    const good = `good: ${JSON.stringify(`${builder.url}/landing`)}`;
    widgets.set('addresses', uris('"javascript:__ran=1"', `{ ${[...bad, good].join(', ')} }`));
    const { page, heard } = tidy(await watch(browser));
    await page.goto(`${host.url}/sites/addresses`);
    expect(await page.locator('[data-devhub-links] a').allTextContents()).toEqual(['Login to site good']);
    expect(heard()).toEqual([]);
  });

  test('an address that is not http or https is not gone to', async () => {
    for (const [index, value] of VALUES.entries()) widgets.set(String(index), uris(value, `{ site: ${value} }`));
    const paths = VALUES.flatMap((_value, index) => [`/go/${String(index)}`, `/go/${String(index)}/site`]);
    const { inTabs, heard } = tidy(await watch(browser));
    await inTabs(paths, async (tab, path) => {
      await tab.goto(host.url + path);
      await tab.getByRole('link', { name: 'Try again' }).waitFor();
      expect(tab.url()).toBe(host.url + path);
      expect(await tab.getByRole('link', { name: 'Open Site Builder without it' }).count()).toBe(0);
    });
    expect(heard()).toEqual([]);
  });
});
