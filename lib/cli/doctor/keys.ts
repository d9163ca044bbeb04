// Keys: one line for each id and secret, with what is wrong with it, or that nothing is to be seen.
import { PLACES, textOf, valueOf } from '../places.js';
import { ok, warning, wrong, type Check } from './check.js';
import { credentialsOf, type Credential } from './credentials.js';
import { kindFault } from './kind-faults.js';
import { pasteFault, type KeyFault } from './paste-faults.js';
import type { Subject } from './subject.js';

/** HMAC keys under this many bytes are weak; the factories warn of the same. */
const LEAST_BYTES = 32;
const HEX = /^(?:[0-9a-f]{2}){16,}$/i;
const BASE64 = /^(?=.*[+/=])(?:[A-Za-z0-9+/]{4}){4,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Checks every id and secret that is text. Nothing told of them holds any of their letters. */
export function checkKeys(subject: Subject): Check[] {
  const all = credentialsOf(subject);
  return [...all.flatMap((credential) => checkKey(credential, all, subject)), ...bytesChecks(subject)];
}

function checkKey(credential: Credential, all: readonly Credential[], subject: Subject): Check[] {
  const fault = pasteFault(credential) ?? kindFault(credential, all, subject);
  const short = isShort(credential) && fault?.status !== 'wrong' ? [shortCheck(credential)] : [];
  if (fault !== undefined) return [faultCheck(credential, fault), ...short];
  if (short.length > 0) return short;
  const { id, name, kind } = credential;
  const title = `${name} has no space, quotation mark or prefix, and is no placeholder`;
  return [ok(`${id}.form`, title, { detail: kind === 'secret' ? encodingNote(credential) : undefined })];
}

function faultCheck({ id, name }: Credential, { kind, status, what, fix }: KeyFault): Check {
  return (status === 'wrong' ? wrong : warning)(`${id}.${kind}`, `${name} ${what}`, fix);
}

const isShort = ({ hmac, text }: Credential): boolean => hmac === true && Buffer.byteLength(text) < LEAST_BYTES;

function shortCheck({ id, name }: Credential): Check {
  return warning(
    `${id}.short`,
    `${name} is shorter than ${String(LEAST_BYTES)} bytes`,
    'See whether all of it was pasted; if so, ask for a longer one: short keys can be guessed from a signature.',
  );
}

/** A key that looks encoded is no fault: all three vendors that sign use the text as it stands. */
function encodingNote({ hmac, text }: Credential): string | undefined {
  if (hmac !== true || !(HEX.test(text) || BASE64.test(text))) return undefined;
  return `It looks like ${HEX.test(text) ? 'hexadecimal' : 'base64'}. It is used as text, as it stands: decode nothing.`;
}

function bytesChecks({ vendors, optionsOf, named }: Subject): Check[] {
  return PLACES.filter(({ vendor, kind }) => kind === 'secret' && vendors.includes(vendor)).flatMap((place) => {
    const { vendor, option } = place;
    const value = valueOf(optionsOf(vendor), option);
    if (!(value instanceof Uint8Array) || textOf(value) !== undefined || value.length === 0) return [];
    const [id, name] = [`${vendor}.${option}`, named(vendor, option)];
    const fix = 'Give the key as the vendor shows it, as text: decode nothing.';
    const title = `${name} is bytes that are no text (decoded from base64 or hexadecimal?)`;
    // Only PayNearMe's key is used as bytes by this package, and whether such a one can be right is not public.
    return [(option === 'secretKey' ? warning : wrong)(`${id}.bytes`, title, fix)];
  });
}
