// Notices a script that the page's Content-Security-Policy blocks: the browser says so on its console only, and nobody looks there.

import type { Response } from 'express';
import { SafeHtml } from './html.js';
import { letsScriptRun } from './script-policy.js';
import { warnOnce } from './warnings.js';

/** Gives back a script element for `res.locals`, watched until the first one has been printed. */
export type WatchScript = (script: SafeHtml, res: Response, nonce: string | undefined, src?: string) => SafeHtml;

/**
 * Makes the watch of one factory. It looks when a template prints the element, since only then the policy is there whatever ran first, and
 * a page that prints none has nothing to be told. After the first look it costs nothing any more.
 *
 * @param local - name of the element in `res.locals`, for the warning
 */
export function createScriptWatch(vendor: string, local: string, owner: object): WatchScript {
  let looked = false;

  function look(res: Response, nonce: string | undefined, src: string | undefined): void {
    if (looked) return;
    looked = true;
    const { host } = res.req.headers;
    if (letsScriptRun(res.getHeader('Content-Security-Policy'), { src, nonce, host })) return;
    const why = nonce ? 'has a nonce that is not in it' : 'has no nonce';
    const orHost = src === undefined ? '' : ` Or add ${new URL(src).origin} to \`script-src\`.`;
    const fix =
      "Set the policy's nonce as `res.locals.cspNonce` before the middleware runs, or give the option `nonce`.";
    warnOnce(
      owner,
      'script_blocked',
      `${vendor}: the page's Content-Security-Policy blocks \`${local}\`, which ${why}. ${fix}${orHost}`,
    );
  }

  return (script, res, nonce, src) =>
    looked
      ? script
      : new WatchedHtml(script.toString(), () => {
          look(res, nonce, src);
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
