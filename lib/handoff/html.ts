// Text made safe for the place in a page where it lands.

/** Escapes text for an HTML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/**
 * Writes a value as JSON that stays inert inside a script element: no `<` or `>` can end the element or open a comment,
 * and U+2028 and U+2029 cannot end a line in old JavaScript. Parsed, it is the same value to the letter.
 */
export function jsonForScript(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/[<>&\u2028\u2029]/.test(json)) return json;
  return json
    .replaceAll('&', '\\u0026')
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/**
 * HTML that a template prints as it is. It is a string object, so that every engine can concatenate it; Handlebars knows
 * it by `toHTML` and leaves it unescaped even between double braces. The README has the line for each engine.
 */
export class SafeHtml extends String {
  /** The markup, as Handlebars asks for it. */
  toHTML(): string {
    return this.toString();
  }
}

/** A script element around inline code; `nonce` is what the page's Content-Security-Policy allows. */
export function inlineScript(code: string, nonce?: string): SafeHtml {
  return new SafeHtml(`<script${nonceAttribute(nonce)}>${code}</script>`);
}

/** A script element that loads `src`. */
export function externalScript(src: string, nonce?: string): SafeHtml {
  return new SafeHtml(`<script src="${escapeHtml(src)}"${nonceAttribute(nonce)}></script>`);
}

function nonceAttribute(nonce: string | undefined): string {
  return nonce ? ` nonce="${escapeHtml(nonce)}"` : '';
}
