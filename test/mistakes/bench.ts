// Where mistakes are made: one sandbox, hosts on Express, the commands, and a browser for what shows nowhere else.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseEnv } from 'node:util';
import express, { type Express } from 'express';
import type { Browser } from 'playwright-core';
import type { Environment } from '../../lib/cli/io.js';
import { variableLines } from '../../lib/cli/paste.js';
import { examine } from '../../lib/cli/doctor/examine.js';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { runHere } from '../cli/cli.js';
import { settingsOf } from '../cli/support-doctor.js';
import { collectComplaints } from '../browser/complaints.js';
import { login, showError } from '../support/vendor-host.js';

type Vendors = Parameters<typeof settingsOf>[0];

/** The user of most rows. */
export const JANE = { id: '42', email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe' } as const;

/** What an app answered. */
export interface Visit {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The message of the error that reached the app's error handler; blank where there was none. */
  readonly error: string;
}

/** Everything that a row may use. */
export class Bench {
  readonly #closers: (() => Promise<unknown>)[] = [];

  constructor(
    readonly sandbox: Sandbox,
    private readonly browser: () => Promise<Browser>,
  ) {}

  /** Serves an app whose login is the header `x-user`; without it, `user` is signed in. */
  async host(mount: (app: Express) => void, user: object | null = JANE): Promise<string> {
    const app = express();
    app.set('env', 'test');
    app.use(login, (req, _res, next) => {
      if (user !== null && !('user' in req)) Object.assign(req, { user });
      next();
    });
    mount(app);
    app.use(showError);
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#closers.push(
      () =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    );
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  /** Asks as a browser does, but for the redirects, which are followed one by one where `follow` says so. */
  async visit(url: string, { follow = false, ...init }: RequestInit & { follow?: boolean } = {}): Promise<Visit> {
    const response = await fetch(url, { redirect: 'manual', ...init });
    const text = await response.text();
    const location = response.headers.get('location');
    if (follow && location !== null) return this.visit(new URL(location, url).href, { follow });
    const json = response.headers.get('content-type')?.includes('json') === true;
    const { message = '' } = json ? (JSON.parse(text) as { message?: string }) : {};
    return { status: response.status, headers: response.headers, text, error: message };
  }

  /** The environment variables of an app that has the sandbox's settings, and these. */
  env(changes: Environment = {}): Environment {
    return { ...parseEnv(variableLines(this.sandbox.options)), ...changes };
  }

  /** What `explain` says is wrong with a text, and what to do; blank for a good one. */
  async explain(vendor: string, text: string, changes: Environment = {}): Promise<string> {
    const { out, err } = await runHere(['explain', vendor, '--env', '--json'], { env: this.env(changes), input: text });
    if (out === '') return err;
    const { verdict, reason, fix = '' } = JSON.parse(out) as { verdict: string; reason: string; fix?: string };
    return verdict === 'good' ? '' : `${reason} ${fix}`;
  }

  /** The complaints of `doctor` about these settings, a line each. `given` are words behind the command. */
  async doctor(
    vendors: Vendors,
    { env = {}, now = Date.now, given = {}, unknown = [] }: DoctorWorld = {},
  ): Promise<string> {
    const call = {
      positionals: [],
      text: (name: string) => (given[name] === true ? undefined : given[name]),
      on: (name: string) => given[name] === true,
      json: true,
    };
    const io = { cwd: __dirname, env, now, err: () => undefined, out: () => undefined };
    const world = { ...io, look: (_look: string, text: string) => text, ask: undefined };
    const ended = { piped: () => Promise.resolve(''), ended: () => Promise.resolve() };
    const checks = await examine(settingsOf(vendors), call, { ...world, ...ended });
    return checks
      .filter(({ id, status }) => status === 'wrong' || status === 'warning' || unknown.includes(id))
      .map(({ id, title, detail = '', fix = '' }) => `${id}: ${title}. ${detail} ${fix}`)
      .join('\n');
  }

  /** What a page shows, and what the browser complains about, once `ready` is true in it. */
  async open(url: string, ready = 'true'): Promise<{ readonly text: string; readonly complaints: string }> {
    const context = await (await this.browser()).newContext();
    try {
      const complaints = await collectComplaints(context);
      const page = await context.newPage();
      await page.goto(url);
      await page.waitForFunction(ready);
      return { text: await page.locator('body').innerText(), complaints: complaints.join('\n') };
    } finally {
      await context.close();
    }
  }

  /** Ends the hosts of a row. */
  async tidy(): Promise<void> {
    await Promise.all(this.#closers.splice(0).map((close) => close()));
  }
}

interface DoctorWorld {
  readonly env?: Environment;
  readonly now?: () => number;
  /** Options of the command. */
  readonly given?: Readonly<Record<string, string | true>>;
  /** Checks that are told although they are no complaint. */
  readonly unknown?: readonly string[];
}

/** The message of the error that a factory throws; blank where it throws none. */
export function thrownBy(make: () => unknown): string {
  try {
    make();
    return '';
  } catch (error) {
    if (error instanceof PartnerSsoError) return error.message;
    throw error;
  }
}
