// Hostile names on the way to the partners: the launch page, and every page of the sandbox that shows them.

import type { Browser } from 'playwright-core';
import { startSandbox } from '../../lib/sandbox/index.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { describeInChromium, launchChromium } from '../browser/chromium.js';
import { tidy } from '../support/tidy.js';
import { PEOPLE } from './host.js';
import type { Host } from './host.js';
import { landAll } from './landings.js';
import { asHtmlText, isBlank, isRefusedByDevhub } from './names.js';
import { mailboxOf, mayBeSite, startPagesHost } from './pages-host.js';
import { elementsOf, watch } from './watch.js';
import type { Watch } from './watch.js';

jest.setTimeout(600_000);

const everyone = PEOPLE.map(({ label, text }, index) => ({ label, text, index }));
const known = everyone.filter(({ text }) => !isRefusedByDevhub(text));

describeInChromium('hostile names on the way to the partners', (executablePath) => {
  let browser: Browser;
  let sandbox: Sandbox;
  let host: Host;
  let watched: Watch;

  beforeAll(async () => {
    browser = await launchChromium(executablePath);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    sandbox = tidy(await startSandbox());
    host = tidy(await startPagesHost(sandbox));
    watched = tidy(await watch(browser));
  });

  const land = (partner: string, people: typeof everyone) =>
    landAll(watched, partner, people, (index) => `${host.url}/as/${String(index)}/${partner}`);

  test("DevHub's launch page goes on to a page that shows name and site", async () => {
    expect(known.filter(({ text }) => mayBeSite(text)).length).toBeGreaterThan(45);
    const landings = await land('devhub', known);
    const shown = known.map(({ label, index }) => {
      const { elements = '', fields } = landings[index] ?? {};
      return { label, elements, first: fields?.['first_name'], last: fields?.['last_name'], site: fields?.['site'] };
    });
    // A page shows the fields that there are; a row more for the site, a row less for a name that is none.
    const plain = landings[0]?.elements ?? '';
    const withoutRow = plain.replace('dl dt dd', 'dl');
    expect(shown).toEqual(
      known.map(({ label, text }) => ({
        label,
        elements: isBlank(text) ? withoutRow.replace('dl dt dd', 'dl') : mayBeSite(text) ? plain : withoutRow,
        first: isBlank(text) ? undefined : asHtmlText(text.toWellFormed()),
        last: 'Doe',
        site: mayBeSite(text) ? text : undefined,
      })),
    );
    expect(watched.heard()).toEqual([]);
  });

  test("a site that is not the user's is named as it is, on a page that is whole", async () => {
    const people = known.filter(({ text }) => mayBeSite(text));
    const said: { label: string; text: string | null; elements: string }[] = [];
    await watched.inTabs(people, async (tab, { index, label }) => {
      await tab.goto(`${host.url}/elsewhere/${String(index)}/devhub`);
      await tab.locator('#no-site h1').waitFor();
      const account = await tab.locator('#account-link').getAttribute('href');
      expect(account?.startsWith(`${sandbox.url}/devhub/login/`)).toBe(true);
      said[index] = { label, text: await tab.locator('#no-site h1').textContent(), elements: await elementsOf(tab) };
    });
    const elements = said[0]?.elements;
    expect(people.map(({ index }) => said[index])).toEqual(
      people.map(({ label, text }) => ({ label, text: `Site ${text} is not in your Site Builder account`, elements })),
    );
    expect(watched.heard()).toEqual([]);
  });

  test('a name that DevHub could not verify is a refusal with a code, not a page that breaks', async () => {
    const people = everyone.filter(({ text }) => isRefusedByDevhub(text));
    expect(people.length).toBeGreaterThan(1);
    for (const { index } of people) {
      const answer = await fetch(`${host.url}/as/${String(index)}/devhub`);
      expect([answer.status, await answer.text()]).toEqual([422, 'user_incomplete']);
    }
  });

  test('the portal of PayNearMe shows the name', async () => {
    const landings = await land('paynearme', everyone);
    const shown = everyone.map(({ label, index }) => {
      const { elements, fields } = landings[index] ?? {};
      return { label, elements, name: fields?.['agent_name'] };
    });
    expect(shown).toEqual(
      everyone.map(({ label, text }) => ({
        label,
        elements: landings[0]?.elements,
        name: isBlank(text) ? 'Doe' : asHtmlText(text.trim().toWellFormed()),
      })),
    );
    expect(watched.heard()).toEqual([]);
  });

  test('the dashboard of Chargebackstop shows the address, and the home page every attempt', async () => {
    const landings = await land('chargebackstop', everyone);
    const shown = everyone.map(({ label, index }) => {
      const { elements, fields } = landings[index] ?? {};
      return { label, elements, email: fields?.['user_email'] };
    });
    expect(shown).toEqual(
      everyone.map(({ label, index }) => ({ label, elements: landings[0]?.elements, email: mailboxOf(index) })),
    );

    for (const { index } of everyone) await fetch(`${host.url}/as/${String(index)}/cheetah.json`);
    await watched.page.goto(sandbox.url);
    const sizes = await watched.page.evaluate(() =>
      [...document.querySelectorAll('li[data-attempt]')].map((attempt) => attempt.querySelectorAll('*').length),
    );
    expect(sizes).toHaveLength(sandbox.attempts.length);
    // The sandbox writes as much for one attempt as for another of its kind, and there are few kinds.
    expect(new Set(sizes).size).toBeLessThan(6);
    expect(watched.heard()).toEqual([]);
  });
});
