// What nobody can know without an account or a browser, and how to see it.
import { unknown, type Check } from './check.js';
import type { Subject } from './subject.js';

/** Chargebackstop and DevHub are never called by the app, so there is nobody to ask. */
export function checksByHand({ vendors, named }: Subject): Check[] {
  const checks: Check[] = [];
  if (vendors.includes('chargebackstop')) {
    const title = `Whether Chargebackstop knows ${named('chargebackstop', 'partnerId')} and the key: not checkable without a browser`;
    const fix = 'Open the URL of `link chargebackstop --email <a member>`. If it is refused, `explain` tells more.';
    checks.push(unknown('chargebackstop.account', title, { fix }));
  }
  if (vendors.includes('devhub')) {
    const title = `Whether DevHub knows ${named('devhub', 'consumerKey')} and the secret: not checkable without a browser`;
    const fix = 'Open a page that loads the widget. If it stays empty, `explain devhub` tells more.';
    checks.push(unknown('devhub.account', title, { fix }));
  }
  return checks;
}
