// What a page's Content-Security-Policy says of a script element of ours: whether the browser runs it, and if not, why.

import { isLoopback } from './url.js';

/** A header as Node keeps it. */
export type PolicyHeader = number | string | readonly string[] | undefined;

/** A script element, as a policy looks at it. */
export interface ScriptElement {
  /** What it loads; absent for an inline script. */
  readonly src?: string | undefined;
  readonly nonce?: string | undefined;
  /** What the page's own host may be, with or without a port. */
  readonly hosts?: readonly string[];
}

/** Why a script does not run. */
export interface Blocked {
  /** The directive that decides. */
  readonly directive: string;
  /** Whether it has a nonce at all. */
  readonly hasNonce: boolean;
  /** Whether the host of a script can stand in it: under 'strict-dynamic' browsers look at none. */
  readonly takesHosts: boolean;
}

/** The part of one policy that decides about scripts. */
interface Rule {
  readonly directive: string;
  readonly sources: readonly string[];
  /** Whether the browser makes https of http before it looks. */
  readonly upgrades: boolean;
}

const DECIDING = ['script-src-elem', 'script-src', 'default-src'];

/**
 * Why the first policy that blocks the script does so; nothing where it runs, and where that cannot be told for sure.
 *
 * @see https://www.w3.org/TR/CSP3/#match-element-to-source-list
 * @see https://www.w3.org/TR/CSP3/#match-url-to-source-list
 */
export function whyBlocked(header: PolicyHeader, script: ScriptElement): Blocked | undefined {
  const rules = String(header ?? '')
    .split(',')
    .map(ruleOf);
  const blocking = rules.find((rule) => rule !== undefined && !lets(rule, script));
  return (
    blocking && {
      directive: blocking.directive,
      hasNonce: has(blocking.sources, /^'nonce-/i),
      takesHosts: !has(blocking.sources, STRICT),
    }
  );
}

/** What a policy has for script elements: the most special directive that there is; of two of one name, the first counts. */
function ruleOf(policy: string): Rule | undefined {
  const directives = new Map<string, readonly string[]>();
  for (const text of policy.split(';')) {
    const [name = '', ...sources] = text.trim().split(/\s+/);
    if (!directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  const directive = DECIDING.find((name) => directives.has(name));
  if (directive === undefined) return undefined;
  const upgrades = directives.has('upgrade-insecure-requests');
  return { directive, sources: directives.get(directive) ?? [], upgrades };
}

const STRICT = /^'strict-dynamic'$/i;

function lets({ sources, upgrades }: Rule, { src, nonce, hosts = [] }: ScriptElement): boolean {
  if (nonce && sources.some((source) => /^'nonce-/i.test(source) && source.slice(7, -1) === nonce)) return true;
  if (src === undefined) return letsInline(sources);
  const url = new URL(src);
  if (upgrades && url.protocol === 'http:' && !isLoopback(url.hostname)) return true;
  return !has(sources, STRICT) && sources.some((source) => letsLoad(source.toLowerCase(), url, hosts));
}

function letsInline(sources: readonly string[]): boolean {
  // It may be the hash of this very script: nothing is said where nothing is sure.
  if (has(sources, /^'sha\d/i)) return true;
  return !has(sources, /^'nonce-/i) && !has(sources, STRICT) && has(sources, /^'unsafe-inline'$/i);
}

/** Whether a source is of this URL. Its path is not looked at. */
function letsLoad(source: string, url: URL, hosts: readonly string[]): boolean {
  if (source === "'self'") return hosts.some((host) => isOwn(host.toLowerCase(), url));
  if (source.startsWith("'")) return false;
  const schemeAlone = /^([a-z][a-z0-9+.-]*):$/.exec(source)?.[1];
  if (schemeAlone !== undefined) return isScheme(schemeAlone, url);
  const [, scheme, name = '', port] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?/.exec(source) ?? [];
  return (scheme === undefined || isScheme(scheme, url)) && isHost(name, url) && isPort(port, url);
}

/** Behind a proxy the port is not to be known, so that the name is enough; on one's own machine the port makes the difference. */
const isOwn = (host: string, { host: asked, hostname }: URL): boolean =>
  host === asked || (!isLoopback(hostname) && host.replace(/:\d+$/, '') === hostname);

/** A policy of http is one of https, too. */
const isScheme = (scheme: string, { protocol }: URL): boolean =>
  `${scheme}:` === protocol || (scheme === 'http' && protocol === 'https:');

const isHost = (name: string, { hostname }: URL): boolean =>
  name === '*' || (name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : name === hostname);

/** A source without a port is of the scheme's own, which a URL does not show. */
const isPort = (port: string | undefined, { port: own }: URL): boolean =>
  port === '*' || port === own || (own === '' && [undefined, '80', '443'].includes(port));

const has = (sources: readonly string[], pattern: RegExp): boolean => sources.some((source) => pattern.test(source));
