// The names themselves: there are enough of them, and they would run where nobody stops them.

import express from 'express';
import type { Browser } from 'playwright-core';
import { describeInChromium, launchChromium } from '../browser/chromium.js';
import { tidy } from '../support/tidy.js';
import { PEOPLE, listen } from './host.js';
import type { HostileName } from './names.js';
import { watch } from './watch.js';

jest.setTimeout(600_000);

test('there are more than 100 names, and no two are alike', () => {
  expect(new Set(PEOPLE.map(({ text }) => text)).size).toBe(PEOPLE.length);
  expect(new Set(PEOPLE.map(({ label }) => label)).size).toBe(PEOPLE.length);
  expect(PEOPLE.length).toBeGreaterThan(100);
});

/** A page that a careless host would write. */
const careless = ({ text, runs }: HostileName): string =>
  runs === 'string' ? `<script>var name = "${text}";</script>` : `<p>${text}</p>`;

describeInChromium('hostile names that nobody stops', (executablePath) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(executablePath);
  });
  afterAll(() => browser.close());

  const armed = PEOPLE.filter(({ runs }) => runs !== undefined);
  const serve = (headers: Record<string, string>) => {
    const app = express();
    app.get('/:index', (req, res) => {
      const person = PEOPLE[Number(req.params.index)];
      res.set(headers).type('html');
      res.send(`<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${person ? careless(person) : ''}`);
    });
    return listen(app);
  };

  test.each([
    ['without a policy each of them runs', {}, /^it ran on /],
    ['under a policy each of them is heard', { 'Content-Security-Policy': "default-src 'none'" }, /^CSP violation/],
  ])('%s', async (_title, headers: Record<string, string>, what) => {
    const host = tidy(await serve(headers));
    const watched = tidy(await watch(browser));
    const silent: string[] = [];
    for (const person of armed) {
      const url = `${host.url}/${String(PEOPLE.indexOf(person))}`;
      await watched.page.goto(url);
      const isHeard = (): boolean => watched.heard().some((line) => what.test(line) && line.includes(url));
      // What hangs on an event may come after the load. The limit is for names that never run, and fails the test.
      const until = Date.now() + 30_000;
      while (!isHeard() && Date.now() < until) await watched.page.evaluate('new Promise(requestAnimationFrame)');
      if (!isHeard()) silent.push(person.label);
    }
    expect(silent).toEqual([]);
    expect(armed.length).toBeGreaterThanOrEqual(20);
  });
});
