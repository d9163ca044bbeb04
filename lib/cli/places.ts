// Where ids and secrets stand among the options, and how an option is read and written by its path.
import type { RawOptions, Vendor, VendorOptions } from './settings.js';

/** An option that holds an id or a secret. */
export interface Place {
  readonly vendor: Vendor;
  /** Its path: one within another is written with a dot. */
  readonly option: string;
  readonly kind: 'id' | 'secret';
  /** The secret is the key of an HMAC, used as text. */
  readonly hmac?: true;
  /** A function of it is called with nothing, whatever it declares. */
  readonly shared?: true;
}

/** All of them, in the order of the report. */
export const PLACES: readonly Place[] = [
  { vendor: 'chargebackstop', option: 'partnerId', kind: 'id' },
  { vendor: 'chargebackstop', option: 'ssoKey', kind: 'secret', hmac: true },
  { vendor: 'devhub', option: 'consumerKey', kind: 'id' },
  { vendor: 'devhub', option: 'consumerSecret', kind: 'secret', hmac: true },
  { vendor: 'cheetah', option: 'clientId', kind: 'id' },
  { vendor: 'cheetah', option: 'clientSecret', kind: 'secret', shared: true },
  { vendor: 'paynearme', option: 'siteIdentifier', kind: 'id' },
  { vendor: 'paynearme', option: 'secretKey', kind: 'secret', hmac: true },
  { vendor: 'paynearme', option: 'oauth.clientId', kind: 'id' },
  { vendor: 'paynearme', option: 'oauth.clientSecret', kind: 'secret', shared: true },
];

/** The option that signs; Cheetah has none. */
export function signingOption(vendor: Exclude<Vendor, 'cheetah'>): string {
  return PLACES.find((place) => place.vendor === vendor && place.hmac)?.option ?? '';
}

/** The value of an option. */
export function valueOf(options: RawOptions, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => objectOf(value)[name], options);
}

/** The options with another value for one of them. */
export function withValue(options: RawOptions, path: string, value: unknown): RawOptions {
  const [first = '', second] = path.split('.');
  return { ...options, [first]: second === undefined ? value : { ...objectOf(options[first]), [second]: value } };
}

/** An object, or an empty one in the place of anything else. */
export function objectOf(value: unknown): RawOptions {
  return typeof value === 'object' && value !== null ? (value as RawOptions) : {};
}

/** Text, or bytes that are UTF-8. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!(value instanceof Uint8Array)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    return undefined;
  }
}

/** A secret by the name of its option. */
export type NamedSecret = readonly [name: string, secret: string];

/** Every secret that stands in the options as text, of every vendor; also one under a misspelt name. */
export function writtenSecrets(vendors: VendorOptions): NamedSecret[] {
  return Object.entries(vendors).flatMap(([vendor, given]) => {
    const options = objectOf(given);
    // Of these alone: a `tokenStore` or a `dispatcher` beside them may hold itself.
    return [...namesIn(options), ...namesIn(objectOf(options['oauth']), 'oauth.')].flatMap((option): NamedSecret[] => {
      const text = isSecret(vendor, option) ? textOf(valueOf(options, option)) : undefined;
      return text === undefined || text === '' ? [] : [[`${vendor}.${option}`, text]];
    });
  });
}

const namesIn = (options: RawOptions, prefix = ''): string[] => Object.keys(options).map((name) => prefix + name);

/** Options that only sound like one. */
const NO_SECRETS = ['sessionKey'];

function isSecret(vendor: string, option: string): boolean {
  const place = PLACES.find((each) => each.vendor === vendor && each.option === option);
  if (place !== undefined) return place.kind === 'secret';
  return /secret|key/i.test(option) && !NO_SECRETS.includes(option);
}
