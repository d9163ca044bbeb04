// Keeps secrets and live credentials out of what is printed.
import { percentEncode } from '../../sandbox/devhub/base-string.js';
import { createTextMask } from '../../sandbox/mask.js';
import type { NamedSecret } from '../places.js';

/** Signatures and tokens of any request: a right one is a credential, also where it was only computed. */
const SHAPES: readonly RegExp[] = [
  /\bey[\w-]{8,}\.[\w-]+(?:\.[\w-]*)*/g,
  /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{27}=(?![A-Za-z0-9+/=])/g,
  /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])/g,
  /(?<![\w-])(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9A-F]{40}|[0-9A-F]{64})(?![\w-])/g,
];

/** Writes a text without what must not be seen. */
export type Redact = (text: string) => string;

/** Makes it for these secrets, and for the credentials in the request itself. */
export function createRedact(secrets: readonly string[], live: readonly string[]): Redact {
  const forms = [...secrets, ...live].flatMap((text) => {
    const form = new URLSearchParams({ '': text }).toString().slice(1);
    const strict = percentEncode(text);
    return [text, text.trim(), form, strict, percentEncode(strict), percentEncode(percentEncode(strict))];
  });
  const mask = createTextMask([...new Set(forms)]);
  return (text) =>
    SHAPES.reduce((clear, shape) => clear.replace(shape, '[masked]'), mask(text)).replace(
      /(?:\[masked\])+/g,
      '[masked]',
    );
}

/** The texts of the secrets. */
export function textsOf(secrets: readonly NamedSecret[]): string[] {
  return secrets.map(([, secret]) => secret);
}

/** Text for a terminal: nothing in it moves the cursor or turns the writing around. */
export function forTerminal(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
