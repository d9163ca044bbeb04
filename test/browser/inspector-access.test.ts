// The inspector for everyone: by keyboard, by name and role, in light and dark, on a phone, and with hostile names in it.

import type { Browser, Page } from 'playwright-core';
import { NAMES } from '../injection/names.js';
import { watch } from '../injection/watch.js';
import { startSandbox } from '../../lib/sandbox/index.js';
import { tidy } from '../support/tidy.js';
import { describeInChromium, launchChromium } from './chromium.js';
import { paleTexts } from './contrast.js';
import { announced, idsWhen, live, openInspector } from './inspector-bench.js';
import { encodedTwice, notSorted, startHost, swapped, visitAll, wrongKey, wrongSecret } from './inspector-scene.js';

jest.setTimeout(240_000);

describeInChromium('the inspector for everyone, in Chromium', (executablePath) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(executablePath);
  });
  afterAll(() => browser.close());

  /** Presses Tab until this has the focus, and makes sure that it can be seen. */
  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate((wanted) => {
        const { activeElement } = document;
        if (!activeElement?.matches(wanted)) return undefined;
        const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
        return outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
      }, selector);
      if (found === undefined) continue;
      expect(found).toBeGreaterThanOrEqual(2);
      return;
    }
    throw new Error(`Tab does not lead to ${selector}`);
  }
  const focused = (page: Page): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('data-attempt'));

  test('by keyboard alone: filter, open, copy, clear; and the focus stays where it is when the list changes', async () => {
    const { page, sandbox, host, status, complaints } = await openInspector(browser, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await wrongKey(sandbox);
    await idsWhen(page, 1);
    await announced(page);
    await tabTo(page, 'select[name=vendor]');
    await page.keyboard.type('Charge');
    await page.getByText('1 attempt', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('?vendor=chargebackstop');
    await tabTo(page, 'li summary');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Timing' }).waitFor();

    await (await fetch(`${host.url}/chargebackstop`)).text();
    await idsWhen(page, 2);
    expect(await focused(page)).toBe('1');
    expect(await page.getByRole('heading', { name: 'Timing' }).count()).toBe(1);

    await status.getByText('1 new attempt, none refused.').waitFor();
    await tabTo(page, '[data-copy="/attempts/1.txt"]');
    await page.keyboard.press('Enter');
    await status.getByText('Copied.').waitFor();
    expect(await focused(page)).toBe('1');

    // The focus is in an item that goes: it moves to the heading of the list, not to the top of the page.
    await fetch(`${sandbox.url}/attempts/clear`, { method: 'POST', redirect: 'manual' });
    await status.getByText('The list was cleared.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('attempts-heading');

    await wrongKey(sandbox);
    await idsWhen(page, 1);
    await page.keyboard.press('Shift+Tab');
    await tabTo(page, '[data-clear] button');
    await page.keyboard.press('Enter');
    await idsWhen(page, 0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Clear');
    expect(complaints()).toEqual([]);
  });

  test('by name and role: landmarks, headings, labels, and a status that is said', async () => {
    const { page, sandbox, status, items } = await openInspector(browser);
    await wrongKey(sandbox);
    await idsWhen(page, 1);
    for (const role of ['banner', 'main', 'contentinfo', 'search'] as const) {
      expect([role, await page.getByRole(role).count()]).toEqual([role, 1]);
    }
    await page.getByRole('region', { name: 'Attempts' }).waitFor();
    await page.getByRole('region', { name: 'Settings' }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Partner SSO sandbox' }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'Attempts' }).waitFor();
    await page.getByRole('heading', { level: 3, name: 'Refused Chargebackstop Attempt 1' }).waitFor();
    await page.getByRole('article', { name: 'Refused Chargebackstop Attempt 1' }).waitFor();
    await page.getByRole('combobox', { name: 'Vendor' }).waitFor();
    await page.getByRole('combobox', { name: 'Verdict' }).waitFor();
    await page.getByRole('button', { name: 'Clear' }).waitFor();
    await items.getByText('The whole exchange of attempt 1').click();
    await page.getByRole('button', { name: 'Copy as text (attempt 1)' }).waitFor();
    await status.getByText('1 new attempt, 1 refused.').waitFor();
    // A status is polite by itself: it waits until the user has finished.
    expect(await status.getAttribute('aria-live')).toBeNull();
    const levels = await page
      .locator('h1, h2, h3, h4')
      .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  test.each(['light', 'dark'] as const)('%s: every text can be told from its ground', async (colorScheme) => {
    const { page, sandbox, host } = await openInspector(browser, { colorScheme });
    const grounds = async (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await grounds()).toBe(colorScheme === 'light' ? 'rgb(244, 245, 247)' : 'rgb(16, 20, 26)');
    expect(await paleTexts(page)).toEqual([]);
    await visitAll(host);
    for (const mistake of [wrongKey, wrongSecret, encodedTwice, notSorted, swapped]) await mistake(sandbox);
    await idsWhen(page, 10);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await page.locator('mark').count()).toBeGreaterThan(6);
    expect(await paleTexts(page)).toEqual([]);
    await page.goto(`${sandbox.url}/attempts/9`);
    expect(await paleTexts(page)).toEqual([]);
    await sandbox.close();
  });

  test('on the narrowest phone nothing scrolls sideways, whatever is open', async () => {
    const { page, sandbox, host } = await openInspector(browser, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
    });
    const tooWide = (): Promise<string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('body *:not(.unseen)')]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map(({ outerHTML }) => outerHTML.slice(0, 80)),
      );
    expect(await tooWide()).toEqual([]);
    await visitAll(host);
    for (const mistake of [wrongKey, wrongSecret, encodedTwice, notSorted, swapped]) await mistake(sandbox);
    await fetch(`${sandbox.options.devhub.baseWidgetUri}?${'n'.repeat(300)}=${'v'.repeat(3000)}`);
    await idsWhen(page, 11);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await tooWide()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.goto(`${sandbox.url}/attempts/9`);
    expect(await tooWide()).toEqual([]);
    const small = await page
      .locator('button, select, .tools a')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 24).length);
    expect(small).toBe(0);
  });

  test('hostile names run nothing, live or loaded, and stay text', async () => {
    const sandbox = tidy(await startSandbox());
    const { page, heard } = tidy(await watch(browser));
    await page.goto(sandbox.url);
    await live(page);
    const hostile = NAMES.filter(({ text }) => text.length < 1000);
    for (const { text } of hostile) {
      const query = new URLSearchParams({ [text]: text, oauth_consumer_key: text, email: text, partner_user_id: text });
      await (await fetch(`${sandbox.options.devhub.baseWidgetUri}?${query.toString()}`)).text();
    }
    const sizes = async (): Promise<Set<number>> => {
      await idsWhen(page, hostile.length);
      const all = await page
        .locator('[data-attempts] > li')
        .evaluateAll((items) => items.map((item) => item.querySelectorAll('*').length));
      return new Set(all);
    };
    const liveSizes = await sizes();
    expect(liveSizes.size).toBeLessThan(8);
    await page.reload();
    expect(await sizes()).toEqual(liveSizes);
    for (const id of [1, 3, 14]) await page.goto(`${sandbox.url}/attempts/${String(id)}`);
    expect(heard().filter((what) => !what.includes('/events?'))).toEqual([]);
  });

  test('the pages that users land on lead to their attempt', async () => {
    const sandbox = tidy(await startSandbox());
    const host = tidy(await startHost(sandbox));
    const page = await browser.newPage();
    await page.goto(`${host.url}/chargebackstop`);
    await page.getByRole('link', { name: 'The whole exchange: attempt 1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Attempt 1 Accepted' }).waitFor();
    await page.close();
  });
});
