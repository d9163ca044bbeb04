// The options that every factory takes: their checks and defaults.

import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { CommonOptions, UndiciDispatcher } from './common-options.js';
import type { HandoffEvent } from './events.js';
import type { Allow } from './guard.js';
import { isBoolean, isFunction, isNumber, isOneOf } from './checks.js';
import { optional } from './options.js';
import type { Check } from './checks.js';
import type { Rules } from './options.js';
import { resolveHostUser } from './host-user.js';
import type { ResolveUser } from './host-user.js';
import { warnOnce } from './warnings.js';

export type { CommonOptions, UndiciDispatcher } from './common-options.js';

/** The common options with their defaults filled in. */
export interface Settings {
  readonly resolveUser: ResolveUser;
  readonly allow: Allow | undefined;
  readonly requireVerifiedEmail: boolean;
  readonly sameSite: 'any' | 'same-origin';
  readonly secretTtlMs: number;
  readonly onHandoff: ((event: HandoffEvent) => unknown) | undefined;
  readonly timeoutMs: number;
  readonly dispatcher: UndiciDispatcher | undefined;
  /** The nonce for this page; what is no text is none. */
  readonly nonce: (req: Request, res: Response) => string | undefined;
  readonly now: () => number;
  readonly randomNonce: () => string;
}

/** Whether a value can be called as undici calls a dispatcher. */
export function isUndiciDispatcher(value: unknown): value is UndiciDispatcher {
  return typeof (value as Partial<UndiciDispatcher> | null | undefined)?.dispatch === 'function';
}

const isDispatcher: Check = (value) =>
  isUndiciDispatcher(value) ? undefined : 'must be an undici Dispatcher, such as `new ProxyAgent(url)`';

/** The rules of the common options, to be spread into those of a vendor. */
export const COMMON_RULES: Rules<CommonOptions> = {
  resolveUser: optional(isFunction),
  allow: optional(isFunction),
  requireVerifiedEmail: optional(isBoolean),
  sameSite: optional(isOneOf('any', 'same-origin')),
  secretTtl: optional(isNumber(0, 3600, 'seconds')),
  onHandoff: optional(isFunction),
  timeoutMs: optional(isNumber(1, 60_000, 'milliseconds')),
  dispatcher: optional(isDispatcher),
  nonce: optional(isFunction),
  allowInsecure: optional(isBoolean),
  now: optional(isFunction),
  randomNonce: optional(isFunction),
};

/** Fills in the defaults of options that have been checked. */
export function settingsOf(options: CommonOptions): Settings {
  const { nonce } = options;
  const settings: Settings = {
    resolveUser: options.resolveUser ?? resolveHostUser,
    allow: options.allow,
    requireVerifiedEmail: options.requireVerifiedEmail ?? false,
    sameSite: options.sameSite ?? 'any',
    secretTtlMs: (options.secretTtl ?? 60) * 1000,
    onHandoff: options.onHandoff,
    timeoutMs: options.timeoutMs ?? 3000,
    dispatcher: options.dispatcher,
    nonce: (req, res) => {
      const value: unknown = nonce === undefined ? res.locals['cspNonce'] : nonce(req, res);
      // One that is a promise is no text. Should it reject, nobody else would hear of it, and the process would end.
      if (value instanceof Promise) value.catch(() => undefined);
      return typeof value === 'string' ? value : undefined;
    },
    now: options.now === undefined ? Date.now : checkedClock(options.now),
    randomNonce: options.randomNonce ?? freshNonce,
  };
  if (options.allowInsecure === true) {
    warnOnce(settings, 'insecure_urls', 'allowInsecure is on: tokens may travel over plain http. Not for production.');
  }
  return settings;
}

/** Node draws the random bytes of many UUIDs at once, where `randomBytes` goes to the system for each call. */
function freshNonce(): string {
  return randomUUID().replaceAll('-', '');
}

/** A host's clock that gives no time would go into a token as `null`, or stop a cache from ever ending. */
function checkedClock(now: () => number): () => number {
  return () => {
    const time: unknown = now();
    if (typeof time === 'number' && Number.isFinite(time)) return time;
    throw new TypeError('The function given as `now` must return milliseconds since 1970, as Date.now does.');
  };
}
