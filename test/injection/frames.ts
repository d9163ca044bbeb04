// Reads what the documents in a page's frames hold, in ways in which no character can get lost.

import type { Page } from 'playwright-core';

/** What one document holds. */
export interface Found {
  /** Its elements in order, with the names of their attributes; those between the links' marks are not among them. */
  readonly elements: readonly string[];
  /** What a reader sees, but for the links. */
  readonly text: string;
  /** Fields of `stellar_member_state` as JSON, which spells halves of pairs; and whether the raw print is the same. */
  readonly state: { readonly error: string; readonly full: string; readonly short: string; readonly same: boolean };
  readonly links: readonly string[];
  /** Whether the signed widget came. */
  readonly widget: boolean;
}

/** What the frames of a page hold, in order. The load of a page has waited for theirs. */
export function readFrames(page: Page): Promise<Found[]> {
  return page.evaluate(() => {
    interface Globals {
      stellar_member_state?: Record<string, unknown>;
      raw_member_state?: unknown;
      sb?: { uris?: { user?: unknown } };
    }
    return [...document.querySelectorAll('iframe')].map((frame) => {
      const { stellar_member_state: state, raw_member_state: raw, sb } = frame.contentWindow as unknown as Globals;
      const held = frame.contentDocument as Document;
      const json = (field: string): string => JSON.stringify(state?.[field]);
      const links = held.querySelector('[data-devhub-links]') as Element;
      const outside = [...held.querySelectorAll('*')].filter(
        (element) => element === links || !links.contains(element),
      );
      const seen = outside.filter(({ localName }) => localName !== 'script' && localName !== 'title');
      const texts = seen.flatMap((element) => [...element.childNodes].filter(({ nodeType }) => nodeType === 3));
      return {
        elements: outside.map((element) => [element.localName, ...element.getAttributeNames()].join(' ')),
        text: texts.map(({ nodeValue }) => nodeValue?.trim()).join(''),
        state: {
          error: json('sso_error'),
          full: json('full_name'),
          short: json('short_name'),
          same: JSON.stringify(state) === JSON.stringify(raw),
        },
        links: [...links.querySelectorAll('a')].map((link) => link.textContent),
        widget: typeof sb?.uris?.user === 'string',
      };
    });
  });
}
