// HTML by template, with everything in it escaped that is not markup already.
import { escapeHtml } from '../handoff/html.js';

/** Markup that is safe to send: only {@link html} makes it. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | undefined | readonly (Markup | undefined)[];

/** Builds markup. Text is escaped, for an element as well as for a quoted attribute; `undefined` is nothing. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(literals.reduce((whole, literal, index) => whole + write(parts[index - 1]) + literal));
}

function write(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map((item) => item?.text ?? '').join('');
}
