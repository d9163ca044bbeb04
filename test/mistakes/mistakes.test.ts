// Real mistakes, made in real hosts: each is named with its cause and its fix, and nobody complains without it.
import type { Browser } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../lib/sandbox/index.js';
import { describeInChromium, launchChromium } from '../browser/chromium.js';
import { warningsDuring } from '../support/warnings.js';
import { Bench } from './bench.js';
import { PLACES, type Evidence, type Mistake } from './mistake.js';
import { MISTAKES } from './table.js';

jest.setTimeout(60_000);

let sandbox: Sandbox;
let bench: Bench;
let browser: Browser | undefined;
let launch: () => Promise<Browser>;

beforeAll(async () => {
  sandbox = await startSandbox({
    credentials: {
      chargebackstop: { members: ['jane@example.com'] },
      paynearme: { orders: ['11223344'], portalLogins: ['tracey@example.com'] },
    },
  });
  bench = new Bench(sandbox, async () => (browser ??= await launch()));
});
afterEach(() => bench.tidy());
afterAll(async () => {
  await browser?.close();
  await sandbox.close();
});

/** Makes the mistake, or not, and hears what is said at every place. */
async function hear({ make }: Mistake, wrong: boolean): Promise<Evidence> {
  const before = sandbox.attempts.at(-1)?.id ?? 0;
  let told: Evidence = {};
  const warnings = await warningsDuring(async () => {
    told = await make(bench, wrong);
  });
  const refusals = sandbox.attempts.filter(({ id, reason }) => id > before && reason !== undefined);
  return {
    sandbox: refusals.map(({ reason = '', fix = '' }) => `${reason} ${fix}`).join('\n'),
    warning: warnings.map(({ code = '', message }) => `${code} ${message}`).join('\n'),
    ...told,
  };
}

async function check(row: Mistake): Promise<void> {
  const { says, always = [] } = row;
  const [wrong, right] = [await hear(row, true), await hear(row, false)];
  for (const place of PLACES) {
    const said = says[place];
    if (said === undefined) continue;
    const { cause, fix } = said;
    expect({ place, said: wrong[place] ?? '' }).toEqual({ place, said: expect.stringMatching(cause) as string });
    expect({ place, said: wrong[place] ?? '' }).toEqual({ place, said: expect.stringMatching(fix) as string });
  }
  const complaints = Object.entries(right).filter(([place, said]) => said !== '' && !always.includes(place as never));
  expect(complaints).toEqual([]);
}

const TITLE = 'is named with its cause and its fix, and nothing is said without it';
const [plain, inBrowser] = [false, true].map((needed) => MISTAKES.filter((row) => (row.browser ?? false) === needed));

for (const row of plain ?? []) test(`${row.id} ${TITLE}`, () => check(row));

describeInChromium('in a browser', (executablePath) => {
  launch = () => launchChromium(executablePath);

  for (const row of inBrowser ?? []) test(`${row.id} ${TITLE}`, () => check(row));
});

test('there are enough of them, of every vendor, each with a name of its own', () => {
  expect(MISTAKES.length).toBeGreaterThanOrEqual(25);
  expect(new Set(MISTAKES.map(({ id }) => id)).size).toBe(MISTAKES.length);
  for (const section of ['Your app', 'Chargebackstop', 'DevHub', 'Cheetah', 'PayNearMe'])
    expect(MISTAKES.filter((row) => row.section === section).length).toBeGreaterThanOrEqual(4);
  expect(MISTAKES.filter(({ says }) => Object.keys(says).length === 0)).toEqual([]);
});
