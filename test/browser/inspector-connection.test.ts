// The live list when the connection goes and comes: another sandbox on the same port, a tab in the background, the end.

import type { Browser } from 'playwright-core';
import { startSandbox } from '../../lib/sandbox/index.js';
import { tidy } from '../support/tidy.js';
import { describeInChromium, launchChromium } from './chromium.js';
import { announced, idsWhen, live, openInspector } from './inspector-bench.js';
import { swapped, wrongKey } from './inspector-scene.js';

jest.setTimeout(240_000);

describeInChromium("the inspector's connection in Chromium", (executablePath) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(executablePath);
  });
  afterAll(() => browser.close());

  test('a sandbox that ends says so on the page; another one on its port begins a new list', async () => {
    const { page, sandbox, status, items } = await openInspector(browser);
    await wrongKey(sandbox);
    await wrongKey(sandbox);
    await idsWhen(page, 2);
    await sandbox.close();
    await page.getByText('Not live: the sandbox does not answer').waitFor();
    // What came in before may be looked at as long as there is nothing newer.
    expect(await items.count()).toBe(2);
    await page.getByRole('button', { name: 'Clear' }).click();
    await status.getByText('The list could not be cleared: the sandbox does not answer.').waitFor();

    const next = tidy(await startSandbox({ port: sandbox.port }));
    await swapped(next);
    await live(page);
    expect(await idsWhen(page, 1)).toEqual(['1']);
    await items.getByRole('heading', { name: 'Refused Cheetah Loyalty' }).waitFor();
    await swapped(next);
    expect(await idsWhen(page, 2)).toEqual(['2', '1']);
  });

  test('close ends at once, however many tabs are open', async () => {
    const { page, sandbox, context } = await openInspector(browser);
    const second = await context.newPage();
    await second.goto(sandbox.url);
    await live(second);
    await sandbox.close();
    await Promise.all([page, second].map((tab) => tab.getByText('Not live').waitFor()));
  });

  test('a tab in the background lets go of its connection, and catches up when it comes back', async () => {
    const { page, sandbox, complaints } = await openInspector(browser);
    await wrongKey(sandbox);
    await idsWhen(page, 1);
    await announced(page);
    const show = (hidden: boolean): Promise<void> =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    const left = page.waitForEvent('requestfailed', (request) => request.url().includes('/events'));
    await show(true);
    await left;
    await wrongKey(sandbox);
    await wrongKey(sandbox);
    await show(false);
    expect(await idsWhen(page, 3)).toEqual(['3', '2', '1']);
    await page.getByRole('status').getByText('2 new attempts, 2 refused.').waitFor();
    expect(complaints()).toEqual([]);
  });
});
