// What is checked: the settings, with secrets that functions give fetched, and the way to write an option's name.
import type { Environment } from '../io.js';
import { objectOf } from '../places.js';
import { VENDORS, type RawOptions, type Settings, type Vendor } from '../settings.js';

/** What all checks look at. */
export interface Subject {
  readonly settings: Settings;
  readonly env: Environment;
  /** The vendors that are configured, and asked for. */
  readonly vendors: readonly Vendor[];
  /** The options of a vendor, as far as they are options at all. */
  readonly optionsOf: (vendor: Vendor) => RawOptions;
  /** An option's name where the settings come from, in backticks. */
  readonly named: (vendor: Vendor, option: string) => string;
}

/** What the people who made it call it. */
export const TITLES: Readonly<Record<Vendor, string>> = {
  chargebackstop: 'Chargebackstop',
  devhub: 'DevHub',
  cheetah: 'Cheetah',
  paynearme: 'PayNearMe',
};

/** Looks at the settings of one vendor, or of all that are configured. */
export function subjectOf(settings: Settings, env: Environment, only?: Vendor): Subject {
  return {
    settings,
    env,
    vendors: VENDORS.filter((vendor) => settings.vendors[vendor] !== undefined && (only ?? vendor) === vendor),
    optionsOf: (vendor) => objectOf(settings.vendors[vendor]),
    named: (vendor, option) => `\`${settings.nameOf(vendor, option)}\``,
  };
}
