// Whether the URL that PayNearMe returned may have the browser.

import { PartnerSsoError } from '../../handoff/errors.js';
import { isLoopback, partnerUrl } from '../../handoff/url.js';

/** Longer ones are refused by servers and proxies on the way. */
const LONGEST_URL = 8192;

/** Hosts as the parser writes them: it lower-cases, and drops a default port, here as in the URL that is compared. */
export function parsedHosts(portalHosts: readonly string[]): ReadonlySet<string> {
  return new Set(portalHosts.map((portal) => new URL(`https://${portal}`).host));
}

/**
 * Lets a returned URL through, to the letter, if it is https (or http on loopback) and its host is one of the portal's.
 *
 * @param trusted - the portal's hosts, by `parsedHosts`
 * @throws PartnerSsoError `vendor_untrusted_url`
 */
export function trustedUrl(value: string, trusted: ReadonlySet<string>, allowInsecure: boolean): string {
  if (value.length > LONGEST_URL) throw untrusted(`it is longer than ${String(LONGEST_URL)} characters`);
  const url = partnerUrl(value, { allowInsecure, bare: false });
  if (typeof url === 'string') throw untrusted(`it ${url}`);
  const { host, hostname } = url;
  // On this machine the port says nothing of who is there.
  if (trusted.has(host) || (isLoopback(hostname) && trusted.has(hostname))) return value;
  throw untrusted('its host is not one of `portalHosts`, so ask PayNearMe for the host of its portal');
}

function untrusted(why: string): PartnerSsoError {
  return new PartnerSsoError(
    'vendor_untrusted_url',
    'paynearme',
    `The \`sso_url\` that paynearme returned is not followed: ${why}.`,
  );
}
