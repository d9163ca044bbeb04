// Settings for doctor's checks, by default without a fault, and the checks by their ids.
import type { Environment } from '../../lib/cli/io.js';
import type { Settings, Vendor, VendorOptions } from '../../lib/cli/settings.js';
import type { Check, Status } from '../../lib/cli/doctor/check.js';
import { subjectOf, type Subject } from '../../lib/cli/doctor/subject.js';
import { withValue } from '../../lib/cli/places.js';

/** Secrets that nobody has a word to say against. */
export const SECRETS = {
  ssoKey: 'q7Lw2ZfT9vXc4Bn8Rk1Yh6Jd3Gm5Ps0A',
  consumerSecret: 'Wn5tUe8Xa1Kv7Qb3Zr9Lf2Hc6Dy4Mg0J',
  clientSecret: '6f1d0c9b8a7e5f4d3c2b1a0f9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a2f1e0d',
  secretKey: '9b8a7e5f4d3c2b1a0f9e8d7c6b5a4f3e2d1c0b9a',
} as const;

/** All four vendors, as an app in production has them. */
export const GOOD: VendorOptions = {
  chargebackstop: {
    partnerId: 'ptnr_Ab12Cd34Ef56Gh78Ij90',
    ssoKey: SECRETS.ssoKey,
    baseUrl: 'https://disputes.shop.internal',
  },
  devhub: {
    baseWidgetUri: 'https://builder.shop.internal/sso/v2/widget.js',
    consumerKey: 'kq83hd72',
    consumerSecret: SECRETS.consumerSecret,
  },
  cheetah: { baseUrl: 'https://loyalty.shop.internal', clientId: 'c1f0a9', clientSecret: SECRETS.clientSecret },
  paynearme: {
    siteIdentifier: 'S4711000815',
    secretKey: SECRETS.secretKey,
    environment: 'sandbox',
    agentRole: 'agent',
  },
};

/** PayNearMe by URLs of its own. */
export const OWN_URLS = {
  environment: undefined,
  apiUrl: 'https://api.paynearme-sandbox.com/json-api',
  portalHosts: ['pro.paynearme-sandbox.com'],
} as const;

/** The good settings, with other values for some options: `chargebackstop.ssoKey`, `paynearme.oauth.clientId`. */
export function optionsWith(changes: Readonly<Record<string, unknown>> = {}): VendorOptions {
  const vendors: Partial<Record<Vendor, Record<string, unknown>>> = { ...GOOD };
  for (const [path, value] of Object.entries(changes)) {
    const [vendor, ...option] = path.split('.') as [Vendor, ...string[]];
    vendors[vendor] = withValue(vendors[vendor] ?? {}, option.join('.'), value);
  }
  return vendors;
}

/** Settings out of a module. */
export function settingsOf(vendors: VendorOptions, more: Partial<Settings> = {}): Settings {
  return {
    source: 'partner-sso.config.js',
    vendors,
    common: {},
    nameOf: (vendor, option) => `${vendor}.${option}`,
    unknownVariables: [],
    ...more,
  };
}

/** What the checks look at. */
export function subjectWith(
  changes: Readonly<Record<string, unknown>> = {},
  { env = {}, ...more }: Partial<Settings> & { readonly env?: Environment } = {},
): Subject {
  return subjectOf(settingsOf(optionsWith(changes), more), env);
}

/** `id: status` of each. */
export const statuses = (checks: readonly Check[]): Record<string, Status> =>
  Object.fromEntries(checks.map(({ id, status }) => [id, status]));

/** Those that ask for something to be done, as `status id`. */
export const complaints = (checks: readonly Check[]): string[] =>
  checks.filter(({ status }) => status === 'wrong' || status === 'warning').map(({ id, status }) => `${status} ${id}`);

/** Every check says what is wrong in a sentence, and every complaint says what to do. */
export function expectWhole(checks: readonly Check[]): void {
  const ids = checks.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const check of checks) {
    expect(check.title).toMatch(/^[`\w].*[^.]$/);
    if (check.status === 'wrong' || check.status === 'warning') expect(check.fix).toMatch(/^[A-Z`].{8,}[.?]$/);
    if (check.status === 'unknown') expect(check.title).toMatch(/not checkable/);
  }
}
