// The inspector in a real browser: what comes in is there at once, opens, can be filtered, copied and cleared.

import type { Browser } from 'playwright-core';
import { describeInChromium, launchChromium } from './chromium.js';
import { announced, idsWhen, live, openInspector } from './inspector-bench.js';
import { encodedTwice, notSorted, swapped, visitAll, wrongKey, wrongSecret } from './inspector-scene.js';

jest.setTimeout(240_000);

describeInChromium('the inspector in Chromium', (executablePath) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(executablePath);
  });
  afterAll(() => browser.close());

  test('attempts of a real host appear as they come in, newest first', async () => {
    const { page, host, items, status, complaints } = await openInspector(browser);
    await page.getByText('Nothing came in yet').waitFor();
    await visitAll(host);
    // The dashboard; the token and the member; agent_sso and the portal.
    expect(await idsWhen(page, 5)).toEqual(['5', '4', '3', '2', '1']);
    await status.getByText(/^\d new attempts?, none refused\.$/).waitFor();
    expect(await page.getByText('Nothing came in yet').isVisible()).toBe(false);
    const oldest = items.last();
    await oldest.getByRole('heading', { name: 'Accepted Chargebackstop' }).waitFor();
    expect(await oldest.getByText('jane@example.com').first().isVisible()).toBe(true);
    expect(await oldest.locator('time').getAttribute('datetime')).toMatch(/^\d{4}-.*Z$/);
    await page.getByText('5 attempts', { exact: true }).waitFor();
    expect(complaints()).toEqual([]);
  });

  test('an attempt opens to the decoded token, the answer and the timing', async () => {
    const { page, sandbox, items, complaints } = await openInspector(browser);
    await wrongKey(sandbox);
    await idsWhen(page, 1);
    expect(await items.getByText('signed with the SSO key base64-encoded').isVisible()).toBe(true);
    await items.getByText('The whole exchange').click();
    for (const name of ['Request', 'Check', 'Answer', 'Timing']) {
      await items.getByRole('heading', { name, exact: true }).waitFor();
    }
    await items.getByText('"alg":"HS256"').waitFor();
    await items.getByText('Token claims (not trusted)').waitFor();
    await items.getByText('"user_email":"jane@example.com"').first().waitFor();
    const signature = items.locator('.compare').filter({ hasText: '43 characters' });
    expect(await signature.locator('mark').allTextContents()).toEqual([
      expect.stringMatching(/^[\w-]{1,6}$/),
      expect.stringMatching(/^[\w-]{1,6}$/),
    ]);
    await items.getByText('HTTP 401').waitFor();
    await items.getByText('Headers').click();
    await items.getByText(new URL(sandbox.url).host, { exact: true }).waitFor();
    expect(complaints()).toEqual([]);
  });

  test('the first difference is marked on both sides', async () => {
    const { page, sandbox, items, complaints } = await openInspector(browser);
    await encodedTwice(sandbox);
    await wrongSecret(sandbox);
    await notSorted(sandbox);
    await idsWhen(page, 3);
    const sides = async (index: number): Promise<(string | null)[]> => {
      const first = items.nth(index).locator('.compare').first();
      return [
        await first.locator('[data-expected] mark').textContent(),
        await first.locator('[data-received] mark').textContent(),
      ];
    };
    expect(await sides(2)).toEqual(['%252B', '%25252B']);
    expect((await sides(0))[1]).toMatch(/^site_identifier/);
    expect((await sides(0))[0]).toMatch(/^agent_email/);
    await items.nth(2).getByText('The first difference is at character').first().waitFor();
    // A secret that nobody knows: nothing is marked, because nothing is known.
    expect(await items.nth(1).locator('.compare').first().locator('mark').count()).toBe(0);
    expect(await items.nth(1).locator('[data-received]').first().textContent()).toBe('(not known)');
    expect(complaints()).toEqual([]);
  });

  test('the filter hides what does not fit, also what comes in, and its address can be shared', async () => {
    const { page, sandbox, context, items, complaints } = await openInspector(browser);
    await wrongKey(sandbox);
    await swapped(sandbox);
    await idsWhen(page, 2);
    await page.getByRole('search').getByLabel('Vendor').selectOption({ label: 'Cheetah Loyalty' });
    await page.getByText('1 of 2 shown').waitFor();
    expect(new URL(page.url()).search).toBe('?vendor=cheetah');
    await page.getByLabel('Verdict').selectOption('accepted');
    await page.getByText('No attempt fits the filter.').waitFor();
    await page.getByLabel('Verdict').selectOption('refused');
    await wrongKey(sandbox);
    await page.getByText('1 of 3 shown').waitFor();
    expect(await items.first().isVisible()).toBe(false);

    const shared = await context.newPage();
    await shared.goto(page.url());
    await live(shared);
    expect(await shared.getByLabel('Vendor').inputValue()).toBe('cheetah');
    expect(await shared.getByLabel('Verdict').inputValue()).toBe('refused');
    await shared.getByText('1 of 3 shown').waitFor();
    await shared.getByLabel('Vendor').selectOption('');
    await shared.getByLabel('Verdict').selectOption('');
    expect(new URL(shared.url()).search).toBe('');
    await shared.getByText('3 attempts', { exact: true }).waitFor();
    expect(complaints()).toEqual([]);
  });

  test('an attempt is copied as text, from the list and from its own page', async () => {
    const { page, sandbox, context, items, status, complaints } = await openInspector(browser);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: sandbox.url });
    await wrongKey(sandbox);
    await idsWhen(page, 1);
    await announced(page);
    await items.getByText('The whole exchange').click();
    const text = await (await fetch(`${sandbox.url}/attempts/1.txt`)).text();
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy as text (attempt 1)' }).click();
    await status.getByText('Copied.').waitFor();
    expect(await clipboard()).toBe(text);

    await page.getByRole('link', { name: 'Attempt 1', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Attempt 1 Refused' }).waitFor();
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await page.getByRole('button', { name: 'Copy as text (attempt 1)' }).click();
    await page.getByRole('button', { name: 'Copied (attempt 1)' }).waitFor();
    expect(await clipboard()).toBe(text);
    await page.getByRole('link', { name: 'Show as text (attempt 1)' }).click();
    expect(await page.locator('pre').textContent()).toBe(text);
    expect(complaints()).toEqual([]);
  });

  test('what cannot be copied any more is said', async () => {
    const { page, sandbox, items, status } = await openInspector(browser);
    await wrongKey(sandbox);
    await idsWhen(page, 1);
    await announced(page);
    await items.getByText('The whole exchange').click();
    await page.route('**/attempts/1.txt', (route) => route.fulfill({ status: 404, body: 'gone' }));
    await page.getByRole('button', { name: 'Copy as text (attempt 1)' }).click();
    await status.getByText('It could not be copied.').waitFor();
  });

  test('clear empties the list in every tab, and what comes then is shown', async () => {
    const { page, sandbox, context, complaints } = await openInspector(browser);
    await wrongKey(sandbox);
    const second = await context.newPage();
    await second.goto(sandbox.url);
    await live(second);
    await Promise.all([idsWhen(page, 1), idsWhen(second, 1)]);
    await second.getByRole('button', { name: 'Clear' }).click();
    for (const tab of [page, second]) {
      await tab.getByRole('status').getByText('The list was cleared.').waitFor();
      await tab.getByText('Nothing came in yet').waitFor();
    }
    expect(sandbox.attempts).toEqual([]);
    await wrongKey(sandbox);
    expect(await idsWhen(page, 1)).toEqual(['2']);
    expect(await idsWhen(second, 1)).toEqual(['2']);
    expect(complaints()).toEqual([]);
  });

  test('without a script: the list, the filter and clear work by forms', async () => {
    const { sandbox } = await openInspector(browser);
    await wrongKey(sandbox);
    await swapped(sandbox);
    const context = await browser.newContext({ javaScriptEnabled: false });
    try {
      const page = await context.newPage();
      await page.goto(sandbox.url);
      expect(await page.getByText('The whole exchange').count()).toBe(2);
      expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(0);
      await page.getByLabel('Vendor').selectOption('cheetah');
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByText('1 of 2 shown').waitFor();
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByText('Nothing came in yet').waitFor();
      expect(sandbox.attempts).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
