// What the launch page and the links show in a real browser when DevHub's widget comes, does not come, or holds something else.

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Response } from 'express';
import type { Browser, Page } from 'playwright-core';
import { devhubSso } from '../../lib/vendors/devhub/index.js';
import { describeInChromium, launchChromium } from './chromium.js';

jest.setTimeout(240_000);

const JANE = { id: '42', email: 'jane@example.com' };

describeInChromium("DevHub's widget in Chromium", (executablePath) => {
  let browser: Browser;
  let page: Page;
  let devhub: Server;
  let host: Server;
  let widget: (res: Response) => void;
  let violations: string[];

  beforeAll(async () => {
    browser = await launchChromium(executablePath);
    const builder = express();
    builder.get('/widget.js', (_req, res) => {
      widget(res);
    });
    builder.get('/landing/:place', (req, res) => {
      res
        .type('html')
        .send(
          `<link rel="icon" href="data:,"><title>${req.params.place === 'user' ? 'The account' : 'The site'}</title>`,
        );
    });
    devhub = await listen(builder);

    const app = express();
    const options = {
      baseWidgetUri: `${urlOf(devhub)}/widget.js`,
      consumerKey: 'key',
      consumerSecret: 'secret',
      siteIds: ['7', '8'],
      resolveUser: () => JANE,
    };
    app.get('/go', devhubSso({ ...options, mode: 'launch' }));
    app.get('/go/:site', devhubSso({ ...options, mode: 'launch', site: (req) => String(req.params['site']) }));
    app.use((_req, res, next) => {
      res.locals['cspNonce'] = 'n0nce';
      res.setHeader('Content-Security-Policy', "default-src 'none'; script-src 'nonce-n0nce'");
      next();
    });
    app.get('/sites', devhubSso(options), (_req, res) => {
      const { devhub_widget_script: widgetScript, devhub_links_script: linksScript } = res.locals;
      res.type('html').send(`<div data-devhub-links></div>${String(widgetScript)}${String(linksScript)}`);
    });
    host = await listen(app);
  });

  afterAll(async () => {
    await browser.close();
    for (const server of [devhub, host]) {
      server.close();
      server.closeAllConnections();
    }
  });

  beforeEach(async () => {
    violations = [];
    page = await browser.newPage();
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    page.on('pageerror', (error) => violations.push(String(error)));
  });

  afterEach(async () => {
    await page.close();
    expect(violations).toEqual([]);
  });

  const answer = (uris: object) => (res: Response) => {
    res.type('js').send(`window.sb = { uris: ${JSON.stringify(uris)} };`);
  };
  const GOOD = () => ({ user: `${urlOf(devhub)}/landing/user`, sites: { 7: `${urlOf(devhub)}/landing/7` } });

  test.each([
    ['/go', 'The account'],
    ['/go/7', 'The site'],
  ])('%s goes on to: %s', async (path, title) => {
    widget = answer(GOOD());
    await page.goto(urlOf(host) + path);
    await page.waitForURL(/landing/);
    expect(await page.title()).toBe(title);
  });

  test('the page says that it opens Site Builder while the widget is on its way', async () => {
    const waiting: Response[] = [];
    widget = (res) => waiting.push(res);
    await page.goto(`${urlOf(host)}/go`, { waitUntil: 'commit' });
    await page.getByRole('status').getByText('Opening Site Builder…').waitFor();
    // The script gives it ten seconds; a widget that then still comes would find nobody waiting.
    await page.getByText('Site Builder did not answer').waitFor({ timeout: 60_000 });
    expect(await page.getByRole('link', { name: 'Try again' }).isVisible()).toBe(true);
    for (const res of waiting) res.end();
  });

  test.each<[string, (res: Response) => void]>([
    ['is refused', (res) => res.status(401).type('js').send('// no')],
    ['has no address that a link may have', answer({ user: 'javascript:alert(1)', sites: {} })],
  ])('a widget that %s: the page says what to do', async (_what, how) => {
    widget = how;
    await page.goto(`${urlOf(host)}/go`);
    await page.getByText('Site Builder did not answer').waitFor();
    expect(await page.getByRole('link', { name: 'Try again' }).isVisible()).toBe(true);
    expect(await page.getByText('Opening Site Builder…').isVisible()).toBe(false);
  });

  test('a site that is not in the widget: the page says so, and offers the account', async () => {
    widget = answer(GOOD());
    await page.goto(`${urlOf(host)}/go/8`);
    await page.getByText('Site 8 is not in your Site Builder account').waitFor();
    await page.getByRole('link', { name: 'Open Site Builder without it' }).click();
    expect(await page.title()).toBe('The account');
  });

  test('the links, without jQuery and under a strict policy', async () => {
    widget = answer({
      ...GOOD(),
      sites: { ...GOOD().sites, evil: 'javascript:alert(1)', '<b>': `${urlOf(devhub)}/landing/b` },
    });
    await page.goto(`${urlOf(host)}/sites`);
    const links = page.locator('[data-devhub-links] a');
    await links.first().waitFor();
    expect(await links.allTextContents()).toEqual(['Login as user', 'Login to site 7', 'Login to site <b>']);
    expect(await links.nth(1).getAttribute('data-site')).toBe('7');
    await links.nth(1).click();
    expect(await page.title()).toBe('The site');
  });

  test('links that do not come are told at once', async () => {
    widget = (res) => res.status(401).end();
    await page.goto(`${urlOf(host)}/sites`);
    await page.getByRole('alert').getByText('Site Builder did not answer').waitFor();
  });
});

async function listen(app: express.Express): Promise<Server> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}
