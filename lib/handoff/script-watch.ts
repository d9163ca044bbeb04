// Notices a script that the page's Content-Security-Policy blocks: the browser says so on its console only, and nobody looks there.

import type { Response } from 'express';
import { SafeHtml } from './html.js';
import { whyBlocked } from './script-policy.js';
import type { Blocked, ScriptElement } from './script-policy.js';
import { warnOnce } from './warnings.js';

/** Gives back a script element for `res.locals`, watched until the first one has been printed. */
export type WatchScript = (script: SafeHtml, res: Response, nonce: string | undefined, src?: string) => SafeHtml;

/**
 * Makes the watch of one element of one factory. It looks when a template prints the element, since only then the policy is there whatever
 * ran first, and a page that prints none has nothing to be told. After the first look it costs nothing any more.
 *
 * @param local - name of the element in `res.locals`, for the warning
 */
export function createScriptWatch(vendor: string, local: string): WatchScript {
  // Each element is warned of by itself: what mends one may leave the other.
  const ofElement = {};
  let looked = false;

  function look(res: Response, script: ScriptElement): void {
    if (looked) return;
    looked = true;
    const blocked = blockedIn(res, script);
    if (blocked === undefined) return;
    const why = script.nonce ? 'has a nonce that is not in it' : 'has no nonce';
    const told = `${vendor}: the page's Content-Security-Policy blocks \`${local}\`, which ${why}.`;
    warnOnce(ofElement, 'script_blocked', `${told} ${fixOf(blocked, script.src)}`);
  }

  return (script, res, nonce, src) =>
    looked
      ? script
      : new WatchedHtml(script.toString(), () => {
          look(res, { src, nonce });
        });
}

/** A template is printing: whatever stands in for a response in a host's test, nothing is thrown. */
function blockedIn(res: Response, script: ScriptElement): Blocked | undefined {
  try {
    const { host, 'x-forwarded-host': forwarded } = res.req.headers;
    const hosts = `${String(host)},${String(forwarded)}`.split(',').map((text) => text.trim());
    return whyBlocked(res.getHeader('Content-Security-Policy'), { ...script, hosts });
  } catch {
    return undefined;
  }
}

function fixOf({ directive, hasNonce, takesHosts }: Blocked, src: string | undefined): string {
  const nonce = hasNonce
    ? "Set the policy's nonce as `res.locals.cspNonce` before the middleware runs, or give the option `nonce`."
    : 'The policy has no nonce: make a new one for each answer, set it as `res.locals.cspNonce` before the middleware runs, ' +
      `and add it to \`${directive}\` as \`'nonce-…'\`.`;
  return src === undefined || !takesHosts ? nonce : `${nonce} Or add ${new URL(src).origin} to \`${directive}\`.`;
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
