// Users and values as hosts have them, and as they should not: any script, emoji, controls, half a character, very long.

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

const AWKWARD = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '`',
    '\\',
    '/',
    '%',
    '%20',
    '%%',
    '+',
    ' ',
    '=',
    ',',
    ';',
    '@',
    '#',
    '?',
    '!',
    '*',
    '(',
    ')',
  ],
  ...['\0', '\n', '\r\n', '\t', '\u0085', '\u2028', '\u2029', '\u200b', '\ufeff', '\u202e', '\u00a0'],
  ...['\ud800', '\udc00', '😀', '👩‍👩‍👧', 'é', 'e\u0301', 'ß', 'İ', '日本', 'م', '\u{10ffff}', '\uffff'],
  ...['__proto__', 'constructor', '</script>', '<!--', '${x}', '{{x}}', 'undefined', 'null', '-->', 'oauth_'],
];

const unit = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: fc.constantFrom(...AWKWARD) },
);

/** Any text at all. */
export const anyText: Arbitrary<string> = fc.oneof(
  { weight: 30, arbitrary: fc.array(unit, { maxLength: 12 }).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc.tuple(unit, fc.integer({ min: 100, max: 600 })).map(([one, times]) => one.repeat(times)),
  },
);

/** Text that an identifier may be: no controls, no half characters, nothing blank around it. */
export const plainText: Arbitrary<string> = anyText.map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, '').trim() || 'x');

/** The same as an option of a factory: one with quotation marks around it is refused. */
export const optionText: Arbitrary<string> = plainText.filter((text) => !/^(["'`]).*\1$/s.test(text));

/** One address; anything may stand on either side of the `@` but what separates addresses. */
export const emailText: Arbitrary<string> = fc
  .tuple(anyText, anyText)
  .map((sides) =>
    sides.map((side) =>
      side
        .replace(/[\s@<>,;\p{Cc}\p{Cs}]/gu, '')
        .slice(0, 100)
        .toWellFormed(),
    ),
  )
  .map(([local = '', domain = '']) => `${local.replace(/\ufffd/g, '') || 'a'}@${domain.replace(/\ufffd/g, '') || 'b'}`);

/** A key as text that is let through, or any bytes. */
export const keyText: Arbitrary<string> = anyText.map((text) => text.toWellFormed().trim() || 'key');
export const keyBytes: Arbitrary<Uint8Array> = fc
  .uint8Array({ minLength: 1, maxLength: 80 })
  .filter((bytes) => bytes.at(-1) !== 10);

/** A clock, in milliseconds: from 2001 on, with fractions. */
export const clock: Arbitrary<number> = fc.double({ min: 1e12, max: 8e12, noNaN: true });

/** An id as hosts give it. */
export const idText: Arbitrary<string | number> = fc.oneof(plainText, fc.maxSafeInteger());

/** Anything that JSON or a database may bring, and things that nobody should. */
export const anything: Arbitrary<unknown> = fc.oneof(
  anyText,
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withTypedArray: true }),
);

/** An object with these names, each with any value, or left out. */
export function objectWith(...names: readonly string[]): Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(names.map((name) => [name, fc.oneof(anything, anyText)]));
  return fc.record(model, { requiredKeys: [] });
}
