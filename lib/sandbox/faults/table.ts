// Which faults there are, and which vendor offers which: the one place that says so.
import type { SandboxVendor } from '../attempts.js';

const ANSWERS = ['slow', 'hang', '500', '429'] as const;
const CLOCKS = ['clock-ahead', 'clock-behind'] as const;

/** The faults of each vendor: those that an app can meet there. */
export const FAULTS = {
  chargebackstop: [...ANSWERS, 'expired-token', ...CLOCKS],
  devhub: [...ANSWERS, 'bad-script', 'wrong-host', ...CLOCKS],
  // Its calls carry no time, so a clock that is off would change nothing.
  cheetah: [...ANSWERS, 'bad-json', 'expired-token'],
  paynearme: [...ANSWERS, 'bad-json', 'wrong-host', 'expired-token', ...CLOCKS],
} as const satisfies Record<SandboxVendor, readonly string[]>;

/**
 * The faults that a vendor offers; without a vendor, those of all. Each vendor has `slow`, `hang`, `500` and `429`; the others are
 * `bad-json`, `bad-script`, `wrong-host`, `expired-token`, `clock-ahead` and `clock-behind`.
 *
 * @see docs/faults.md, for what each does and who offers it
 */
export type SandboxFault<Vendor extends SandboxVendor = SandboxVendor> = (typeof FAULTS)[Vendor][number];

/** What each fault does, for the menu. */
export const FAULT_TITLES: Readonly<Record<SandboxFault, string>> = {
  slow: 'answers rightly, but late',
  hang: 'never answers',
  '500': 'fails with HTTP 500',
  '429': 'asks for a pause with HTTP 429',
  'bad-json': 'answers JSON that is cut off',
  'bad-script': 'answers a script that is cut off',
  'wrong-host': 'names a URL on another host',
  'expired-token': 'takes tokens for expired',
  'clock-ahead': 'has a clock 20 minutes ahead',
  'clock-behind': 'has a clock 20 minutes behind',
};

const MINUTES_OFF = 20;

/** Milliseconds by which a vendor's clock is off. */
export const CLOCK_SHIFTS: Readonly<Partial<Record<SandboxFault, number>>> = {
  'clock-ahead': MINUTES_OFF * 60_000,
  'clock-behind': -MINUTES_OFF * 60_000,
};

/** Milliseconds that `slow` takes: longer than the package waits for a call by default. */
export const SLOW_MS = 5_000;

/** Seconds that `429` asks to wait, in `Retry-After`. */
export const RETRY_AFTER_S = 30;

/** Where `wrong-host` leads: a name that is kept from ever being one (RFC 2606). */
export const WRONG_HOST = 'https://wrong-host.invalid';
