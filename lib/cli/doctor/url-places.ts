// The options that are URLs, who opens them, and what stands there where nothing is given.
import { DASHBOARD } from '../../vendors/chargebackstop/token.js';
import { ENVIRONMENTS } from '../../vendors/paynearme/environments.js';
import { valueOf } from '../places.js';
import type { RawOptions, Vendor } from '../settings.js';

/** An option that is a URL. */
export interface UrlPlace {
  readonly vendor: Vendor;
  readonly option: string;
  /** Whether the app itself calls it, or the browser alone. */
  readonly by: 'server' | 'browser';
}

/** All of them; PayNearMe's portal hosts are no URLs. */
export const URL_PLACES: readonly UrlPlace[] = [
  { vendor: 'chargebackstop', option: 'baseUrl', by: 'browser' },
  { vendor: 'devhub', option: 'baseWidgetUri', by: 'browser' },
  { vendor: 'cheetah', option: 'baseUrl', by: 'server' },
  { vendor: 'paynearme', option: 'apiUrl', by: 'server' },
  { vendor: 'paynearme', option: 'oauth.tokenUrl', by: 'server' },
];

/** The URL that the app will use, given or by default. */
export function urlOf({ vendor, option }: UrlPlace, options: RawOptions): unknown {
  const given = valueOf(options, option);
  if (given !== undefined) return given;
  if (vendor === 'chargebackstop') return DASHBOARD;
  return option === 'apiUrl' ? environmentOf(options)?.apiUrl : undefined;
}

/** Hosts that the browser is sent to by PayNearMe. */
export function portalHostsOf(options: RawOptions): readonly string[] {
  const hosts = options['portalHosts'] ?? environmentOf(options)?.portalHosts;
  return Array.isArray(hosts) ? hosts.filter((host): host is string => typeof host === 'string') : [];
}

function environmentOf({ environment }: RawOptions): (typeof ENVIRONMENTS)['sandbox'] | undefined {
  return environment === 'sandbox' || environment === 'production' ? ENVIRONMENTS[environment] : undefined;
}
