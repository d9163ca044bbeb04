// The hosts that the app or the browser has to reach.
import { isLoopback, urlProblem } from '../../handoff/url.js';
import type { Vendor } from '../settings.js';
import type { Subject } from './subject.js';
import { URL_PLACES, portalHostsOf, urlOf } from './url-places.js';

/** One host of a vendor. */
export interface Target {
  readonly vendor: Vendor;
  /** The beginning of its checks' ids, like `cheetah.baseUrl`. */
  readonly id: string;
  /** Its scheme, host and port. */
  readonly origin: URL;
  /** Whether the app itself calls it, or the browser alone. */
  readonly by: 'server' | 'browser';
  /** Whether the vendor reads the time of the app's clock there. */
  readonly timed: boolean;
}

/** Each host once for a vendor. One whose URL is wrong is left out: that is told already, and nobody knows who is there. */
export function targetsOf({ vendors, optionsOf }: Subject, faulty: readonly string[]): Target[] {
  const all = vendors.flatMap((vendor): Target[] => {
    const options = optionsOf(vendor);
    const urls = URL_PLACES.filter((place) => place.vendor === vendor).flatMap((place): Target[] => {
      const url = urlOf(place, options);
      if (urlProblem(url, { allowInsecure: true }) !== undefined) return [];
      const { origin } = new URL(url as string);
      const timed = place.option !== 'oauth.tokenUrl';
      return [{ vendor, id: `${vendor}.${place.option}`, origin: new URL(origin), by: place.by, timed }];
    });
    const portals = (vendor === 'paynearme' ? portalHostsOf(options) : []).flatMap((host, index): Target[] => {
      const url = `https://${host}`;
      if (urlProblem(url) !== undefined) return [];
      const origin = new URL(isLoopback(new URL(url).hostname) ? `http://${host}` : url);
      const id = `paynearme.portalHosts${index === 0 ? '' : String(index + 1)}`;
      return [{ vendor, id, origin, by: 'browser', timed: false }];
    });
    return [...urls, ...portals];
  });
  return all
    .filter(({ id }) => !faulty.includes(id))
    .filter(
      (target, index) =>
        all.findIndex(({ vendor, origin }) => vendor === target.vendor && origin.href === target.origin.href) === index,
    );
}
