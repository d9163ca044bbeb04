// Calls `explain` in this process, with a clock that stands still and a world of the test's own.
import type { Io } from '../../lib/cli/io.js';
import { run } from '../../lib/cli/run.js';
import { START } from '../sandbox/helpers.js';

/** The app's settings, as environment variables. */
export const ENV = {
  CHARGEBACKSTOP_PARTNER_ID: 'ptnr_T1Ng7EgYrY7uaKMgPsASE',
  CHARGEBACKSTOP_SSO_KEY: 'bXktb3duLXNzby1rZXktZm9yLXRlc3RzLTAxMjM0NTY3ODk',
  DEVHUB_BASE_WIDGET_URI: 'https://builder.example.com/sso/v2/widget.js',
  DEVHUB_CONSUMER_KEY: 'consumer-key-1',
  DEVHUB_CONSUMER_SECRET: 'consumer-secret-for-tests',
  PAYNEARME_SITE_IDENTIFIER: 'S2155373459',
  PAYNEARME_SECRET_KEY: 'ab7b539ea1317cca67c63c552',
  PAYNEARME_ENVIRONMENT: 'sandbox',
  PAYNEARME_AGENT_ROLE: 'agent',
} as const;

export interface Explained {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a test may change about the world. */
export interface World {
  /** Environment variables; default {@link ENV}. */
  readonly env?: Io['env'];
  /** Seconds since 1970; default `START`, when everything in these tests was made. */
  readonly now?: number;
  readonly piped?: string;
  /** Answers for the person at the terminal. */
  readonly answers?: readonly string[];
  readonly asked?: { question: string; hidden: boolean }[];
}

/** Runs the words after `express-partner-sso`. */
export async function call(words: readonly string[], world: World = {}): Promise<Explained> {
  const { env = ENV, now = START, piped = '', answers, asked = [] } = world;
  const [out, err]: [string[], string[]] = [[], []];
  const left = [...(answers ?? [])];
  const io: Io = {
    cwd: __dirname,
    env,
    now: () => now * 1000,
    out: (text = '') => out.push(text),
    err: (text = '') => err.push(text),
    look: (_look, text) => text,
    ask:
      answers === undefined
        ? undefined
        : (question, { hidden = false } = {}) => {
            asked.push({ question, hidden });
            return Promise.resolve(left.shift() ?? '');
          },
    piped: () => Promise.resolve(piped),
    ended: () => Promise.reject(new Error('nothing waits')),
  };
  const code = await run(words, io);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The report in JSON. */
export interface Report {
  readonly vendor: string;
  readonly verdict: string;
  readonly reason: string;
  readonly fix?: string;
  readonly steps: readonly { readonly title: string; readonly detail: string }[];
  readonly docs?: string;
}

/** Explains a pasted text, and returns the report and the exit code. */
export async function explain(
  vendor: string,
  text: string,
  world: World = {},
  ...more: readonly string[]
): Promise<Report & { readonly code: number }> {
  const { code, out, err } = await call(['explain', vendor, '--json', ...more], { ...world, piped: text });
  if (out === '') throw new Error(`exit ${String(code)}: ${err}`);
  return { ...(JSON.parse(out) as Report), code };
}

/** The detail of a step. */
export function step({ steps }: Report, title: string): string | undefined {
  return steps.find((each) => each.title === title)?.detail;
}
