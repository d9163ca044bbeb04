// Tells whose a pasted text is, by what stands in it.
import type { Vendor } from '../settings.js';

/** What only that vendor's requests have. */
const MARKS: readonly (readonly [vendor: Vendor, mark: RegExp])[] = [
  ['devhub', /oauth_(?:signature|consumer_key|nonce)|\/sso\/v2\/widget\.js/i],
  ['chargebackstop', /partner-organisation-sso|partner_id(?:=|%3D|")|\buser_email\b/i],
  ['paynearme', /\bagent_(?:sso|email|name|role)|site_identifier|pro\.paynearme|RelayState=/i],
  ['cheetah', /stellar|client_credentials|integration_token|\baccess_token\b/i],
];

/** The vendor whose request this looks like. */
export function vendorOf(text: string): Vendor | undefined {
  return MARKS.find(([, mark]) => mark.test(text))?.[0];
}

/** Whether this looks like a request of that vendor, whatever else it looks like. */
export function looksLike(vendor: Vendor, text: string): boolean {
  return MARKS.some(([whose, mark]) => whose === vendor && mark.test(text));
}
