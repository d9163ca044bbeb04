// Mistakes in the configuration, which an app or `doctor` tells at the start.
import { partnerSso, type PartnerSsoOptions } from '../../../lib/router.js';
import { thrownBy, type Bench } from '../bench.js';
import { rowsOf, type Evidence } from '../mistake.js';

const STOPS = 'The app does not start: `config_invalid`';
const LOG = 'The log warns, and the app works';

type Vendor = keyof Bench['sandbox']['options'];

/** An app starts with these settings, and `doctor` looks at them. */
async function start(bench: Bench, vendor: Vendor, change: Record<string, unknown>): Promise<Evidence> {
  const options = { [vendor]: { ...bench.sandbox.options[vendor], ...change } };
  return { error: thrownBy(() => partnerSso(options as PartnerSsoOptions)), doctor: await bench.doctor(options) };
}

export const START_UP = rowsOf(
  {
    id: 'key-with-line-break',
    section: 'Start-up',
    symptom: STOPS,
    make: (bench, wrong) =>
      start(bench, 'chargebackstop', wrong ? { ssoKey: `${bench.sandbox.options.chargebackstop.ssoKey}\n` } : {}),
    says: {
      error: { cause: /`chargebackstop\.ssoKey` begins or ends with white space/, fix: /Trim it/ },
      doctor: {
        cause: /^chargebackstop\.ssoKey\.whitespace: .* white space or a line break/m,
        fix: /Trim it. A key read from a file ends in the line break of that file/,
      },
    },
  },
  {
    id: 'variable-not-set',
    section: 'Start-up',
    symptom: STOPS,
    make: (bench, wrong) => start(bench, 'paynearme', wrong ? { secretKey: undefined } : {}),
    says: {
      error: { cause: /`paynearme\.secretKey` is missing/, fix: /secret key|`oauth`/ },
      doctor: {
        cause: /^paynearme\.secretKey\.missing: `paynearme\.secretKey` is missing/m,
        fix: /secret key|`oauth`/,
      },
    },
  },
  {
    id: 'unknown-option',
    section: 'Start-up',
    symptom: STOPS,
    make: (bench, wrong) => start(bench, 'cheetah', wrong ? { memberTTL: 60 } : { memberTtl: 60 }),
    says: {
      error: { cause: /`cheetah\.memberTTL` is not an option/, fix: /Did you mean `memberTtl`\?/ },
      doctor: { cause: /`cheetah\.memberTTL` is not an option/, fix: /Did you mean `memberTtl`\?/ },
    },
  },
  {
    id: 'base-uri-with-query',
    section: 'Start-up',
    symptom: STOPS,
    make: (bench, wrong) => {
      const { baseWidgetUri } = bench.sandbox.options.devhub;
      return start(bench, 'devhub', wrong ? { baseWidgetUri: `${baseWidgetUri}?brand=7` } : {});
    },
    says: {
      error: { cause: /`devhub\.baseWidgetUri` must not have a query or a fragment/, fix: /must not have a query/ },
      doctor: { cause: /^devhub\.baseWidgetUri\.query: .* has a query/m, fix: /Leave out all from the `\?` or `#` on/ },
    },
  },
  {
    id: 'quoted-id',
    section: 'Start-up',
    symptom: STOPS,
    make: (bench, wrong) => {
      const { clientId } = bench.sandbox.options.cheetah;
      return start(bench, 'cheetah', wrong ? { clientId: `'${clientId}'` } : {});
    },
    says: {
      error: { cause: /`cheetah\.clientId` has quotation marks around it/, fix: /Take them off/ },
      doctor: { cause: /^cheetah\.clientId\.quotes: .* quotation marks around it/m, fix: /became part of the value/ },
    },
  },
  {
    id: 'site-ids-as-text',
    section: 'Start-up',
    symptom: STOPS,
    make: (bench, wrong) => start(bench, 'devhub', wrong ? { siteIds: '12345,23145' } : {}),
    says: {
      error: { cause: /`devhub\.siteIds` .* not a string/, fix: /must be an array of site ids/ },
      doctor: { cause: /`devhub\.siteIds` is not what it has to be/, fix: /must be an array of site ids/ },
    },
  },
  {
    id: 'id-as-key',
    section: 'Start-up',
    symptom: 'The app starts, and `doctor` says that a key is wrong',
    make: async (bench, wrong) => {
      const { doctor = '' } = await start(
        bench,
        'chargebackstop',
        wrong ? { ssoKey: 'ptnr_Ab12Cd34Ef56Gh78Ij90' } : {},
      );
      return { doctor };
    },
    says: {
      doctor: {
        cause: /^chargebackstop\.ssoKey\.id: .* holds the id, not the key/m,
        fix: /Put the key there, and the id into `chargebackstop\.partnerId`/,
      },
    },
  },
  {
    id: 'quoted-key',
    section: 'Start-up',
    symptom: 'The app starts, and `doctor` says that a key is wrong',
    make: (bench, wrong) => {
      const { secretKey } = bench.sandbox.options.paynearme;
      return start(bench, 'paynearme', wrong ? { secretKey: `"${secretKey}"` } : {});
    },
    says: {
      warning: {
        cause: /^PARTNER_SSO_QUOTED_SECRET paynearme: `secretKey` has quotation marks around it/m,
        fix: /Take them off, unless the vendor shows them, too/,
      },
      doctor: {
        cause: /^paynearme\.secretKey\.quotes: .* quotation marks around it/m,
        fix: /became part of the value/,
      },
    },
  },
  {
    id: 'short-key',
    section: 'Start-up',
    symptom: LOG,
    make: (bench, wrong) => start(bench, 'devhub', wrong ? { consumerSecret: 'only-24-characters-of-it' } : {}),
    says: {
      warning: {
        cause: /^PARTNER_SSO_SHORT_KEY devhub: `consumerSecret` is shorter than 32 bytes/m,
        fix: /Ask for a longer one/,
      },
      doctor: { cause: /^devhub\.consumerSecret\.short: /m, fix: /See whether all of it was pasted/ },
    },
  },
);
