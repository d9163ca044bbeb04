// Finds a secret in a text, however it is written there. Plain searches only: a pattern made of a secret could take for ever, or tell it
// in its own error.

import { escapeHtml, jsonForScript } from '../handoff/html.js';

/** How often a text may have been escaped, one way upon another. */
const MOST_LAYERS = 3;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", commat: '@' };

/** A secret in the encodings that vendors use. */
export function encodingsOf(secret: string): string[] {
  const percent = encodeURIComponent(secret.toWellFormed());
  const strict = percent.replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  const inJson = [JSON.stringify(secret), jsonForScript(secret)].map((json) => json.slice(1, -1));
  return [secret, percent, strict, form, escapeHtml(secret), ...inJson, ...inBase(secret)];
}

/** Puts `instead` in every place of `hidden`, in letters of either case. */
export function withoutText(text: string, hidden: string, instead: string): string {
  const [within, wanted] = [lower(text), lower(hidden)];
  let result = '';
  let from = 0;
  for (let at = within.indexOf(wanted); at !== -1; at = within.indexOf(wanted, from)) {
    result += text.slice(from, at) + instead;
    from = at + wanted.length;
  }
  return result + text.slice(from);
}

/** Whether a text holds a secret, each character of it raw or escaped as in URLs, JSON or HTML, up to three times over. */
export function holdsInAnySpelling(text: string, secret: string): boolean {
  const texts = layersOf(text);
  const wanted = [...layersOf(secret), ...inBase(secret).map(plain)].filter((needle) => needle.length >= 4);
  return texts.some((layer) => wanted.some((needle) => layer.includes(needle)));
}

/** The text, and what is left of it when one layer of escapes after another is taken off. */
function layersOf(text: string): string[] {
  const layers = [text];
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) layers.push(decoded(layers.at(-1) as string));
  return layers.map(plain);
}

function decoded(text: string): string {
  return text
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
    .replace(/\\+u([0-9a-f]{4})/gi, (_all, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi,
      (all, decimal?: string, hex?: string, name?: string) => {
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
        return code <= 0x10ffff ? String.fromCodePoint(code) : all;
      },
    );
}

/** Without what differs between spellings: case, backslashes, and the plus of a form's space. */
function plain(text: string): string {
  return lower(text.replaceAll('\\', '').replaceAll('+', ' '));
}

/** ASCII letters only: the length stays. */
function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function inBase(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = bytes.toString('base64');
  return [base64, base64.replace(/=+$/, ''), bytes.toString('base64url'), bytes.toString('hex')];
}
