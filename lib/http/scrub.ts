// Makes a vendor's words fit to be logged.

import type { SecretValue } from '../handoff/secret-value.js';
import { encodingsOf, holdsInAnySpelling, withoutText } from './spellings.js';

const MOST_WORDS = 5;
const LONGEST_WORD = 200;
const REDACTED = '[redacted]';

/** How much of a word is looked at; what lies beyond would be cut anyway. */
const LONGEST_READ = 1000;

/** What looks like an e-mail address, also percent-encoded. */
const EMAIL = /[^\s<>"'`,;:()@]{1,200}(?:@|%40|\\u0040|&#64;|&#x40;|&commat;)[^\s<>"'`,;:()@]{1,200}/gi;
/** What looks like a token or a key: a long run of the letters of base64, hexadecimal or a JWT. */
const TOKEN = /[A-Za-z0-9+/_=.~%-]{24,}/g;
/** What could forge a line of a log, or turn its direction. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/**
 * Cuts a vendor's words short and takes out what may be secret: the given secrets in every encoding, addresses, and whatever
 * looks like a token.
 *
 * @param words - as they stood in the answer; what is not text is left out
 * @param secrets - values that the request held; bytes are made text only here
 */
export function scrub(words: readonly unknown[], secrets: readonly SecretValue[]): string[] {
  const texts = words.filter((word): word is string => typeof word === 'string' && word.trim() !== '');
  if (texts.length === 0) return [];
  const hidden = secrets
    .map((secret) => (typeof secret === 'string' ? secret : Buffer.from(secret).toString('utf8')))
    .filter((secret) => secret.length >= 4);
  // The longest first, so that one that begins like another does not leave the other's rest.
  const known = hidden.flatMap(encodingsOf).sort((a, b) => b.length - a.length);
  return texts.slice(0, MOST_WORDS).map((word) => {
    const rest = known.reduce((text, secret) => withoutText(text, secret, REDACTED), beginningOf(word));
    // Where it stands escaped in some other way, its place cannot be told, so all of the word goes.
    if (hidden.some((secret) => holdsInAnySpelling(rest, secret))) return REDACTED;
    return cut(rest.replace(EMAIL, REDACTED).replace(TOKEN, REDACTED).replace(UNPRINTABLE, ' '));
  });
}

/** The part that is looked at. It ends between words, so that no half of a secret stays at its end unrecognised. */
function beginningOf(word: string): string {
  return word.length <= LONGEST_READ ? word : word.slice(0, LONGEST_READ).replace(/\S*$/, REDACTED);
}

/** Cuts between characters, not within one. */
function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length > LONGEST_WORD ? `${characters.slice(0, LONGEST_WORD).join('')}…` : text;
}
