// What a vendor's refusal of a call means for the settings.
import { withoutLink } from '../../handoff/docs-link.js';
import type { PartnerSsoError } from '../../handoff/errors.js';
import { scrub } from '../../http/scrub.js';
import { wrong, type Check } from './check.js';
import { credentialsOf } from './credentials.js';
import { TITLES, type Subject } from './subject.js';
import type { Vendor } from '../settings.js';

/** The error's message holds the vendor's words, scrubbed of secrets. But a secret may stand in the place of an id, which vendors repeat. */
export function refusalCheck(id: string, error: PartnerSsoError, subject: Subject, hidden: readonly string[]): Check {
  const vendor = id.split('.')[0] as Vendor;
  // Its link stands in `docs`; in the detail it would be cut, or scrubbed as an address.
  const [detail] = scrub([withoutLink(error.message)], [...credentialsOf(subject).map(({ text }) => text), ...hidden]);
  const docs = `docs/errors.md#${error.code}`;
  return wrong(id, `${TITLES[vendor]} ${whatOf(error)}`, fixOf(id, error, subject), { detail, docs });
}

function whatOf({ code }: PartnerSsoError): string {
  if (code === 'vendor_rejected') return 'refuses the call';
  if (code === 'vendor_invalid_response') return 'answers with something else than its API does';
  if (code === 'vendor_untrusted_url') return 'sends the browser to a host that is not allowed';
  return code === 'vendor_unreachable' || code === 'vendor_timeout' ? 'does not answer' : 'cannot serve now';
}

function fixOf(id: string, { code, message, vendorErrors }: PartnerSsoError, { named }: Subject): string {
  const vendor = id.split('.')[0] as Vendor;
  const [urls, credentials] = PARTS[id] ?? PARTS['paynearme.signature'] ?? [[], []];
  const list = (options: readonly string[]): string => options.map((option) => named(vendor, option)).join(', ');
  const said = vendorErrors.join(' ');
  if (code === 'vendor_untrusted_url')
    return `Ask PayNearMe for the hosts of its portal, and see ${list(['portalHosts', 'environment'])}.`;
  if (code === 'vendor_invalid_response' || /HTTP 40[45]/.test(message)) {
    return `See that ${list(urls)} is the address of the API: a page or a redirect answers there.`;
  }
  if (code !== 'vendor_rejected')
    return `Try again in a while. If it stays so, see ${list(urls)} and the status page of ${TITLES[vendor]}.`;
  if (/client_secret|secret is/i.test(said)) return `See ${list(credentials.slice(-1))}: ${WHENCE[id] ?? ''}`;
  return `See ${list(credentials)}: ${WHENCE[id] ?? ''}`;
}

/** The options that say where the call goes, and as whom. */
const PARTS: Readonly<Record<string, readonly [urls: readonly string[], credentials: readonly string[]]>> = {
  'cheetah.credentials': [
    ['baseUrl', 'tokenPath'],
    ['clientId', 'clientSecret'],
  ],
  'paynearme.oauth': [['oauth.tokenUrl'], ['oauth.clientId', 'oauth.clientSecret']],
  'paynearme.signature': [['apiUrl'], ['siteIdentifier', 'secretKey', 'agentRole']],
};

const WHENCE: Readonly<Record<string, string>> = {
  'cheetah.credentials': 'take what belongs to the OAuth app named "integration" on this very host.',
  'paynearme.oauth': 'take what PayNearMe gave for this environment.',
  'paynearme.signature':
    'the key is an API 3.0 key of this very site and environment, and the account is enabled for Agent SSO.',
};
