// Changes the fields of a query or a form.
import { percentEncode } from '../../sandbox/devhub/base-string.js';

export type Pair = readonly [name: string, value: string];

/** As a query or a form, with every reserved character escaped. */
export function written(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
}

/** With so many the choice is enough, and with all of them trying would take the square of their number. */
const MOST_ALONE = 20;

/** The names of the fields in which an unescaped `+` may have become a space, and the fields with it back. */
export function withPluses(pairs: readonly Pair[]): readonly [names: string, changed: readonly Pair[]][] {
  const spaced = pairs.filter(([, value]) => value.includes(' ')).map(([name]) => name);
  const alone = spaced.slice(0, MOST_ALONE).map((name) => [name]);
  const choices = spaced.length > 1 ? [...alone, spaced] : alone;
  return choices.map((names) => {
    const changed = new Set(names);
    return [
      names.map((name) => `\`${name}\``).join(' and '),
      pairs.map(([name, value]): Pair => [name, changed.has(name) ? value.replaceAll(' ', '+') : value]),
    ];
  });
}

/** The fields with each value decoded once more, where that changes any. */
export function decodedAgain(pairs: readonly Pair[]): readonly Pair[] | undefined {
  if (escapedNames(pairs) === '') return undefined;
  return pairs.map(([name, value]): Pair => [name, decodeOnce(value)]);
}

/** Decodes percent escapes; text that is broken stays as it is. */
export function decodeOnce(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Names of the fields that hold a percent escape after they were decoded. */
export function escapedNames(pairs: readonly Pair[]): string {
  return pairs
    .filter(([, value]) => decodeOnce(value) !== value)
    .map(([name]) => `\`${name}\``)
    .join(' and ');
}
