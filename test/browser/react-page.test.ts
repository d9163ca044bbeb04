// The two ways of docs/recipes/react.md in a real browser: a React page on a strict policy shows the member, and only the right one.

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../lib/sandbox/index.js';
import { describeInChromium, launchChromium } from './chromium.js';
import { collectComplaints } from './complaints.js';
import { bundlePages, HOSTILE_NAME, startReactHost, type ReactHost } from './react/host.js';

jest.setTimeout(240_000);

/** Base64 with all that a query parser could spoil. */
const HASH = Buffer.from('{"stl_target":"offer-655"}>>>???').toString('base64');

describeInChromium('the React page in Chromium', (executablePath) => {
  let sandbox: Sandbox;
  let pages: Awaited<ReturnType<typeof bundlePages>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let host: ReactHost;
  let requests: string[];
  let complaints: readonly string[];
  let expected: unknown[];

  const closings: (() => unknown)[] = [];
  beforeAll(async () => {
    sandbox = await startSandbox();
    closings.push(() => sandbox.close());
    pages = await bundlePages(sdkUrl());
    closings.push(pages.close);
    browser = await launchChromium(executablePath);
    closings.push(() => browser.close());
  });
  afterAll(() => Promise.all(closings.map((close) => close())));

  beforeEach(async () => {
    requests = [];
    expected = [];
    context = await browser.newContext();
    context.setDefaultTimeout(60_000);
    complaints = await collectComplaints(context);
    context.on('request', (request) => requests.push(request.url()));
    page = await context.newPage();
    // A dialog would be a script of somebody else's that ran.
    page.on('dialog', (dialog) => {
      requests.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  });
  afterEach(async () => {
    await context.close();
    await host.close();
    expect(complaints).toEqual(expected);
  });

  describe.each(['shell', 'static'] as const)('by the way of the %s page', (way) => {
    beforeEach(() => start(way));

    test('jane sees her loyalty account, by one question and one SDK, also under StrictMode', async () => {
      await signIn('jane');
      await expectMember('Jane Doe', 'jane@example.com');
      expect(asked()).toBe(way === 'static' ? 1 : 0);
      expect(await sdkElements()).toBe(1);
    });

    test('a name shows to the letter, and nothing in it runs', async () => {
      await signIn('mallory');
      await expectMember(HOSTILE_NAME, 'mallory@example.com');
      expect(await page.evaluate(() => window.stellar_member_state?.short_name)).toBe(HOSTILE_NAME);
      expect(await page.locator('img').count()).toBe(0);
      expect(requests.filter((what) => what.startsWith('dialog'))).toEqual([]);
    });

    test('a visitor who is not signed in is asked to, and the SDK is not loaded', async () => {
      await page.goto(host.url);
      await page.getByRole('link', { name: 'Sign in' }).waitFor();
      expect(await page.evaluate(() => window.stellar_member_state)).toBeUndefined();
      expect(await sdkElements()).toBe(0);
      if (way === 'static') expectAnswer(401);
    });

    test('the page goes on without loyalty while the vendor refuses', async () => {
      await host.close();
      await start(way, 'not the secret');
      await signIn('jane');
      await page.getByText('Rewards are taking a short break').waitFor();
      expect(await page.locator('h1').textContent()).toBe('Shop');
      expect(await page.evaluate(() => window.stellar_member_state?.sso_error)).toBe('vendor_rejected');
      expect(await sdkElements()).toBe(0);
    });

    test('after a logout the next user of the tab gets their own member, and nobody the one before', async () => {
      await signIn('jane');
      await expectMember('Jane Doe', 'jane@example.com');
      const before = await page.evaluate(() => window.stellar_member_state?.access_token);

      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.locator('button[value="sam"]').waitFor();
      await page.goto(host.url);
      await page.locator('[data-loyalty="anonymous"]').waitFor();
      if (way === 'static') expectAnswer(401);

      await signIn('sam');
      await expectMember('Sam Roe', 'sam@example.com');
      expect(await page.evaluate(() => window.stellar_member_state?.access_token)).not.toBe(before);
      expect(await page.content()).not.toMatch(/jane/i);
    });

    test('a deep link from before the login is given out once, to the letter', async () => {
      await page.goto(`${host.url}/?stl_params_hash=${HASH}`);
      await page.getByRole('link', { name: 'Sign in' }).click();
      if (way === 'static') expectAnswer(401);
      await page.locator('button[value="jane"]').click();
      await expectMember('Jane Doe', 'jane@example.com');
      expect(await deepLinks()).toEqual([HASH]);

      await page.reload();
      await expectMember('Jane Doe', 'jane@example.com');
      expect(await deepLinks()).toEqual([]);
    });

    test('a deep link of a member who is signed in is handed on', async () => {
      await signIn('jane');
      await expectMember('Jane Doe', 'jane@example.com');
      await page.goto(`${host.url}/?stl_params_hash=${HASH}`);
      await expectMember('Jane Doe', 'jane@example.com');
      expect(await deepLinks()).toEqual([HASH]);

      await page.goto(host.url);
      await expectMember('Jane Doe', 'jane@example.com');
      expect(await deepLinks()).toEqual([]);
    });

    test('a page that comes back out of the back/forward cache is loaded anew', async () => {
      await signIn('jane');
      await expectMember('Jane Doe', 'jane@example.com');
      await context.clearCookies();
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
      await page.locator('[data-loyalty="anonymous"]').waitFor();
      if (way === 'static') expectAnswer(401);
    });
  });

  test.each([
    ['answers 500', { status: 500, body: 'no' }, 500],
    ['answers with a page', { status: 200, contentType: 'text/html', body: '<h1>Sign in</h1>' }, undefined],
  ])('the static page goes on where the host %s', async (_what, answer, status) => {
    await start('static');
    await page.route('**/partners/cheetah.json', (route) => route.fulfill(answer));
    await page.goto(host.url);
    await page.getByText('Rewards are taking a short break').waitFor();
    expect(await page.evaluate(() => window.stellar_member_state)).toBeUndefined();
    expect(await sdkElements()).toBe(0);
    if (status !== undefined) expectAnswer(status);
  });

  function sdkUrl(): string {
    return `${sandbox.url}/cheetah/sdk.js`;
  }

  async function start(way: 'shell' | 'static', clientSecret?: string): Promise<void> {
    const { cheetah } = sandbox.options;
    const options = { ...cheetah, clientSecret: clientSecret ?? cheetah.clientSecret, timeoutMs: 60_000 };
    host = await startReactHost(way, options, pages.folder, sdkUrl());
  }

  async function signIn(user: string): Promise<void> {
    await page.goto(`${host.url}/login`);
    await page.locator(`button[value="${user}"]`).click();
    await page.locator('[data-loyalty]:not([data-loyalty="loading"])').waitFor();
  }

  /** By React's own words, and by those of the SDK. */
  async function expectMember(name: string, email: string): Promise<void> {
    await page.locator('[data-stellar-member][data-stellar-status="member"]').waitFor();
    expect(await page.locator('h2').textContent()).toBe(name);
    expect(await page.locator('[data-field="name"]').textContent()).toBe(name);
    expect(await page.locator('[data-field="email"]').textContent()).toBe(email);
  }

  /** The browser reports an answer like that twice, and it is what the page is made for. */
  function expectAnswer(status: number): void {
    const url = '/partners/cheetah.json';
    expected.push(
      expect.stringMatching(new RegExp(`^${String(status)}: .*${url}`)),
      expect.stringMatching(new RegExp(`^console error: .*${String(status)}.*${url}`)),
    );
  }

  const deepLinks = (): Promise<string[]> => page.locator('[data-field="stl_params_hash"]').allTextContents();
  const asked = (): number => requests.filter((url) => url.includes('/partners/cheetah.json')).length;
  /** Its elements: a second one may come out of the browser's memory, without a request. */
  const sdkElements = (): Promise<number> => page.locator(`script[src="${sdkUrl()}"]`).count();
});
