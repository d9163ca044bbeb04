// What a page's Content-Security-Policy says of a script element of ours: whether the browser runs it.

/** A header as Node keeps it. */
export type PolicyHeader = number | string | readonly string[] | undefined;

/** A script element, as a policy looks at it. */
export interface ScriptElement {
  /** What it loads; absent for an inline script. */
  readonly src?: string | undefined;
  readonly nonce?: string | undefined;
  /** The `Host` header of the page, to know whether `src` is of the page's own origin. */
  readonly host?: string | undefined;
}

/**
 * Whether every policy of the header lets the script run. Where that cannot be told for sure, it does.
 *
 * @see https://www.w3.org/TR/CSP3/#match-element-to-source-list
 * @see https://www.w3.org/TR/CSP3/#match-url-to-source-list
 */
export function letsScriptRun(header: PolicyHeader, script: ScriptElement): boolean {
  return String(header ?? '')
    .split(',')
    .every((policy) => {
      const sources = scriptSources(policy);
      if (sources === undefined) return true;
      if (script.nonce && sources.includes(`'nonce-${script.nonce}'`)) return true;
      return script.src === undefined
        ? letsInline(sources)
        : !has(sources, /^'strict-dynamic'$/i) && letsLoad(sources, new URL(script.src), script.host);
    });
}

/** The sources of script elements: those of the most special directive that there is; of two of one name, the first counts. */
function scriptSources(policy: string): readonly string[] | undefined {
  const directives = new Map<string, readonly string[]>();
  for (const directive of policy.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/);
    if (!directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives.get('script-src-elem') ?? directives.get('script-src') ?? directives.get('default-src');
}

function letsInline(sources: readonly string[]): boolean {
  // It may be the hash of this very script: nothing is said where nothing is sure.
  if (has(sources, /^'sha\d/i)) return true;
  return !has(sources, /^'(?:nonce-|strict-dynamic')/i) && has(sources, /^'unsafe-inline'$/i);
}

function letsLoad(sources: readonly string[], url: URL, host: string | undefined): boolean {
  return sources.some((source) => {
    if (source.toLowerCase() === "'self'") return url.host === host;
    return !source.startsWith("'") && isOf(url, source.toLowerCase());
  });
}

/** Whether a URL is of a scheme (`https:`), or of a host with what may stand around it (`https://*.a.example:*`). Paths are not looked at. */
function isOf(url: URL, source: string): boolean {
  const [, scheme, name, port] =
    /^([a-z][a-z0-9+.-]*):$/.exec(source) ?? /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?/.exec(source) ?? [];
  const isScheme =
    scheme === undefined || `${scheme}:` === url.protocol || (scheme === 'http' && url.protocol === 'https:');
  if (!isScheme || name === undefined || name === '*') return isScheme;
  const isHost = name.startsWith('*.') ? url.hostname.endsWith(name.slice(1)) : name === url.hostname;
  return isHost && (port === '*' || port === url.port || (url.port === '' && [undefined, '80', '443'].includes(port)));
}

const has = (sources: readonly string[], pattern: RegExp): boolean => sources.some((source) => pattern.test(source));
