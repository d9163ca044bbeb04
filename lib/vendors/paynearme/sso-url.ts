// Whether the URL that PayNearMe returned may have the browser.

import { PartnerSsoError } from '../../handoff/errors.js';
import { isLoopback, urlProblem } from '../../handoff/url.js';

/** Longer ones are refused by servers and proxies on the way. */
const LONGEST_URL = 8192;

/**
 * Lets a returned URL through, to the letter, if it is https (or http on loopback) and its host is one of the portal's.
 *
 * @throws PartnerSsoError `vendor_untrusted_url`
 */
export function trustedUrl(value: string, portalHosts: readonly string[], allowInsecure: boolean): string {
  if (value.length > LONGEST_URL) throw untrusted(`it is longer than ${String(LONGEST_URL)} characters`);
  const problem = urlProblem(value, { allowInsecure, bare: false });
  if (problem !== undefined) throw untrusted(`it ${problem}`);
  const { host, hostname } = new URL(value);
  // The parser lower-cases and drops a default port, here as in the URL.
  const trusted = portalHosts.map((portal) => new URL(`https://${portal}`).host);
  // On this machine the port says nothing of who is there.
  if (trusted.includes(host) || (isLoopback(hostname) && trusted.includes(hostname))) return value;
  throw untrusted('its host is not one of `portalHosts`, so ask PayNearMe for the host of its portal');
}

function untrusted(why: string): PartnerSsoError {
  return new PartnerSsoError(
    'vendor_untrusted_url',
    'paynearme',
    `The \`sso_url\` that paynearme returned is not followed: ${why}.`,
  );
}
