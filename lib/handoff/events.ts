// Tells what became of a hand-off: on a diagnostics channel, and to the host's `onHandoff`.

import { createHash } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { PartnerSsoError, outcomeOf } from './errors.js';
import type { Outcome } from './errors.js';
import { hasControls } from './text.js';
import { warnOnce } from './warnings.js';

/**
 * What is told of one hand-off. It holds no token, secret, e-mail or URL.
 *
 * @example
 * const event: HandoffEvent = {
 *   ...{ vendor: 'paynearme', outcome: 'failed', code: 'vendor_timeout' },
 *   ...{ userId: '7', durationMs: 3001.2, at: 1795315696404 },
 * };
 * @see docs/recipes/audit-log.md
 */
export interface HandoffEvent {
  /** Name of the vendor, such as `paynearme`. */
  readonly vendor: string;
  /** How it ended. */
  readonly outcome: Outcome;
  /** The host's own id of the user, or `sha256:…` where that is an e-mail address or holds control characters; absent where there was none. */
  readonly userId?: string;
  /** Code of the error, with `degraded`, `refused` and `failed`; absent for an error that the host's own function threw. */
  readonly code?: string;
  /** How long the hand-off took, in milliseconds. */
  readonly durationMs: number;
  /** On Cheetah: whether the member came out of the session. */
  readonly cached?: boolean;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * Name of the diagnostics channel on which every `HandoffEvent` is published: `express-partner-sso:handoff`.
 *
 * @example
 * import { subscribe } from 'node:diagnostics_channel';
 *
 * subscribe(HANDOFF_CHANNEL, (event) => log.info(event));
 * @see docs/recipes/tracing.md
 */
export const HANDOFF_CHANNEL = 'express-partner-sso:handoff';

const handoffs = channel(HANDOFF_CHANNEL);

/** How an event names a user: never by an e-mail address, which some hosts have for an id, nor by what could forge a line of a log. */
export function eventIdOf(id: unknown): string | undefined {
  if (Number.isSafeInteger(id)) return String(id);
  if (typeof id !== 'string' || id.trim() === '') return undefined;
  return id.includes('@') || hasControls(id)
    ? `sha256:${createHash('sha256').update(id).digest('hex').slice(0, 16)}`
    : id;
}

/** What a trace needs to know of its factory. */
export interface EventSettings {
  readonly onHandoff?: ((event: HandoffEvent) => unknown) | undefined;
  readonly now: () => number;
}

/** Follows one hand-off from its start and tells its end, once. */
export class Trace {
  /** The host's own id of the user, set as soon as the user is known. It is made fit for an event where one is told. */
  userId: unknown;
  readonly #started = performance.now();
  #ended = false;

  constructor(
    private readonly vendor: string,
    private readonly settings: EventSettings,
  ) {}

  /** Tells how it ended. What comes after the end is not told. */
  end(outcome: Outcome, details: { code?: string; cached?: boolean } = {}): void {
    if (this.#ended) return;
    this.#ended = true;
    const { onHandoff } = this.settings;
    if (onHandoff === undefined && !handoffs.hasSubscribers) return;
    const userId = eventIdOf(this.userId);
    const event: HandoffEvent = {
      vendor: this.vendor,
      outcome,
      ...(userId === undefined ? {} : { userId }),
      ...details,
      durationMs: performance.now() - this.#started,
      at: this.#time(),
    };
    if (handoffs.hasSubscribers) handoffs.publish(event);
    if (onHandoff !== undefined) void this.#tellHost(onHandoff, event);
  }

  /** A clock that throws has failed the hand-off already; its end is told all the same. */
  #time(): number {
    try {
      return this.settings.now();
    } catch {
      return Date.now();
    }
  }

  /** Tells the end that an error brought. */
  fail(error: unknown): void {
    this.end(outcomeOf(error), error instanceof PartnerSsoError ? { code: error.code } : {});
  }

  /** A listener is a guest: whether it throws or rejects, the hand-off has already happened. */
  async #tellHost(onHandoff: (event: HandoffEvent) => unknown, event: HandoffEvent): Promise<void> {
    try {
      await onHandoff(event);
    } catch {
      warnOnce(this.settings, 'on_handoff_failed', `onHandoff threw on ${this.vendor}; the hand-off itself went on.`);
    }
  }
}
