// The environment variables that hold the vendors' settings: the one table, also printed in docs/cli.md.
import type { Environment } from './io.js';
import { withValue } from './places.js';
import type { Vendor, VendorOptions } from './settings.js';

interface Variable {
  readonly vendor: Vendor;
  /** The option that it becomes; one within another is written with a dot. Absent: the example app's own. */
  readonly option?: string;
  /** A list, written with commas. */
  readonly list?: true;
}

/** By name. The example app reads the same ones. */
export const VARIABLES: Readonly<Record<string, Variable>> = {
  CHARGEBACKSTOP_PARTNER_ID: { vendor: 'chargebackstop', option: 'partnerId' },
  CHARGEBACKSTOP_SSO_KEY: { vendor: 'chargebackstop', option: 'ssoKey' },
  CHARGEBACKSTOP_BASE_URL: { vendor: 'chargebackstop', option: 'baseUrl' },
  DEVHUB_BASE_WIDGET_URI: { vendor: 'devhub', option: 'baseWidgetUri' },
  DEVHUB_CONSUMER_KEY: { vendor: 'devhub', option: 'consumerKey' },
  DEVHUB_CONSUMER_SECRET: { vendor: 'devhub', option: 'consumerSecret' },
  CHEETAH_BASE_URL: { vendor: 'cheetah', option: 'baseUrl' },
  CHEETAH_CLIENT_ID: { vendor: 'cheetah', option: 'clientId' },
  CHEETAH_CLIENT_SECRET: { vendor: 'cheetah', option: 'clientSecret' },
  CHEETAH_SDK_URL: { vendor: 'cheetah' },
  PAYNEARME_SITE_IDENTIFIER: { vendor: 'paynearme', option: 'siteIdentifier' },
  PAYNEARME_SECRET_KEY: { vendor: 'paynearme', option: 'secretKey' },
  PAYNEARME_OAUTH_TOKEN_URL: { vendor: 'paynearme', option: 'oauth.tokenUrl' },
  PAYNEARME_OAUTH_CLIENT_ID: { vendor: 'paynearme', option: 'oauth.clientId' },
  PAYNEARME_OAUTH_CLIENT_SECRET: { vendor: 'paynearme', option: 'oauth.clientSecret' },
  PAYNEARME_ENVIRONMENT: { vendor: 'paynearme', option: 'environment' },
  PAYNEARME_API_URL: { vendor: 'paynearme', option: 'apiUrl' },
  PAYNEARME_PORTAL_HOSTS: { vendor: 'paynearme', option: 'portalHosts', list: true },
  PAYNEARME_AGENT_ROLE: { vendor: 'paynearme', option: 'agentRole' },
};

const PREFIX = /^(?:CHARGEBACKSTOP|DEVHUB|CHEETAH|PAYNEARME)_/;

/** The options of each vendor for which at least one variable is set. An empty variable counts as not set. */
export function optionsFromEnvironment(env: Environment): VendorOptions {
  const vendors: Partial<Record<Vendor, Record<string, unknown>>> = {};
  for (const [name, { vendor, option, list }] of Object.entries(VARIABLES)) {
    const value = env[name];
    if (option === undefined || value === undefined || value === '') continue;
    const given = list ? value.split(',').map((part) => part.trim()) : value;
    vendors[vendor] = withValue(vendors[vendor] ?? {}, option, given);
  }
  const { paynearme } = vendors;
  if (paynearme !== undefined) {
    // As in the example app: the sandbox unless something else is said, and roles are decided by the app's own code.
    if (paynearme['apiUrl'] === undefined && paynearme['portalHosts'] === undefined) {
      paynearme['environment'] ??= 'sandbox';
    }
    paynearme['agentRole'] ??= roleUnknown;
  }
  return vendors;
}

/** Stands for the role that the app decides by code of its own. */
const roleUnknown = (): never => {
  throw new Error('the role of the agent is decided by the app');
};

/** Variables that look like ours, and are none. */
export function unknownVariables(env: Environment): string[] {
  return Object.keys(env).filter((name) => PREFIX.test(name) && !Object.hasOwn(VARIABLES, name));
}

/** The variable that holds an option. */
export function variableOf(vendor: Vendor, option: string): string | undefined {
  return Object.entries(VARIABLES).find(
    ([, variable]) => variable.vendor === vendor && variable.option === option,
  )?.[0];
}
