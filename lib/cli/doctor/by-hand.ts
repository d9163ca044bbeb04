// What nobody can know without an account or a browser, and how to see it.
import { unknown, type Check } from './check.js';
import type { Subject } from './subject.js';

const NAME = 'npx express-partner-sso';

/** Chargebackstop and DevHub are never called by the app, so there is nobody to ask. */
export function checksByHand({ vendors, named }: Subject): Check[] {
  const checks: Check[] = [];
  if (vendors.includes('chargebackstop')) {
    const title = `Whether Chargebackstop knows ${named('chargebackstop', 'partnerId')} and the key: not checkable without a browser`;
    const fix = `Open what \`${NAME} link chargebackstop --email <a member>\` prints. If it is refused, \`${NAME} explain chargebackstop\` tells whether the URL is at fault.`;
    checks.push(unknown('chargebackstop.account', title, { fix }));
  }
  if (vendors.includes('devhub')) {
    const title = `Whether DevHub knows ${named('devhub', 'consumerKey')} and the secret: not checkable without a browser`;
    const fix = `Open a page of yours that loads the widget. If it stays empty, \`${NAME} explain devhub\` with the URL of the script tells whether the signature is at fault.`;
    checks.push(unknown('devhub.account', title, { fix }));
  }
  return checks;
}
