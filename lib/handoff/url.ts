// Which URLs a partner may have.

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host name is this machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/**
 * Whether text uses only the characters that RFC 3986 lets a URL have. A parser forgives others silently (it drops tabs and line
 * breaks and turns a backslash around), so that what was checked is not what a browser opens.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-2
 */
export function hasOnlyUrlCharacters(value: string): boolean {
  return /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/.test(value);
}

/** What a partner's URL may be, beyond absolute and without credentials. */
export interface UrlRules {
  /** Lets plain http through on any host. Default false. */
  readonly allowInsecure?: boolean;
  /** Refuses a query and a fragment. Default true. */
  readonly bare?: boolean;
}

/** What is wrong with a partner's URL, or nothing. The value itself is never repeated: it may hold a token. */
export function urlProblem(value: unknown, rules?: UrlRules): string | undefined {
  const url = partnerUrl(value, rules);
  return typeof url === 'string' ? url : undefined;
}

/** A partner's URL, or what is wrong with it. */
export function partnerUrl(value: unknown, { allowInsecure = false, bare = true }: UrlRules = {}): URL | string {
  if (typeof value !== 'string' || value === '') return 'must be an absolute URL';
  if (!hasOnlyUrlCharacters(value))
    return 'holds a character that a URL may not have (a space, a line break, a quotation mark?)';
  const url = /^https?:\/\/[^/]/i.test(value) ? parsed(value) : undefined;
  if (url === undefined) return 'must be an absolute URL that starts with https://';
  if (/^https?:\/\/[^/?#]*@/i.test(value)) return 'must not hold a user name or a password';
  if (bare && /[?#]/.test(value)) return 'must not have a query or a fragment. Remove all from the `?` or `#` on';
  if (url.protocol === 'http:' && !allowInsecure && !isLoopback(url.hostname)) {
    return 'must start with https:// (http is for loopback; `allowInsecure: true` lets it through)';
  }
  return url;
}

function parsed(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}

/** A base URL without its trailing slashes, ready to have a path put behind it. */
export function trimSlashes(base: string): string {
  return base.replace(/\/+$/, '');
}
