// Mistakes with DevHub: the signature, the values, the page that holds the widget.
import helmet from 'helmet';
import { JANE } from '../bench.js';
import { rowsOf } from '../mistake.js';
import { cacheOfPages, load, ownSigner, PAGE } from './widget-page.js';

const EMPTY = 'The page shows no links to Site Builder';

export const DEVHUB = rowsOf(
  {
    id: 'key-and-secret-swapped',
    section: 'DevHub',
    symptom: EMPTY,
    make: (bench, wrong) => {
      const { consumerKey, consumerSecret } = bench.sandbox.options.devhub;
      return load(bench, { options: wrong ? { consumerKey: consumerSecret, consumerSecret: consumerKey } : {} });
    },
    says: {
      sandbox: { cause: /key and secret are swapped/, fix: /Exchange the two values/ },
      explain: { cause: /key and secret are swapped/, fix: /Exchange the two values/ },
    },
  },
  {
    id: 'wrong-consumer',
    section: 'DevHub',
    symptom: EMPTY,
    make: (bench, wrong) => load(bench, { options: wrong ? { consumerKey: 'of-another-brand' } : {} }),
    says: {
      sandbox: { cause: /`oauth_consumer_key` is another: "of-another-brand"/, fix: /out of the same mail of DevHub/ },
      explain: { cause: /`oauth_consumer_key` is another: "of-another-brand" was sent/, fix: /Send the value of/ },
    },
  },
  {
    id: 'blank-first-name',
    section: 'DevHub',
    symptom: EMPTY,
    make: (bench, wrong) => ownSigner(bench, wrong ? { first_name: '' } : {}),
    says: {
      sandbox: {
        cause: /`first_name` was sent as an empty value, which DevHub drops/,
        fix: /Leave blank parameters out/,
      },
      explain: {
        cause: /`first_name` was sent as an empty value, which DevHub drops/,
        fix: /Leave blank parameters out/,
      },
    },
  },
  {
    id: 'changed-after-signing',
    section: 'DevHub',
    symptom: EMPTY,
    make: (bench, wrong) => ownSigner(bench, {}, wrong ? { partner_site_ids: '12345' } : {}),
    says: {
      sandbox: { cause: /`partner_site_ids` was added after signing/, fix: /Sign all parameters, and add none later/ },
      explain: { cause: /`partner_site_ids` was added after signing/, fix: /Sign all parameters, and add none later/ },
    },
  },
  {
    id: 'printed-twice',
    section: 'DevHub',
    symptom: EMPTY,
    make: (bench, wrong) =>
      load(bench, { template: `${PAGE}${wrong ? '<script src="<%= locals.devhub_widget_uri %>"></script>' : ''}` }),
    says: {
      sandbox: { cause: /this nonce was used before/, fix: /print the signed URI once/ },
    },
  },
  {
    id: 'widget-blocked',
    section: 'DevHub',
    symptom: EMPTY,
    make: (bench, wrong) => {
      const { origin } = new URL(bench.sandbox.options.devhub.baseWidgetUri);
      const directives = { 'script-src': ["'self'", origin] };
      return load(bench, { before: helmet(wrong ? {} : { contentSecurityPolicy: { directives } }) });
    },
    says: {
      warning: {
        cause: /^PARTNER_SSO_SCRIPT_BLOCKED devhub: .* blocks `devhub_widget_script`, which has no nonce/m,
        fix: /Or add http:\/\/127\.0\.0\.1:\d+ to `script-src`/,
      },
    },
  },
  {
    id: 'page-cached',
    section: 'DevHub',
    symptom: 'The first view works, and the second does not',
    make: (bench, wrong) => load(bench, { loads: 2, ...(wrong ? { before: cacheOfPages() } : {}) }),
    says: {
      sandbox: {
        cause: /this nonce was used before.*let no cache keep the page/,
        fix: /Keep `Cache-Control: no-store`/,
      },
    },
  },
  {
    id: 'percent-escape',
    section: 'DevHub',
    symptom: 'It works for me and not for sam, who sees 422',
    make: (bench, wrong) => load(bench, { user: { ...JANE, firstName: wrong ? 'Jane%20Ann' : 'Jane Ann' } }),
    says: {
      error: {
        cause: /`firstName` holds a percent escape such as `%20`, which DevHub decodes twice/,
        fix: /Fix the account, or the `resolveUser` option/,
      },
    },
  },
  {
    id: 'no-user-id',
    section: 'DevHub',
    symptom: 'It works for me and not for sam, who sees 422',
    make: (bench, wrong) => load(bench, { user: { ...JANE, id: wrong ? undefined : '42' } }),
    says: {
      error: { cause: /The user's `id` is missing/, fix: /the `resolveUser` option if it reads the wrong field/ },
    },
  },
  {
    id: 'devhub-clock',
    section: 'DevHub',
    symptom: EMPTY,
    make: async (bench, wrong) => {
      const now = (): number => Date.now() + (wrong ? 20 * 60_000 : 0);
      const { devhub } = bench.sandbox.options;
      return { ...(await load(bench, { options: { now } })), doctor: await bench.doctor({ devhub }, { now }) };
    },
    says: {
      sandbox: { cause: /`oauth_timestamp` is (?:19|20) minutes in the future/, fix: /Set the clock of the server/ },
      doctor: { cause: /clock is 20 minutes ahead of 127\.0\.0\.1/, fix: /follow a time server \(NTP\)/ },
      explain: { cause: /`oauth_timestamp` is (?:19|20) minutes in the future/, fix: /Set the clock of the server/ },
    },
  },
);
