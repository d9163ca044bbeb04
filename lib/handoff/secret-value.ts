// What a secret may be, and what can be seen to be wrong with one.

/** Text (taken as UTF-8) or bytes. A key of an HMAC under 32 bytes brings a warning; one that is blank is refused. */
export type SecretValue = string | Uint8Array;

/** What is wrong with a secret, or nothing. Says nothing of its value. */
export function secretProblem(value: unknown): string | undefined {
  if (value instanceof Uint8Array) return bytesProblem(value);
  if (typeof value !== 'string') return 'must be a string or a Uint8Array';
  if (value.trim() === '') return 'is blank';
  if (!value.isWellFormed()) return 'holds half of a surrogate pair, which has no bytes';
  if (value !== value.trim()) return 'begins or ends with white space (a line break from a file?). Trim it';
  return undefined;
}

/** Bytes may be anything, but a line of text that ends in a line break was read from a file, and the break is no part of the key. */
function bytesProblem(value: Uint8Array): string | undefined {
  if (value.byteLength === 0) return 'is empty';
  return /^[\x20-\x7e]*\r?\n$/.test(Buffer.from(value).toString('latin1'))
    ? 'is text that ends in a line break (from a file?). Trim it'
    : undefined;
}
