// Options that vendors name differently, for who gives one vendor's name to another. Only hints: a vendor that is not here has none.

/** The factories by vendor, in the words of a host. */
const FACTORIES = {
  chargebackstop: 'chargebackstopSso',
  devhub: 'devhubSso',
  cheetah: 'cheetahMemberState',
  paynearme: 'paynearmeAgentSso',
} as const;
type Vendor = keyof typeof FACTORIES;
const VENDORS = Object.keys(FACTORIES) as Vendor[];

/** What each vendor calls the account, the secret and the address. PayNearMe knows OAuth clients too: see `INSIDE`. */
const SAME_THING: readonly Readonly<Record<Vendor, string>>[] = [
  { chargebackstop: 'partnerId', devhub: 'consumerKey', cheetah: 'clientId', paynearme: 'siteIdentifier' },
  { chargebackstop: 'ssoKey', devhub: 'consumerSecret', cheetah: 'clientSecret', paynearme: 'secretKey' },
  { chargebackstop: 'baseUrl', devhub: 'baseWidgetUri', cheetah: 'baseUrl', paynearme: 'apiUrl' },
];

/** Options that stand inside another one. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  paynearme: ['tokenUrl', 'clientId', 'clientSecret', 'scope'],
};

/**
 * Where an option belongs that `vendor` does not have, completing "`option` …"; undefined where nobody has it.
 *
 * @param vendor - whose options it stands among; `partnerSso` for the router's own
 */
export function belongsElsewhere(vendor: string, option: string): string | undefined {
  if (INSIDE[vendor]?.includes(option)) return `belongs into \`oauth\`: write \`oauth: { ${option}: … }\`.`;
  const names = SAME_THING.find((row) => VENDORS.some((other) => row[other] === option));
  if (names === undefined) return undefined;
  const owners = VENDORS.filter((other) => names[other] === option);
  if (vendor === 'partnerSso') return `belongs into ${list(owners)}.`;
  const here = (names as Readonly<Record<string, string>>)[vendor];
  if (here === undefined) return undefined;
  return `is an option of ${list(owners.map((owner) => `${FACTORIES[owner]}()`))}; here it is \`${here}\`.`;
}

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' or ');
