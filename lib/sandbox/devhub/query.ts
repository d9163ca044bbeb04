// Reads a query as the Python `oauth` library's server side does, quirks included.
import type { FieldPairs } from '../fields.js';

/** A query, before and after the library's own treatment. */
export interface PythonQuery {
  /** Every parameter as sent, decoded once. */
  readonly sent: FieldPairs;
  /** What the library goes on with: blank values dropped, the first of a repeated name, values decoded twice. */
  readonly seen: FieldPairs;
  /** Names that were sent without a value. */
  readonly blank: readonly string[];
  /** Names whose value the second decoding changed. */
  readonly decodedTwice: readonly string[];
  /** Names that were sent more than once. */
  readonly repeated: readonly string[];
}

/** Reads the raw query. */
export function readPythonQuery(raw: string): PythonQuery {
  const sent: [string, string][] = raw
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return [unquote(name.replaceAll('+', ' ')), unquote(value.replaceAll('+', ' '))];
    });
  const seen = new Map<string, string>();
  const decodedTwice: string[] = [];
  for (const [name, value] of sent) {
    if (value === '' || seen.has(name)) continue;
    const again = unquote(value);
    if (again !== value) decodedTwice.push(name);
    seen.set(name, again);
  }
  const names = sent.map(([name]) => name);
  return {
    sent,
    seen: [...seen],
    blank: [...new Set(sent.filter(([, value]) => value === '').map(([name]) => name))],
    decodedTwice,
    repeated: [...new Set(names.filter((name, index) => names.indexOf(name) !== index))],
  };
}

/** Decodes percent escapes; what is not a whole escape stays as it is, as in Python's `urllib.unquote`. */
export function unquote(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}
