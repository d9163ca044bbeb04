// Reads a pasted URL.
import { fromHtml, joined, withoutSpaces } from './clean.js';
import type { Explained, Fault, Pasted } from './pasted.js';

const ESCAPED: Fault = {
  reason: 'the URL holds `&amp;`: it was HTML-escaped once too often',
  fix:
    'Print the URL with one escaping only (a redirect takes it as it is, an attribute of a template escapes it once). ' +
    'If you copied it out of the source of a page, that is how it has to stand there: copy the link itself.',
};

/** The URL that a longer text holds: the one that has something of the vendor's, or else the first. */
export function urlWithin(text: string, isOurs: (url: string) => boolean): string | undefined {
  // What ends a sentence or a Markdown link is no part of a URL.
  const urls = (text.match(/https?:\/\/[^\s"'<>`\\]+/gi) ?? []).map((url) => url.replace(/[.,;:!?)\]]{1,9}$/, ''));
  return urls.find(isOurs) ?? urls[0];
}

/** Reads text that is a URL as a whole. */
export function readUrl(kind: string, text: string, vendor: Explained): Pasted {
  const notes: string[] = [];
  const faults: Fault[] = [];
  const lines = joined(text);
  let url = lines.text;
  if (/^https?%3A%2F%2F/i.test(url)) {
    url = decoded(url);
    notes.push('The URL was percent-encoded as a whole; it was decoded once.');
  }
  const spaces = withoutSpaces(url);
  // In a DevHub URL a space may also be a `%20` that a log shows decoded.
  const other = vendor === 'devhub' && spaces.text !== url ? url.trim().replace(/\s/g, '%20') : undefined;
  if (/&amp;|&#38;|&#x26;/i.test(spaces.text)) faults.push(ESCAPED);
  const [address, query] = divided(fromHtmlAll(spaces.text));
  return {
    kind,
    method: 'GET',
    address,
    query,
    headers: {},
    ...(other === undefined ? {} : { otherQuery: divided(fromHtmlAll(other))[1] }),
    notes: [...notes, ...lines.notes, ...spaces.notes],
    faults,
  };
}

/** Address and query, without the fragment, which no server sees. */
export function divided(url: string): readonly [address: string, query: string] {
  const [, address = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(url) ?? [];
  return [address, query];
}

/** Escaped twice, it needs to be read twice; nobody escapes it more often. */
function fromHtmlAll(url: string): string {
  return fromHtml(fromHtml(fromHtml(url)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
