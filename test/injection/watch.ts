// Pages in Chromium with an ear to them: whatever a hostile name manages to start there is heard.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { collectComplaints } from '../browser/complaints.js';

/** A page, and what was heard. */
export interface Watch {
  readonly page: Page;
  /** Empty as long as nothing ran, nothing was blocked and nothing broke, in the page and in all tabs. */
  readonly heard: () => readonly string[];
  /** Hands each of the items to one of a few tabs, as they become free. Each tab has cookies of its own. */
  readonly inTabs: <Item>(items: readonly Item[], work: (tab: Page, item: Item) => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** As many as two cores can feed. */
const TABS = 3;

/** Opens a page. Scripts that set `__ran`, dialogs, new windows, and all that the browser complains about are heard. */
export async function watch(browser: Browser): Promise<Watch> {
  const contexts: BrowserContext[] = [];
  const sources: (readonly string[])[] = [];

  async function open(): Promise<Page> {
    const context = await browser.newContext();
    contexts.push(context);
    context.setDefaultTimeout(60_000);
    const ran: string[] = [];
    sources.push(ran, await collectComplaints(context));
    await context.exposeFunction('reportRan', (where: string) => ran.push(`it ran on ${where}`));
    // Before any script of a page, and in every frame: the moment something sets it, it is told.
    await context.addInitScript({
      content: `Object.defineProperty(window, '__ran', { set() { reportRan(location.href); } });`,
    });
    context.on('dialog', (dialog) => {
      ran.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const page = await context.newPage();
    page.on('popup', (popup) => ran.push(`a window: ${popup.url()}`));
    return page;
  }

  return {
    page: await open(),
    heard: () => sources.flat(),
    async inTabs(items, work) {
      const queue = items.values();
      const one = async (): Promise<void> => {
        const tab = await open();
        for (const item of queue) await work(tab, item);
      };
      await Promise.all(Array.from({ length: TABS }, one));
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}

/** The elements of a page in order: what a name adds to it must be text, and no element. */
export function elementsOf(page: Page): Promise<string> {
  return page.evaluate(() => [...document.querySelectorAll('*')].map(({ localName }) => localName).join(' '));
}
