// The whole way in a real browser: jane and sam sign in to the example app and reach all four partners by their cards.

import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startPortalProcess, type PortalProcess } from '../example-app/portal-process.js';
import { describeInChromium, launchChromium } from './chromium.js';
import { collectComplaints } from './complaints.js';

// Only conditions are waited for; this is for the slowest machine that is still alive.
jest.setTimeout(240_000);
const PATIENCE_MS = 60_000;

const SCREENSHOTS = resolve(__dirname, '../../test-results/screenshots');

const PEOPLE = [
  { name: 'jane', email: 'jane.doe@example.com', fullName: 'Jane Doe', id: 'usr_1001', role: 'supervisor' },
  { name: 'sam', email: 'sam.okafor@example.com', fullName: 'Sam Okafor', id: 'usr_1002', role: 'agent' },
] as const;

describeInChromium('the example app in Chromium', (executablePath) => {
  let portal: PortalProcess;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: readonly string[];

  const closings: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    portal = await startPortalProcess();
    closings.push(portal.close);
    browser = await launchChromium(executablePath);
    closings.push(() => browser.close());
  });
  afterAll(() => Promise.all(closings.map((close) => close())));
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    context.setDefaultTimeout(PATIENCE_MS);
    complaints = await collectComplaints(context);
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  describe.each(PEOPLE)('$name', ({ name, email, fullName, id, role }) => {
    test('reaches all four partners from the home page', async () => {
      await signIn(name);

      await clickCard('chargebackstop');
      await expectLanding('chargebackstop', { user_email: email });
      await picture(name, 'chargebackstop');

      await home();
      await clickCard('devhub');
      await expectLanding('devhub', { email, partner_user_id: id });
      await picture(name, 'devhub');

      await home();
      await clickCard('cheetah');
      await page.locator('[data-stellar-member][data-stellar-status="member"]').waitFor();
      expect(await page.locator('[data-stellar-member] [data-field="name"]').textContent()).toBe(fullName);
      expect(await page.locator('[data-stellar-member] [data-field="email"]').textContent()).toBe(email);
      await picture(name, 'rewards');

      await home();
      await clickCard('paynearme');
      await expectLanding('paynearme', { agent_email: email, agent_name: fullName, agent_role: role });
      await picture(name, 'paynearme');
    });

    test('signs out', async () => {
      await signIn(name);
      await page.locator('details.user summary').click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await page.goto(`${portal.url}/rewards`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    });
  });

  test('sam opens one order from the list', async () => {
    await signIn('sam');
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await page.locator('[data-order="WF-10471"]').waitFor();
    await picture('sam', 'orders');
    await page.locator('[data-order="WF-10471"] a').click();
    await expectLanding('paynearme', { agent_email: 'sam.okafor@example.com', order_identifier: 'WF-10471' });
    await picture('sam', 'paynearme-order');
  });

  test('jane opens one site in the builder', async () => {
    await signIn('jane');
    await page.getByRole('link', { name: 'Sites', exact: true }).click();
    const link = page.locator('[data-devhub-links] a', { hasText: '23145' });
    await link.waitFor();
    await picture('jane', 'sites');
    await link.click();
    await expectLanding('devhub', { site: '23145', email: 'jane.doe@example.com' });
    await picture('jane', 'devhub-site');
  });

  test('a partner that was asked for before the login comes right after it', async () => {
    await page.goto(`${portal.url}/partners/paynearme?order=WF-10482`);
    await page.locator('button[value="sam"]').click();
    await expectLanding('paynearme', { agent_email: 'sam.okafor@example.com', order_identifier: 'WF-10482' });
  });

  test('every page fits a phone, in the light and in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await signIn('jane', 'phone');
    for (const path of ['/', '/orders', '/rewards', '/sites']) {
      await page.goto(portal.url + path);
      await page.locator('h1').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      await picture('phone', path.slice(1) || 'home');
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('phone', 'sites-dark');
  });

  async function signIn(name: string, prefix: string = name): Promise<void> {
    await page.goto(portal.url);
    await page.locator(`button[value="${name}"]`).waitFor();
    await picture(prefix, 'login');
    await page.locator(`button[value="${name}"]`).click();
    await page.locator('[data-partner="chargebackstop"]').waitFor();
    await picture(prefix, 'home');
  }

  async function home(): Promise<void> {
    await page.goto(portal.url);
    await page.locator('[data-partner="chargebackstop"]').waitFor();
  }

  const clickCard = (partner: string): Promise<void> => page.locator(`[data-partner="${partner}"]`).click();

  async function expectLanding(vendor: string, fields: Record<string, string>): Promise<void> {
    const main = page.locator(`main[data-sandbox-vendor="${vendor}"]`);
    await main.waitFor();
    expect(await main.getAttribute('data-verdict')).toBe('accepted');
    expect(page.url().startsWith(portal.sandboxUrl)).toBe(true);
    for (const [field, value] of Object.entries(fields)) {
      expect([field, await main.locator(`[data-field="${field}"]`).textContent()]).toEqual([field, value]);
    }
  }

  async function picture(prefix: string, name: string): Promise<void> {
    await page.screenshot({ path: `${SCREENSHOTS}/${prefix}-${name}.png`, fullPage: true, timeout: PATIENCE_MS });
  }
});
