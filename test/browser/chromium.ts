// Finds Chromium on this machine, and opens it with a profile that knows nothing.

import { accessSync, constants } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** `CHROMIUM_PATH`, or the first of the usual places that has one. */
function findChromium(): string | undefined {
  const { CHROMIUM_PATH: given } = process.env;
  return (given ? [given] : PLACES).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * `describe`, where there is a browser. Elsewhere the tests are skipped with a line that says so; in CI, where nobody
 * reads that line, they fail.
 */
export function describeInChromium(name: string, tests: (executablePath: string) => void): void {
  const executablePath = findChromium();
  if (executablePath !== undefined) {
    describe(name, () => {
      tests(executablePath);
    });
  } else if (process.env['CI']) {
    test(name, () => {
      throw new Error('There is no Chromium. Install it, or set CHROMIUM_PATH.');
    });
  } else {
    process.stderr.write(`Skipped "${name}": there is no Chromium. Install it, or set CHROMIUM_PATH.\n`);
    test.skip(name, () => undefined);
  }
}

/** Each launch has a fresh profile directory, removed when the browser closes. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    timeout: 120_000,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}
