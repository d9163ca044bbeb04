// Makes a vendor's words fit to be logged.

const MOST_WORDS = 5;
const LONGEST_WORD = 200;
const REDACTED = '[redacted]';

/** What looks like an e-mail address, also percent-encoded. */
const EMAIL = /[^\s<>"'`,;:()]+(?:@|%40)[^\s<>"'`,;:()]+/gi;
/** What looks like a token or a key: a long run of the letters of base64, hexadecimal or a JWT. */
const TOKEN = /[A-Za-z0-9+/_=.~%-]{24,}/g;

/**
 * Cuts a vendor's words short and takes out what may be secret: the given secrets in every encoding, addresses, and whatever
 * looks like a token.
 *
 * @param words - as they stood in the answer; what is not text is left out
 * @param secrets - values that the request held
 */
export function scrub(words: readonly unknown[], secrets: readonly string[]): string[] {
  const hidden = secrets.filter((secret) => secret.length >= 4).flatMap(encodings);
  return words
    .filter((word): word is string => typeof word === 'string' && word.trim() !== '')
    .slice(0, MOST_WORDS)
    .map((word) => {
      const known = hidden.reduce((text, secret) => text.split(secret).join(REDACTED), word);
      const clean = known
        .replace(EMAIL, REDACTED)
        .replace(TOKEN, REDACTED)
        .replace(/\p{Cc}+/gu, ' ');
      return clean.length > LONGEST_WORD ? `${clean.slice(0, LONGEST_WORD)}…` : clean;
    });
}

function encodings(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const hex = bytes.toString('hex');
  return [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    hex,
    hex.toUpperCase(),
  ];
}
