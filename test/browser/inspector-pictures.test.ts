// The pictures of docs/sandbox.md, made by INSPECTOR_PICTURES=1; without it, they are only looked for.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { startSandbox } from '../../lib/sandbox/index.js';
import { tidy } from '../support/tidy.js';
import { describeInChromium, launchChromium } from './chromium.js';
import { encodedTwice, notSorted, startHost, swapped, visitAll, wrongKey, wrongSecret } from './inspector-scene.js';

jest.setTimeout(240_000);

const PICTURES = [
  { name: 'inspector-light', width: 1100, height: 980, scheme: 'light' },
  { name: 'inspector-dark', width: 1100, height: 980, scheme: 'dark' },
  { name: 'inspector-phone', width: 390, height: 844, scheme: 'light' },
] as const;

const fileOf = (name: string): string => resolve(__dirname, `../../docs/images/${name}.png`);

test.each(PICTURES)('$name is there, and not heavy', ({ name }) => {
  expect(statSync(fileOf(name)).size).toBeLessThan(200_000);
});

if (process.env['INSPECTOR_PICTURES']) {
  describeInChromium('the pictures', (executablePath) => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium(executablePath);
    });
    afterAll(() => browser.close());

    test.each(PICTURES)('$name', async ({ name, width, height, scheme }) => {
      const sandbox = tidy(await startSandbox({ port: 8080 }));
      const host = tidy(await startHost(sandbox));
      await visitAll(host);
      for (const mistake of [swapped, wrongKey, wrongSecret, notSorted, encodedTwice]) await mistake(sandbox);
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
      const page = await context.newPage();
      await page.goto(`${sandbox.url}/`);
      await page.locator('.live.on').waitFor();
      if (name !== 'inspector-light') {
        const newest = page.locator('[data-attempts] > li').first();
        await newest.getByText('The whole exchange').click();
        await newest
          .locator('.steps > li')
          .nth(1)
          .evaluate((step) => step.scrollIntoView());
      }
      await page.screenshot({ path: fileOf(name) });
      await context.close();
    });
  });
}
