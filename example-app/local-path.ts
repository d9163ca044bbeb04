// Keeps `?next=` inside this site: anything that a browser would read as another origin becomes the home page.

const BASE = 'http://portal.invalid';

/** The path and query of `value` if it stays on this site, else `/`. */
export function localPath(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/') || !URL.canParse(value, BASE)) return '/';
  const { origin, pathname, search } = new URL(value, BASE);
  // Resolving dots can bring forth a leading `//` that was not there before: `/.//evil.example`.
  if (origin !== BASE || pathname.startsWith('//') || pathname === '/login') return '/';
  return pathname + search;
}
