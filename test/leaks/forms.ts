// The forms in which a value could come out: as text, escaped, encoded, or as a list of its bytes; and the search for them.

import { inspect } from 'node:util';
import { escapeHtml, jsonForScript } from '../../lib/handoff/html.js';

/** How a text is brought to one spelling before a form is looked for in it. Letters match in either case: a superset costs nothing. */
export const SPELLINGS = {
  text: (text: string) => text.toLowerCase(),
  /** `+` and `/` also travel as `-` and `_`, and percent-encoded, and a form turns `+` into a space. */
  base64: (text: string) =>
    text
      .toLowerCase()
      .replace(/%(?:25)?2b|[- ]/g, '+')
      .replace(/%(?:25)?2f|\\\/|_/g, '/'),
  /** As dumps, escapes and entities write bytes. */
  hex: (text: string) => text.toLowerCase().replace(/0x|\\x|\\u00|&#x|[\s:,;%]/g, ''),
  /** As `inspect` writes a typed array, and as JSON does. */
  list: (text: string) => text.replace(/,(?:\s*"\d+":)?\s*/g, ',').replace(/"0":/g, ','),
} as const;

/** One way of writing a value, to be found in texts of one spelling. */
export interface Form {
  readonly name: string;
  readonly spelling: keyof typeof SPELLINGS;
  readonly written: string;
}

const everyByte = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const percent = (text: string): string => encodeURIComponent(text.toWellFormed());
const strict = (text: string): string =>
  percent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
const form = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);
const inJson = (json: string): string => json.slice(1, -1);
const asciiJson = (text: string): string =>
  inJson(JSON.stringify(text)).replace(
    /[^ -~]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
const entities = (text: string, hex: boolean): string =>
  text.replace(
    /[^A-Za-z0-9 ._-]/gu,
    (letter) => `&#${hex ? 'x' : ''}${(letter.codePointAt(0) ?? 0).toString(hex ? 16 : 10)};`,
  );

/** Ways of writing text as other text; the test of the search and the vendors that echo what they got use them, too. */
export const TEXT_FORMS: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  'percent-encoded': percent,
  'percent-encoded in lower case': (text) => percent(text).replace(/%../g, (escape) => escape.toLowerCase()),
  'percent-encoded by RFC 3986': strict,
  'percent-encoded as a form, with + for a space': form,
  'percent-encoded in every byte': everyByte,
  'percent-encoded twice': (text) => percent(percent(text)),
  'percent-encoded twice by RFC 3986': (text) => strict(strict(text)),
  'percent-encoded twice as a form': (text) => form(form(text)),
  JSON: (text) => inJson(JSON.stringify(text)),
  'JSON for a script': (text) => inJson(jsonForScript(text)),
  'JSON in ASCII': asciiJson,
  'JSON within JSON': (text) => inJson(JSON.stringify(inJson(JSON.stringify(text)))),
  inspected: (text) => inspect(text).slice(1, -1),
  HTML: escapeHtml,
  'HTML with decimal entities': (text) => entities(text, false),
  'HTML with hexadecimal entities': (text) => entities(text, true),
  'UTF-16 bytes': (text) => Buffer.from(text, 'utf16le').toString('latin1'),
  'UTF-16 bytes, the big end first': (text) => Buffer.from(text, 'utf16le').swap16().toString('latin1'),
};

/** The letters of base64 that depend on these bytes alone, when they begin `offset` bytes into a group of three. */
function base64Core(bytes: Buffer, offset: number): string {
  const all = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return all.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

function byteForms(kind: string, bytes: Buffer): Form[] {
  const base64 = [0, 1, 2].map((offset): Form => ({
    name: `${kind}, base64 at offset ${String(offset)}`,
    spelling: 'base64',
    written: SPELLINGS.base64(base64Core(bytes, offset)),
  }));
  return [
    { name: `${kind}, hexadecimal`, spelling: 'hex', written: bytes.toString('hex') },
    { name: `${kind}, list of bytes`, spelling: 'list', written: [...bytes].join(',') },
    ...base64,
  ];
}

/** Every form of a value. */
export function formsOf(value: string): readonly Form[] {
  const texts = Object.entries(TEXT_FORMS).map(([name, write]): Form => ({
    name,
    spelling: 'text',
    written: SPELLINGS.text(write(value)),
  }));
  const forms = [
    ...texts,
    ...byteForms('UTF-8', Buffer.from(value)),
    ...byteForms('UTF-16', Buffer.from(value, 'utf16le')),
    ...byteForms('UTF-16 big-endian', Buffer.from(value, 'utf16le').swap16()),
  ];
  // Of several names for one spelling the first is the plainest.
  return forms.filter(
    ({ spelling, written }, index) =>
      forms.findIndex((other) => other.spelling === spelling && other.written === written) === index,
  );
}

/** Makes the search of one text: it says in which form a value stands there, if it does. */
export function searchOf(text: string): (forms: readonly Form[]) => string | undefined {
  const spelt = { text: '', base64: '', hex: '', list: '' };
  for (const [name, spell] of Object.entries(SPELLINGS)) spelt[name as Form['spelling']] = spell(text);
  return (forms) => forms.find(({ spelling, written }) => spelt[spelling].includes(written))?.name;
}
