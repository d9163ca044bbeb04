// Sends everyone to a partner, and reads the pages of the sandbox that they land on.

import type { Page } from 'playwright-core';
import type { Watch } from './watch.js';
import { elementsOf } from './watch.js';

/** What a landing page shows: its elements in order, and the fields by name. */
export interface Landing {
  readonly elements: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Opens `url` for each of these people, by index; what they land on, by index as well. */
export async function landAll(
  { inTabs }: Watch,
  partner: string,
  people: readonly { readonly index: number }[],
  url: (index: number) => string,
): Promise<Landing[]> {
  const landings: Landing[] = [];
  await inTabs(people, async (tab, { index }) => {
    await tab.goto(url(index));
    await tab.locator(`main[data-sandbox-vendor="${partner}"][data-verdict="accepted"]`).waitFor();
    landings[index] = { elements: await elementsOf(tab), fields: await fieldsOf(tab) };
  });
  return landings;
}

function fieldsOf(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('main [data-field]')].map((field) => [
        field.getAttribute('data-field') ?? '',
        field.textContent,
      ]),
    ),
  );
}
