// The ids and secrets among the options. Those that functions give are fetched once, so that all checks see them.
import { PLACES, textOf, valueOf, withValue, type Place } from '../places.js';
import type { Settings, Vendor } from '../settings.js';
import { within } from '../within.js';
import { wrong, type Check } from './check.js';
import { TITLES, type Subject } from './subject.js';

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
