// Where a URL leads, by a look of its own: RFC 3986's grammar first, then the URL that a browser makes of it.

/** What RFC 3986 lets a URL be made of. */
const CHARACTERS = new Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

export interface Place {
  readonly scheme: 'http' | 'https';
  /** As a browser has it: in small letters, without the port that goes without saying. */
  readonly host: string;
  readonly hostname: string;
  readonly hasUser: boolean;
  /** Whether a query or a fragment stands behind it, be it an empty one. */
  readonly hasMore: boolean;
}

/** The place, or nothing where a browser and a plain reading by the grammar do not agree that there is one. */
export function placeOf(url: string): Place | undefined {
  for (const character of url) if (!CHARACTERS.has(character)) return undefined;
  const colon = url.indexOf('://');
  const scheme = url.slice(0, colon).toLowerCase();
  if (colon < 0 || (scheme !== 'http' && scheme !== 'https')) return undefined;
  const rest = url.slice(colon + 3);
  const ends = ['/', '?', '#'].map((end) => rest.indexOf(end)).filter((at) => at >= 0);
  const authority = rest.slice(0, Math.min(rest.length, ...ends));
  if (authority === '') return undefined;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  if (parsed.protocol !== `${scheme}:` || parsed.hostname === '') return undefined;
  return {
    scheme,
    host: parsed.host,
    hostname: parsed.hostname,
    hasUser: authority.includes('@') || parsed.username !== '' || parsed.password !== '',
    hasMore: rest.includes('?') || rest.includes('#'),
  };
}

const isHere = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** Whether a browser may be sent there by a portal that has this one host. */
export function mayOpen(url: string, host: string): boolean {
  const place = placeOf(url);
  return place?.scheme === 'https' && !place.hasUser && place.host === host && url.length <= 8192;
}

/** Whether it may be configured as a partner's own. */
export function mayConfigure(url: string): boolean {
  const place = placeOf(url);
  if (place === undefined || place.hasUser || place.hasMore) return false;
  return place.scheme === 'https' || isHere(place.hostname);
}
