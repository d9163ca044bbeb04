// One page of a host while Cheetah is broken: what the page got, what was told, and how late it was.

import express from 'express';
import type { HandoffEvent } from '../../lib/handoff/events.js';
import type { CheetahMemberStateOptions, StellarMemberState } from '../../lib/vendors/cheetah/index.js';
import { Browser, startCheetahHost } from '../support/cheetah-host.js';
import type { Page } from '../support/cheetah-host.js';
import { tidy } from '../support/tidy.js';
import { JANE } from '../support/vendor-host.js';
import { warningsDuring } from '../support/warnings.js';
import type { Warning } from '../support/warnings.js';
import { timersMade } from './our-timers.js';

/** The host's own secret, which every token call holds. */
const SECRET_CANARY = 'CLIENT-SECRET-CANARY';

export interface Round {
  readonly status: number;
  readonly state: StellarMemberState | null;
  readonly events: readonly HandoffEvent[];
  readonly warnings: readonly Warning[];
  /** How often the session was written. */
  readonly written: number;
  /** All that leaves the host, in one text. */
  readonly everything: string;
  /** Milliseconds by which the page came later than a route that does nothing but wait for `timeoutMs`. */
  readonly lateMs: number;
  /** Timers of ours that it took. */
  readonly timers: number;
}

/** Express with a route `/control` that answers after `timeoutMs`, in the same process and so under the same load. */
function withControl(timeoutMs: number): typeof express {
  const make = (): ReturnType<typeof express> => {
    const app = express();
    app.get('/control', (_req, res) => {
      setTimeout(() => res.end(), timeoutMs).unref();
    });
    return app;
  };
  return Object.assign(make, express);
}

/** Asks a new host for one page. */
export async function oneRound(
  options: Partial<CheetahMemberStateOptions> & { baseUrl: string; timeoutMs: number },
): Promise<Round> {
  const make = withControl(options.timeoutMs);
  const host = tidy(await startCheetahHost({ clientSecret: SECRET_CANARY, ...options }, { make }));
  const before = timersMade();
  const over = new AbortController();
  const seen: { status: number; headers: string; text: string; pageAt: number; controlAt: number }[] = [];
  const warnings = await warningsDuring(async () => {
    const control = fetch(`${host.url}/control`, { signal: over.signal }).then(
      () => performance.now(),
      () => Infinity,
    );
    const answer = await new Browser(host, JANE).send('GET', '/page');
    const text = await answer.text();
    const pageAt = performance.now();
    over.abort();
    const headers = JSON.stringify([...answer.headers]);
    seen.push({ status: answer.status, headers, text, pageAt, controlAt: await control });
  });
  const [{ status, headers, text, pageAt, controlAt } = { status: 0, headers: '', text: '', pageAt: 0, controlAt: 0 }] =
    seen;
  return {
    status,
    state: (JSON.parse(text) as Page).state,
    events: host.events,
    warnings,
    written: host.store.sets.length,
    everything: [headers, text, JSON.stringify([host.events, warnings, host.handler.status()])].join('\n'),
    lateMs: Math.max(0, pageAt - controlAt),
    timers: timersMade() - before,
  };
}
