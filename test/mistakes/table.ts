// The table of mistakes, in the order of docs/troubleshooting.md.
import type { Mistake } from './mistake.js';
import { APP } from './rows/app.js';
import { CHARGEBACKSTOP } from './rows/chargebackstop.js';
import { CHEETAH } from './rows/cheetah.js';
import { CHEETAH_PAGE } from './rows/cheetah-page.js';
import { DEVHUB } from './rows/devhub.js';
import { PAYNEARME } from './rows/paynearme.js';
import { PAYNEARME_HOSTS } from './rows/paynearme-hosts.js';
import { START_UP } from './rows/start-up.js';

export const MISTAKES: readonly Mistake[] = [
  ...[START_UP, APP, CHARGEBACKSTOP, DEVHUB, CHEETAH, CHEETAH_PAGE, PAYNEARME, PAYNEARME_HOSTS].flat(),
];
