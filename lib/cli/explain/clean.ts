// Frees a pasted text from what mails, logs and pages put around and into it.
import type { Fault } from './pasted.js';

/** The text, and what was done to it. */
export interface Cleaned {
  readonly text: string;
  readonly notes: readonly string[];
}

const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['<', '>'],
  ['(', ')'],
  ['“', '”'],
  ['‘', '’'],
];

/** Takes off quotation marks and brackets around the whole. A tag keeps its own. */
export function unwrapped(text: string): string {
  let trimmed = trimmedEnds(text);
  while (isWrapped(trimmed) && !/^<(?:!--|[a-z]+[\s>])/i.test(trimmed)) trimmed = trimmedEnds(trimmed.slice(1, -1));
  return trimmed;
}

function isWrapped(text: string): boolean {
  return text.length > 1 && PAIRS.some(([open, close]) => text.startsWith(open) && text.endsWith(close));
}

/** By hand, since a pattern that ends in `$` tries again at each of many spaces in the middle. */
function trimmedEnds(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s;,]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).replace(/^[\s\uFEFF]+/, '');
}

/** Mails write `=` as `=3D`, and end their lines with `=` (quoted-printable). */
export function fromMail(text: string): Cleaned {
  if (!text.includes('=3D')) return { text, notes: [] };
  return {
    text: text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    notes: ['It was decoded from the form in which mails travel (`=3D`, quoted-printable).'],
  };
}

/** Takes out line breaks, with the indentation or the `>` of a quoted mail behind them. */
export function joined(text: string): Cleaned {
  const whole = text.replace(/[ \t]*[\r\n]+(?:[ \t]*>+)?[ \t]*/g, '');
  return { text: whole, notes: whole === text ? [] : ['Line breaks were removed, as a mail or a log puts them in.'] };
}

/** Takes out spaces, tabs and characters that nobody sees. */
export function withoutSpaces(text: string): Cleaned {
  const whole = text.replace(/[\s\u200B-\u200D\u2060\uFEFF\u00AD]/g, '');
  return { text: whole, notes: whole === text ? [] : ['Spaces were removed, as a mail or a log puts them in.'] };
}

/** Takes out the backslashes of JSON around what a URL is made of, as in a log: `https:\/\/…\u0026…`. */
export function unescaped(text: string): string {
  return text
    .replace(/\\u00(26|2[bB]|3[dD]|3[fF])/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replaceAll('\\/', '/');
}

const ENTITIES: readonly (readonly [RegExp, string])[] = [
  [/&quot;|&#34;|&#x22;/gi, '"'],
  [/&#39;|&#x27;|&apos;/gi, "'"],
  [/&#x3d;|&#61;|&equals;/gi, '='],
  [/&lt;|&#60;/gi, '<'],
  [/&gt;|&#62;/gi, '>'],
  // Last, or what it stood for would be read once more.
  [/&amp;|&#38;|&#x26;/gi, '&'],
];

/** Reads the entities of HTML that a URL may hold, once. */
export function fromHtml(text: string): string {
  return ENTITIES.reduce((read, [entity, character]) => read.replace(entity, character), text);
}

/** Puts back an `&` that stood unescaped in a page: `&timestamp` begins with `&times`, which HTML reads as a sign even without a semicolon. */
export function withAmpersands(text: string): { readonly text: string; readonly faults: readonly Fault[] } {
  const whole = text.replace(/(?:×|%C3%97)tamp(?==|%3D|%22|")/gi, '&timestamp');
  return { text: whole, faults: whole === text ? [] : [EATEN] };
}

const EATEN: Fault = {
  reason: 'the text holds `×tamp`: `&timestamp` stood unescaped in HTML, where `&times` is the sign `×`',
  fix: 'Escape the `&` as `&amp;` where the page or the mail prints it. If the app sent it right, copy it out of a log.',
};
