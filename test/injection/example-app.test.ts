// Hostile names in the example app: people who are called like that see their own name on every page, and nothing runs.

import type { Browser } from 'playwright-core';
import { startSandbox } from 'express-partner-sso/sandbox';
import { createApp } from '../../example-app/app.js';
import { users } from '../../example-app/users.js';
import type { PortalUser } from '../../example-app/users.js';
import { describeInChromium, launchChromium } from '../browser/chromium.js';
import { quietConsole } from '../example-app/portal.js';
import { tidy } from '../support/tidy.js';
import { PEOPLE, listen, userOf } from './host.js';
import { asHtmlText, isBlank, isRefusedByDevhub } from './names.js';
import { elementsOf, watch } from './watch.js';

jest.setTimeout(600_000);
quietConsole();

/** A row of the portal's table for each name. */
const rows = PEOPLE.map((_person, index): PortalUser => {
  const { id, email, firstName, lastName } = userOf(index);
  return { id, username: id, email, emailVerified: true, firstName, lastName, role: 'owner', sites: ['12345'] };
});

const table = users as PortalUser[];
const own = table.length;
afterEach(() => {
  table.length = own;
});

describeInChromium('hostile names in the example app', (executablePath) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(executablePath);
  });
  afterAll(() => browser.close());

  async function startPortal(): Promise<string> {
    const sandbox = tidy(await startSandbox());
    const app = createApp({
      sessionSecret: 'a secret that only this test knows',
      partners: sandbox.options,
      partnerTimeoutMs: 60_000,
      sandboxUrl: sandbox.url,
      loyaltySdkUrl: `${sandbox.url}/cheetah/sdk.js`,
    });
    return tidy(await listen(app)).url;
  }

  test('the login lists everyone by name', async () => {
    table.push(...rows);
    const url = await startPortal();
    const { page, heard } = tidy(await watch(browser));
    await page.goto(`${url}/login`);
    const names = await page.locator('button.person strong').allTextContents();
    const cards = await page.evaluate(() =>
      [...document.querySelectorAll('button.person')].map((card) => card.querySelectorAll('*').length),
    );
    expect(names.slice(-rows.length)).toEqual(
      rows.map(({ firstName }) => `Continue as ${asHtmlText(firstName.toWellFormed())} Doe`),
    );
    expect(new Set(cards).size).toBe(1);
    expect(heard()).toEqual([]);
  });

  test('the way back after the login is text', async () => {
    const url = await startPortal();
    const { inTabs, heard } = tidy(await watch(browser));
    await inTabs(rows, async (tab, { firstName }) => {
      // The name as it is: what of it is no part of a URL, the portal has to spell. A request line holds only so much.
      const next = `/orders?q=${firstName.toWellFormed().slice(0, 500)}`;
      await tab.goto(`${url}/login?next=${encodeURIComponent(next)}`);
      const { pathname, search } = new URL(next, url);
      const values = tab.locator('input[name="next"]');
      expect(await values.first().getAttribute('value')).toBe(pathname + search);
      expect(await values.count()).toBe(own);
    });
    expect(heard()).toEqual([]);
  });

  test('everyone sees their own name at home, in their membership and with their sites', async () => {
    table.push(...rows);
    const url = await startPortal();
    const pages: Record<string, string>[] = [];
    const { inTabs, heard } = tidy(await watch(browser));
    await inTabs([...rows.entries()], async (tab, [index, { username, email, firstName }]) => {
      const first = isBlank(firstName) ? '' : firstName;
      const shown = asHtmlText(firstName.toWellFormed());
      await tab.context().request.post(`${url}/login`, { form: { user: username }, maxRedirects: 0 });

      await tab.goto(url);
      expect(await tab.locator('h1').textContent()).toBe(`Hello, ${shown}`);
      expect(await tab.locator('.menu strong').textContent()).toBe(`${shown} Doe`);
      const home = await elementsOf(tab);

      await tab.goto(`${url}/rewards`);
      await tab.locator('[data-stellar-status="member"]').waitFor();
      // A form has its own ends of lines, and no halves of pairs: that is how the loyalty programme knows the name.
      const sent = `${first.toWellFormed().replace(/\r\n?|\n/g, '\r\n')} Doe`.trim();
      expect(await tab.locator('[data-stellar-member] [data-field="name"]').textContent()).toBe(sent);
      const state = await tab.evaluate(() =>
        JSON.stringify((window as unknown as Record<string, unknown>)['stellar_member_state']),
      );
      expect(JSON.parse(state)).toMatchObject({
        sso_error: '',
        full_name: first === '' ? 'Doe' : `${first} Doe`,
        short_name: first === '' ? email : first,
      });
      const rewards = await elementsOf(tab);

      if (isRefusedByDevhub(firstName)) {
        const answer = await tab.context().request.get(`${url}/sites`);
        expect([answer.status(), await answer.text()]).toEqual([422, expect.stringContaining('user_incomplete')]);
        pages[index] = { home, rewards };
        return;
      }
      await tab.goto(`${url}/sites`);
      await tab.getByRole('link', { name: 'Login as user' }).waitFor();
      pages[index] = { home, rewards, sites: await elementsOf(tab) };
    });
    expect(rows.map(({ firstName: name }, index) => ({ name, ...pages[index] }))).toEqual(
      rows.map(({ firstName: name }) => {
        const { home, rewards, sites } = pages[0] ?? {};
        return isRefusedByDevhub(name) ? { name, home, rewards } : { name, home, rewards, sites };
      }),
    );
    expect(heard()).toEqual([]);
  });
});
