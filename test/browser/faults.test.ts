// Faults in a real browser: the menu of the sandbox, and what DevHub's launch page shows when DevHub is in trouble.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { partnerSso } from '../../lib/index.js';
import { FAULTS, WRONG_HOST, type SandboxFault } from '../../lib/sandbox/faults/table.js';
import { startSandbox, type Sandbox } from '../../lib/sandbox/index.js';
import { tableUnder } from '../support/doc-tables.js';
import { hostApp, JANE } from '../support/vendor-host.js';
import { collectComplaints } from './complaints.js';
import { describeInChromium, launchChromium } from './chromium.js';

jest.setTimeout(240_000);

const ROWS = tableUnder('faults.md', 'DevHub').map(
  ([fault = '', , shows = '']) => [fault as SandboxFault<'devhub'>, shows] as const,
);

describeInChromium('faults in Chromium', (executablePath) => {
  let browser: Browser;
  let page: Page;
  let sandbox: Sandbox;

  beforeAll(async () => {
    browser = await launchChromium(executablePath);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    sandbox = await startSandbox({ slowMs: 1000 });
    page = await browser.newPage();
  });
  afterEach(async () => {
    await page.close();
    await sandbox.close();
  });

  test('the menu sets a fault and clears it by keyboard, with labels and without a complaint', async () => {
    const complaints = await collectComplaints(page.context());
    await page.goto(sandbox.url);
    const choose = async (option: string): Promise<void> => {
      const menu = page.getByLabel('PayNearMe Business Portal', { exact: true });
      await menu.selectOption(option);
      await menu.focus();
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
        'Play at PayNearMe Business Portal',
      );
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    };

    await choose('wrong-host');
    await page.getByText('Playing wrong-host').waitFor();
    expect(sandbox.faults.playing).toEqual({ paynearme: 'wrong-host' });
    await choose('');
    await page.getByRole('heading', { name: 'Play a fault' }).waitFor();
    expect(await page.getByText('Playing wrong-host').count()).toBe(0);
    expect(sandbox.faults.playing).toEqual({});
    // A page that is left ends its live list.
    expect(complaints.filter((complaint) => !/\/events\?after=\S+ net::ERR_ABORTED$/.test(complaint))).toEqual([]);
  });

  test('the page of the docs has a row for each fault of DevHub', () => {
    expect(ROWS.map(([fault]) => fault)).toEqual(FAULTS.devhub);
  });

  test.each(ROWS)('DevHub, %s: the browser shows: %s', async (fault, shows) => {
    const app = hostApp(
      (host) => void host.use('/partners', partnerSso({ ...sandbox.options, resolveUser: () => JANE })),
    );
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    sandbox.faults.play('devhub', fault);
    const failed = page.waitForEvent('requestfailed', {
      predicate: (request) => request.isNavigationRequest(),
      timeout: 0,
    });
    failed.catch(() => undefined);

    await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/partners/devhub`, {
      waitUntil: 'commit',
    });
    if (fault === 'wrong-host') {
      expect((await failed).url().startsWith(`${WRONG_HOST}/`)).toBe(true);
      expect(shows).toBe(`an error page at ${new URL(WRONG_HOST).host}`);
    } else await page.getByRole('heading', { name: shows, exact: true }).waitFor({ timeout: 60_000 });
    server.close();
    server.closeAllConnections();
  });
});
