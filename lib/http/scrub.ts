// Makes a vendor's words fit to be logged.

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
 * @param secrets - values that the request held
 */
export function scrub(words: readonly unknown[], secrets: readonly string[]): string[] {
  // The longest first, so that one that begins like another does not leave the other's rest.
  const hidden = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [inAnySpelling(secret), ...inBase(secret)])
    .sort((a, b) => b.length - a.length)
    .map((pattern) => new RegExp(pattern, 'gi'));
  return words
    .filter((word): word is string => typeof word === 'string' && word.trim() !== '')
    .slice(0, MOST_WORDS)
    .map((word) => {
      const known = hidden.reduce((text, secret) => text.replace(secret, REDACTED), beginningOf(word));
      return cut(known.replace(EMAIL, REDACTED).replace(TOKEN, REDACTED).replace(UNPRINTABLE, ' '));
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

const NAMED: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** A pattern for a secret whose characters may each stand raw, behind backslashes, or escaped as in URLs, JSON or HTML, also twice. */
function inAnySpelling(secret: string): string {
  return Array.from(secret, (character) => {
    const percent = Array.from(Buffer.from(character), (byte) => `%(?:25){0,2}${hex(byte, 2)}`).join('');
    const units = Array.from(
      { length: character.length },
      (_, unit) => `\\\\{1,4}u${hex(character.charCodeAt(unit), 4)}`,
    );
    const code = character.codePointAt(0) ?? 0;
    const entities = [
      `#0*${String(code)}`,
      `#x0*${hex(code, 1)}`,
      ...(NAMED[character] === undefined ? [] : [NAMED[character]]),
    ];
    const entity = `&(?:amp;){0,2}(?:${entities.join('|')});`;
    const spellings = [
      `\\\\{0,4}${literal(character)}`,
      percent,
      units.join(''),
      entity,
      ...(character === ' ' ? ['\\+'] : []),
    ];
    return `(?:${spellings.join('|')})`;
  }).join('');
}

/** The secret as base64 and as hexadecimal. */
function inBase(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [`${literal(base64)}={0,2}`, literal(bytes.toString('base64url')), bytes.toString('hex')];
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A pattern that fits this text alone. */
const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
