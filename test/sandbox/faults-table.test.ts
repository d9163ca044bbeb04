// Every fault of every vendor, met by a real host: what it answers is what docs/faults.md says, and it works again afterwards.
import cookieSession from 'cookie-session';
import request from 'supertest';
import { partnerSso } from '../../lib/index.js';
import { FAULT_TITLES, FAULTS } from '../../lib/sandbox/faults/table.js';
import type { Sandbox, SandboxFault, SandboxVendor } from '../../lib/sandbox/index.js';
import { tableUnder } from '../support/doc-tables.js';
import { as, hostApp, JANE } from '../support/vendor-host.js';
import { startTestSandbox, type TestClock } from './helpers.js';

/** Columns of the page after the fault: the app's status, and what follows. The last, in prose, is not looked at. */
type Outcome = readonly string[];

interface Bench {
  readonly sandbox: Sandbox;
  readonly clock: TestClock;
  /** A user asks the host for this vendor. */
  readonly visit: (path: string) => request.Test;
}

/** A host, and a sandbox whose `slow` takes so long. */
async function startBench(slowMs: number, timeoutMs?: number): Promise<Bench> {
  const { sandbox, clock } = await startTestSandbox({ slowMs });
  const options = { ...sandbox.options, now: clock.now, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const app = hostApp((host) => {
    host.use(cookieSession({ keys: ['test'] }));
    host.use('/partners', partnerSso(options));
  });
  return { sandbox, clock, visit: (path) => request(app).get(`/partners/${path}`).set(as(JANE)) };
}

/** The status of the page that a browser lands on; a vendor that hangs has got the request when it is in the log. */
async function landAt(sandbox: Sandbox, url: string): Promise<string> {
  const gone = new AbortController();
  const seen = sandbox.attempts.length;
  const look = setInterval(() => {
    if (sandbox.attempts.at(seen)?.reason?.startsWith('played: hang')) gone.abort();
  }, 5);
  try {
    return String((await fetch(url, { headers: { accept: 'text/html' }, signal: gone.signal })).status);
  } catch {
    return 'no answer';
  } finally {
    clearInterval(look);
  }
}

/** What happens to a user who goes to a vendor, in the words of the page. */
const VISITS: Record<SandboxVendor, (bench: Bench) => Promise<Outcome>> = {
  async chargebackstop({ sandbox, visit }) {
    const { status, headers } = await visit('chargebackstop');
    return [String(status), await landAt(sandbox, headers['location'] ?? '')];
  },
  // What its page shows is for a browser: see test/browser/faults.test.ts.
  async devhub({ sandbox, visit }) {
    const { status, text } = await visit('devhub');
    const widget = / src="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    await landAt(sandbox, widget);
    return [String(status)];
  },
  async cheetah({ visit }) {
    const { status, body } = (await visit('cheetah.json')) as { status: number; body: { readonly sso_error: string } };
    return [String(status), body.sso_error === '' ? 'none' : body.sso_error];
  },
  async paynearme({ sandbox, visit }) {
    const { status, headers, body } = await visit('paynearme');
    if (status !== 302) return [String(status), (body as { code: string }).code, 'nothing'];
    return ['302', 'none', await landAt(sandbox, headers['location'] ?? '')];
  },
};

const WELL: Record<SandboxVendor, Outcome> = {
  chargebackstop: ['302', '200'],
  devhub: ['200'],
  cheetah: ['200', 'none'],
  paynearme: ['302', 'none', '200'],
};

/** Visits until all is well; on a busy machine a call may be late. The clock moves on past what is left alone for a while. */
async function untilWell(vendor: SandboxVendor, bench: Bench): Promise<void> {
  while (!(await VISITS[vendor](bench)).every((cell, index) => cell === WELL[vendor][index]))
    bench.clock.seconds += 400;
}

const HEADINGS: Record<SandboxVendor, string> = {
  chargebackstop: 'Chargebackstop',
  devhub: 'DevHub',
  cheetah: 'Cheetah',
  paynearme: 'PayNearMe',
};
// Cheetah's failures are told by a warning as well, once for each host.
beforeEach(() => void jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined));
afterEach(() => void jest.restoreAllMocks());

const VENDORS = Object.keys(FAULTS) as SandboxVendor[];

test('the page says of each fault what it is', () => {
  const rows = tableUnder('faults.md', 'What each does');
  expect(rows.map(([fault]) => fault).sort()).toEqual(Object.keys(FAULT_TITLES).sort());
});

describe.each(VENDORS)('%s', (vendor) => {
  const rows = tableUnder('faults.md', HEADINGS[vendor]);

  test('the page has a row for each of its faults, in the order of the menu', () => {
    expect(rows.map(([fault]) => fault)).toEqual(FAULTS[vendor]);
  });

  test.each(rows.map(([fault = '', ...cells]) => [fault as SandboxFault, cells] as const))(
    '%s: the host answers as the page says, the log says that it was played, and all is well afterwards',
    async (fault, cells) => {
      // A host that calls the vendor itself has to lose patience before a slow one answers.
      const calls = vendor === 'cheetah' || vendor === 'paynearme';
      const late = fault === 'slow' || fault === 'hang';
      const bench = await (calls && late ? startBench(3_600_000, 1000) : startBench(1));
      const { sandbox } = bench;
      await untilWell(vendor, bench);
      const before = sandbox.attempts.length;

      sandbox.faults.play(vendor, fault);
      const met = await VISITS[vendor](bench);
      expect(met).toEqual(cells.slice(0, met.length));
      // What waits for long is recorded once the client has gone.
      while (sandbox.attempts.length === before) await new Promise((resolve) => setTimeout(resolve, 5));
      for (const { reason } of sandbox.attempts.slice(before))
        expect(reason).toMatch(new RegExp(`^played: ${fault}\\b`));

      // The package heals this one, so that nothing else tells that it was met.
      if (fault === 'expired-token')
        expect(sandbox.attempts.slice(before).map(({ verdict }) => verdict)).toContain('refused');

      sandbox.faults.stop(vendor);
      await untilWell(vendor, bench);
      expect(sandbox.attempts.at(-1)).not.toHaveProperty('reason');
    },
  );
});

test.each(['cheetah', 'paynearme'] as const)(
  '%s: a host that waits longer than a slow vendor signs in',
  async (vendor) => {
    const bench = await startBench(1);
    const { sandbox } = bench;
    sandbox.faults.play(vendor, 'slow');
    await untilWell(vendor, bench);
    expect(sandbox.attempts.at(-1)).toMatchObject({ verdict: 'accepted', reason: 'played: slow' });
  },
);
