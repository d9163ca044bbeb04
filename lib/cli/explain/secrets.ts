// The secret that signatures are checked with: from the configuration, or asked for where it has none.
import type { Io } from '../io.js';
import type { RawOptions, Settings, VendorOptions } from '../settings.js';
import { within } from '../within.js';
import type { Explained } from './pasted.js';

const LONGEST_MS = 5_000;

/** The option that signs. */
export const SIGNING_OPTION: Readonly<Record<Explained, string>> = {
  chargebackstop: 'ssoKey',
  devhub: 'consumerSecret',
  paynearme: 'secretKey',
};

/** The secret, or why there is none. */
export type Found = { readonly secret: string } | { readonly missing: string };

/** Looks in the configuration, then asks the person at the terminal. */
export async function findSecret(vendor: Explained, settings: Settings | undefined, io: Io): Promise<Found> {
  const found = await configured(vendor, settings);
  if ('secret' in found || io.ask === undefined) return found;
  io.err(`${found.missing}. Without the secret, the request is decoded, and its signature is not checked.`);
  const answer = (
    await io.ask(`${vendor} ${SIGNING_OPTION[vendor]} (not shown; empty for none): `, { hidden: true })
  ).trim();
  return answer === '' ? found : { secret: answer };
}

async function configured(vendor: Explained, settings: Settings | undefined): Promise<Found> {
  if (settings === undefined) return { missing: 'No configuration was found' };
  const option = SIGNING_OPTION[vendor];
  const name = settings.nameOf(vendor, option);
  const value = settings.vendors[vendor]?.[option];
  if (value === undefined) return { missing: `${settings.source} has no ${name}` };
  if (typeof value !== 'function') return readable(value, name);
  if (value.length > 0) return { missing: `${name} is a function that chooses by the request` };
  try {
    const answer = await within(LONGEST_MS, () => Promise.resolve().then(value as () => unknown));
    return 'value' in answer
      ? readable(answer.value, name)
      : { missing: `The function given as ${name} gave no answer in ${String(LONGEST_MS / 1000)} seconds` };
  } catch {
    // Its own words may hold anything.
    return { missing: `The function given as ${name} failed` };
  }
}

function readable(value: unknown, name: string): Found {
  if (typeof value === 'string' && value !== '') return { secret: value };
  if (!(value instanceof Uint8Array)) return { missing: `${name} is no text` };
  try {
    return { secret: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value) };
  } catch {
    return { missing: `${name} holds bytes that are no UTF-8 text, which this command cannot check with` };
  }
}

/** A secret by the name of its option. */
export type NamedSecret = readonly [name: string, secret: string];

/** Every secret that stands in the configuration as text or bytes, of every vendor. */
export function writtenSecrets(vendors: VendorOptions): NamedSecret[] {
  return Object.entries(vendors).flatMap(([vendor, options]) => [
    ...secretsIn(vendor, options),
    ...secretsIn(`${vendor}.oauth`, (options as RawOptions | null)?.['oauth']),
  ]);
}

/** Of these options alone: a `tokenStore` or a `dispatcher` beside them may hold itself. */
function secretsIn(path: string, options: unknown): NamedSecret[] {
  if (typeof options !== 'object' || options === null) return [];
  return Object.entries(options).flatMap(([name, value]: [string, unknown]): NamedSecret[] => {
    if (!/secret|ssoKey/i.test(name)) return [];
    const text = value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value;
    return typeof text === 'string' && text !== '' ? [[`${path}.${name}`, text]] : [];
  });
}
