// Notices an inline script that the page's Content-Security-Policy blocks: the browser says so on its console only, and nobody looks there.

import type { Response } from 'express';
import { SafeHtml } from './html.js';
import { warnOnce } from './warnings.js';

/** Gives back a script element for `res.locals`, watched until the first one has been printed. */
export type WatchScript = (script: SafeHtml, res: Response, nonce: string | undefined) => SafeHtml;

/**
 * Makes the watch of one factory. It looks when a template prints the element, since only then the policy is there whatever ran first, and
 * a page that prints none has nothing to be told. After the first look it costs nothing any more.
 *
 * @param local - name of the element in `res.locals`, for the warning
 */
export function createScriptWatch(vendor: string, local: string, owner: object): WatchScript {
  let looked = false;

  function look(res: Response, nonce: string | undefined): void {
    if (looked) return;
    looked = true;
    if (letsInlineScriptRun(res.getHeader('Content-Security-Policy'), nonce)) return;
    const why = nonce ? 'has a nonce that is not in it' : 'has no nonce';
    const fix =
      "Set the policy's nonce as `res.locals.cspNonce` before the middleware runs, or give the option `nonce`.";
    warnOnce(
      owner,
      'script_blocked',
      `${vendor}: the page's Content-Security-Policy blocks \`${local}\`, which ${why}. ${fix}`,
    );
  }

  return (script, res, nonce) =>
    looked
      ? script
      : new WatchedHtml(script.toString(), () => {
          look(res, nonce);
        });
}

/** Text tells when it is printed: whatever an engine does with a string object, it asks for one of these first. */
class WatchedHtml extends SafeHtml {
  readonly #printed: () => void;

  constructor(html: string, printed: () => void) {
    super(html);
    this.#printed = printed;
  }

  override toString(): string {
    this.#printed();
    return super.toString();
  }

  override valueOf(): string {
    return this.toString();
  }
}

/**
 * Whether every policy of the header lets an inline script run that has this nonce, or none.
 *
 * @see https://www.w3.org/TR/CSP3/#match-element-to-source-list
 */
export function letsInlineScriptRun(header: number | string | readonly string[] | undefined, nonce = ''): boolean {
  return String(header ?? '')
    .split(',')
    .every((policy) => {
      const sources = scriptSources(policy);
      if (sources === undefined) return true;
      // It may be the hash of this very script: nothing is said where nothing is sure.
      if (sources.some((source) => /^'sha\d/i.test(source))) return true;
      if (sources.some((source) => /^'(?:nonce-|strict-dynamic')/i.test(source)))
        return nonce !== '' && sources.includes(`'nonce-${nonce}'`);
      return sources.some((source) => /^'unsafe-inline'$/i.test(source));
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
