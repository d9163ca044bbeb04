// The ids and secrets among the options. Those that functions give are fetched once, so that all checks see them.
import type { Settings, Vendor } from '../settings.js';
import { wrong, type Check } from './check.js';
import { TITLES, valueOf, withValue, type Subject } from './subject.js';
import { within } from '../within.js';

/** An option that holds an id or a secret. */
export interface Place {
  readonly vendor: Vendor;
  readonly option: string;
  readonly kind: 'id' | 'secret';
  /** The secret is the key of an HMAC, used as text. */
  readonly hmac?: true;
  /** A function of it is called with nothing, whatever it declares. */
  readonly shared?: true;
}

/** All of them, in the order of the report. */
export const PLACES: readonly Place[] = [
  { vendor: 'chargebackstop', option: 'partnerId', kind: 'id' },
  { vendor: 'chargebackstop', option: 'ssoKey', kind: 'secret', hmac: true },
  { vendor: 'devhub', option: 'consumerKey', kind: 'id' },
  { vendor: 'devhub', option: 'consumerSecret', kind: 'secret', hmac: true },
  { vendor: 'cheetah', option: 'clientId', kind: 'id' },
  { vendor: 'cheetah', option: 'clientSecret', kind: 'secret', shared: true },
  { vendor: 'paynearme', option: 'siteIdentifier', kind: 'id' },
  { vendor: 'paynearme', option: 'secretKey', kind: 'secret', hmac: true },
  { vendor: 'paynearme', option: 'oauth.clientId', kind: 'id' },
  { vendor: 'paynearme', option: 'oauth.clientSecret', kind: 'secret', shared: true },
];

/** One that is given as text, or as bytes that are text. */
export interface Credential extends Place {
  readonly id: string;
  /** Its name, in backticks. */
  readonly name: string;
  readonly text: string;
}

/** Those that are text. */
export function credentialsOf(subject: Subject): Credential[] {
  return PLACES.filter(({ vendor }) => subject.vendors.includes(vendor)).flatMap((place) => {
    const { vendor, option } = place;
    const text = textOf(valueOf(subject.optionsOf(vendor), option));
    return text === undefined
      ? []
      : [{ ...place, id: `${vendor}.${option}`, name: subject.named(vendor, option), text }];
  });
}

/** Text, or bytes that are UTF-8. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!(value instanceof Uint8Array)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    return undefined;
  }
}

/** Whether the app asks it without a request: then it can be asked here, too. */
export function isAsked({ kind, shared }: Place, value: unknown): value is () => unknown {
  return kind === 'secret' && typeof value === 'function' && (shared === true || value.length === 0);
}

/** Calls the functions that give secrets, as the app does, and puts what they give in their places. */
export async function fetchSecrets(
  subject: Subject,
  timeoutMs: number,
): Promise<{ readonly settings: Settings; readonly checks: readonly Check[] }> {
  const vendors = { ...subject.settings.vendors };
  const checks: Check[] = [];
  const asked = PLACES.filter(({ vendor }) => subject.vendors.includes(vendor)).map(async (place) => {
    const { vendor, option } = place;
    const value = valueOf(subject.optionsOf(vendor), option);
    if (!isAsked(place, value)) return;
    const name = subject.named(vendor, option);
    const answer = await within(timeoutMs, () => Promise.resolve().then(value)).catch((error: unknown) => ({
      failed: error,
    }));
    if ('value' in answer) {
      vendors[vendor] = withValue(vendors[vendor] ?? {}, option, answer.value ?? null);
      return;
    }
    // Its own words may hold anything.
    const what = 'late' in answer ? 'gave no answer in time' : 'failed here';
    const fix = 'Run doctor where the app runs, with what the function reads there; then look at the function itself.';
    checks.push(
      wrong(`${vendor}.${option}.function`, `${name} is a function that ${what}`, fix, { detail: IN_APP(vendor) }),
    );
  });
  await Promise.all(asked);
  return { settings: { ...subject.settings, vendors }, checks };
}

const IN_APP = (vendor: Vendor): string => `Where it does so in the app, nobody gets in to ${TITLES[vendor]}.`;
