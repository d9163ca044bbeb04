// How environment variables are read: all of a vendor's or none, and every mistake is told at once.

export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable is an absent one: that is how compose files and shells leave a variable out. */
export const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

/** A vendor's variables: all that it requires, or undefined if none is set. Half of them is a mistake. */
export function group<Required extends string, Optional extends string>(
  env: Environment,
  problems: string[],
  required: readonly Required[],
  optional: readonly Optional[],
): (Record<Required, string> & Partial<Record<Optional, string>>) | undefined {
  const given = [...required, ...optional].filter((name) => env[name]);
  const missing = required.filter((name) => !env[name]);
  if (given.length === 0) return undefined;
  if (missing.length > 0) {
    problems.push(`${missing.join(' and ')} missing: ${given.join(', ')} alone is not enough.`);
    return undefined;
  }
  return Object.fromEntries(given.map((name) => [name, env[name]])) as Record<Required | Optional, string>;
}

/** The vendors' variables. They are also those of `npx express-partner-sso doctor --env`, which names the one that was meant. */
export const VENDOR_VARIABLES: readonly string[] = [
  ...['CHARGEBACKSTOP_PARTNER_ID', 'CHARGEBACKSTOP_SSO_KEY', 'CHARGEBACKSTOP_BASE_URL'],
  ...['DEVHUB_BASE_WIDGET_URI', 'DEVHUB_CONSUMER_KEY', 'DEVHUB_CONSUMER_SECRET'],
  ...['CHEETAH_BASE_URL', 'CHEETAH_CLIENT_ID', 'CHEETAH_CLIENT_SECRET', 'CHEETAH_SDK_URL'],
  ...['PAYNEARME_SITE_IDENTIFIER', 'PAYNEARME_SECRET_KEY', 'PAYNEARME_AGENT_ROLE'],
  ...['PAYNEARME_OAUTH_TOKEN_URL', 'PAYNEARME_OAUTH_CLIENT_ID', 'PAYNEARME_OAUTH_CLIENT_SECRET'],
  ...['PAYNEARME_ENVIRONMENT', 'PAYNEARME_API_URL', 'PAYNEARME_PORTAL_HOSTS'],
];

/** A misspelt name would be without effect, and nobody would know why. Only names that begin as a vendor's do are looked at. */
export function refuseUnknown(env: Environment, problems: string[]): void {
  for (const name of Object.keys(env)) {
    const prefix = name.slice(0, name.indexOf('_') + 1);
    const known = VENDOR_VARIABLES.filter((other) => prefix !== '' && other.startsWith(prefix));
    if (known.length === 0 || known.includes(name)) continue;
    problems.push(`${name} is not a variable of this app. Known are ${known.join(', ')}.`);
  }
}

export function port(env: Environment, name: string, fallback: number, problems: string[]): number {
  const value = env[name] ?? String(fallback);
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  problems.push(`${name} has to be a port number from 0 (any free port) to 65535; it is ${JSON.stringify(value)}.`);
  return fallback;
}

/** `{ [name]: value }`, or nothing where there is no value. */
export function one<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>;
}
