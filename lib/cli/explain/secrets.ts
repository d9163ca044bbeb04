// The secret that signatures are checked with: from the configuration, or asked for where it has none.
import type { Io } from '../io.js';
import { signingOption, textOf } from '../places.js';
import type { Settings } from '../settings.js';
import { within } from '../within.js';
import type { Explained } from './pasted.js';

const LONGEST_MS = 5_000;

/** The secret, or why there is none. */
export type Found = { readonly secret: string } | { readonly missing: string };

/** Looks in the configuration, then asks the person at the terminal. */
export async function findSecret(vendor: Explained, settings: Settings | undefined, io: Io): Promise<Found> {
  const found = await configured(vendor, settings);
  if ('secret' in found || io.ask === undefined) return found;
  io.err(`${found.missing}. Without the secret, the request is decoded, and its signature is not checked.`);
  const answer = (
    await io.ask(`${vendor} ${signingOption(vendor)} (not shown; empty for none): `, { hidden: true })
  ).trim();
  return answer === '' ? found : { secret: answer };
}

async function configured(vendor: Explained, settings: Settings | undefined): Promise<Found> {
  if (settings === undefined) return { missing: 'No configuration was found' };
  const option = signingOption(vendor);
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
  const secret = textOf(value);
  if (secret !== undefined && secret !== '') return { secret };
  return {
    missing:
      value instanceof Uint8Array && value.length > 0
        ? `${name} holds bytes that are no UTF-8 text, which this command cannot check with`
        : `${name} is no text`,
  };
}
