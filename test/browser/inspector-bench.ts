// What the inspector's browser tests share: a sandbox, a host in front of it, and a page that may not complain.

import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../lib/sandbox/index.js';
import { tidy } from '../support/tidy.js';
import { collectComplaints } from './complaints.js';
import { startHost, type Host } from './inspector-scene.js';

/** Only conditions are waited for; this is for the slowest machine that is still alive. */
const PATIENCE_MS = 60_000;

/** A page with the inspector. */
export interface Bench {
  readonly sandbox: Sandbox;
  readonly host: Host;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly items: Locator;
  readonly status: Locator;
  /** What the browser complained about, but for a live list that was left or lost: that is told on the page. */
  readonly complaints: () => readonly string[];
}

/** Opens the inspector; `path` may have a query. */
export async function openInspector(
  browser: Browser,
  { path = '/', ...options }: BrowserContextOptions & { path?: string } = {},
): Promise<Bench> {
  const sandbox = tidy(await startSandbox());
  const host = tidy(await startHost(sandbox));
  const context = tidy(await browser.newContext(options));
  context.setDefaultTimeout(PATIENCE_MS);
  const heard = await collectComplaints(context);
  const page = await context.newPage();
  await page.goto(sandbox.url + path);
  await live(page);
  return {
    sandbox,
    host,
    context,
    page,
    items: page.locator('[data-attempts] > li'),
    status: page.getByRole('status'),
    complaints: () => heard.filter((complaint) => !complaint.includes('/events?')),
  };
}

/** Waits until the list is live. */
export async function live(page: Page): Promise<void> {
  await page.getByText('Live', { exact: true }).waitFor();
}

/** Waits until the newest attempts were announced, so that nothing else is said over what a test waits for. */
export async function announced(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .getByText(/new attempt/)
    .waitFor();
}

/** Waits until the list has so many attempts, and returns their ids, newest first. */
export async function idsWhen(page: Page, count: number): Promise<(string | null)[]> {
  const items = page.locator('[data-attempts] > li');
  await page.waitForFunction((n) => document.querySelectorAll('[data-attempts] > li').length === n, count);
  return items.evaluateAll((all) => all.map((item) => item.getAttribute('data-attempt')));
}
