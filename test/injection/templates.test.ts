// Hostile names in the pages of five template engines: nothing runs, and the page's value is the name to the letter.

import type { Browser } from 'playwright-core';
import { startSandbox } from '../../lib/sandbox/index.js';
import { describeInChromium, launchChromium } from '../browser/chromium.js';
import { ENGINES } from '../support/engines.js';
import { tidy } from '../support/tidy.js';
import { documentedAttribute, documentedLines } from './documented-lines.js';
import { readFrames } from './frames.js';
import { PEOPLE, emailOf } from './host.js';
import { isBlank, isRefusedByDevhub } from './names.js';
import { startViewsHost } from './views-host.js';
import { watch } from './watch.js';

jest.setTimeout(600_000);

test('the documents name the same line everywhere, and escape the address in an attribute', () => {
  for (const { name, escaped } of ENGINES) {
    const inReadme = documentedLines('README.md', name);
    expect(inReadme).toEqual(documentedLines('docs/vendors/cheetah.md', name));
    if (name === 'EJS') expect(documentedAttribute()).toBe(escaped('devhub_widget_uri'));
  }
});

describeInChromium('hostile names in templates', (executablePath) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(executablePath);
  });
  afterAll(() => browser.close());

  test.each(ENGINES.map((engine) => [engine.name, engine] as const))(
    '%s: nothing runs, and every page has its name to the letter',
    async (name, engine) => {
      const lines = {
        ...documentedLines('docs/vendors/cheetah.md', name),
        ...documentedLines('docs/vendors/devhub.md', name),
      };
      const line = (local: string): string => lines[local] ?? `no line for ${local}`;
      const state = line('stellar_member_state_script');
      const views = {
        member: [
          { print: state },
          { code: ['window.raw_member_state =', engine.raw(state), ';'] },
          { print: line('devhub_widget_script') },
          { print: line('devhub_links_script') },
        ],
        // The address in a script element of the host's own, which is another document: an address is good once.
        address: [{ load: 'devhub_widget_uri' }],
      } as const;
      const sandbox = tidy(await startSandbox());
      const host = tidy(await startViewsHost(engine, sandbox, views, PEOPLE.length));
      const { page, heard } = tidy(await watch(browser));

      await page.goto(`${host.url}/member`);
      const pages = await readFrames(page);
      const plain = pages[0]?.elements ?? [];
      expect(plain.slice(-4)).toEqual(['script nonce', 'script nonce', 'script src nonce', 'script nonce']);
      const expected = PEOPLE.map(({ label, text }, index) => {
        const refused = isRefusedByDevhub(text);
        // A name of blanks is none: the last name alone, or the e-mail, stands in for it.
        const [full, short] = isBlank(text) ? ['Doe', emailOf(index)] : [text, text];
        return {
          label,
          elements: refused ? plain.slice(0, -2) : plain,
          text: '',
          state: { error: '""', full: JSON.stringify(full), short: JSON.stringify(short), same: true },
          links: refused ? [] : ['Login as user', 'Login to site 12345'],
          widget: !refused,
        };
      });
      expect(pages.map((found, index) => ({ label: PEOPLE[index]?.label, ...found }))).toEqual(expected);

      await page.goto(`${host.url}/address`);
      const loaded = (await readFrames(page)).map(({ widget }, index) => [PEOPLE[index]?.label, widget]);
      expect(loaded).toEqual(PEOPLE.map(({ label, text }) => [label, !isRefusedByDevhub(text)]));

      expect(heard()).toEqual([]);
      const refusals = host.events.filter(({ outcome }) => outcome !== 'injected');
      expect(refusals.every(({ vendor, code }) => vendor === 'devhub' && code === 'user_incomplete')).toBe(true);
      expect(refusals).toHaveLength(2 * PEOPLE.filter(({ text }) => isRefusedByDevhub(text)).length);
      expect(sandbox.attempts.filter(({ verdict }) => verdict === 'refused')).toEqual([]);

      await page.goto(`${host.url}/member/anonymous`);
      expect(await page.locator('body').textContent()).not.toMatch(/undefined|null|\[object/);
    },
  );
});
