// The table of errors as data: for each code and each way in, how it is reached, or why it cannot come up there.

import type { Outcome, PartnerSsoErrorCode } from '../../lib/handoff/errors.js';
import type { Reply } from '../support/fake-vendor.js';
import { okReply } from '../support/paynearme-vendor.js';
import { JANE } from '../support/vendor-host.js';
import type { AnyOptions, Entry } from './entries.js';
import type { Asked } from './host.js';

/** A request that is refused, or fails. */
export interface Case {
  readonly asked?: Asked;
  readonly options?: AnyOptions;
  /** What the vendor answers to the call itself. */
  readonly reply?: Reply;
  /** The `Retry-After` of the answer. */
  readonly retryAfter?: string;
  /** True where no event is told. */
  readonly untold?: boolean;
}

/** The code's place in the contract. */
interface Row {
  readonly status: number;
  readonly outcome: Outcome;
  /** How it is reached there, or the reason why it cannot be. */
  readonly at: (entry: Entry) => Case | string;
}

const NO_CALL = 'makes no call to the vendor: what this vendor refuses, it refuses in the browser';

/** Only what calls its vendor can fail by it. */
const whereCalled =
  (made: Case): Row['at'] =>
  ({ vendor }) =>
    vendor === 'cheetah' || vendor === 'paynearme' ? made : NO_CALL;

const everywhere =
  (made: Case): Row['at'] =>
  () =>
    made;

/** Twice the same name in the query is an array. */
const twice = '?x=1&x=2';
const fromQuery = (req: { query: unknown }): string => (req.query as Record<string, string>)['x'] as string;
const INVALID: Readonly<Record<Entry['vendor'], AnyOptions>> = {
  chargebackstop: { partnerId: fromQuery },
  devhub: { consumerKey: fromQuery },
  cheetah: { fields: (req) => ({ match_by: fromQuery(req) }) },
  paynearme: { orderIdentifier: fromQuery },
};

/** A key that a function does not find. */
const blank = (): string => ' ';
const NO_KEY: Readonly<Record<Entry['vendor'], AnyOptions>> = {
  chargebackstop: { ssoKey: blank },
  devhub: { consumerSecret: blank },
  cheetah: { clientSecret: blank },
  paynearme: { secretKey: blank },
};

export const TABLE: Readonly<Record<PartnerSsoErrorCode, Row>> = {
  config_invalid: { status: 500, outcome: 'failed', at: ({ vendor }) => ({ options: NO_KEY[vendor] }) },
  user_missing: {
    status: 401,
    outcome: 'refused',
    at: ({ vendor, gives }) =>
      vendor === 'cheetah' && gives === 'locals'
        ? 'a page that nobody is signed in to has no state, makes no call and goes on'
        : { asked: { user: null } },
  },
  user_incomplete: { status: 422, outcome: 'refused', at: everywhere({ asked: { user: { id: '42' } } }) },
  email_unverified: {
    status: 403,
    outcome: 'refused',
    at: ({ vendor }) => ({
      asked: { user: { ...JANE, emailVerified: false } },
      // Chargebackstop and PayNearMe trust the e-mail; the other two refuse where the host asks for it.
      options: vendor === 'devhub' || vendor === 'cheetah' ? { requireVerifiedEmail: true } : {},
    }),
  },
  not_allowed: { status: 403, outcome: 'refused', at: everywhere({ options: { allow: () => false } }) },
  request_invalid: {
    status: 400,
    outcome: 'refused',
    at: ({ vendor }) => ({ asked: { query: twice }, options: INVALID[vendor] }),
  },
  prefetch_refused: {
    status: 503,
    outcome: 'refused',
    at: ({ gives }) =>
      gives === 'launch'
        ? { asked: { headers: { 'sec-purpose': 'prefetch;prerender' } } }
        : 'sends nobody on: a page and its data are got ready ahead of time as ever',
  },
  cross_site_refused: {
    status: 403,
    outcome: 'refused',
    at: ({ gives }) =>
      gives === 'launch'
        ? { asked: { headers: { 'sec-fetch-site': 'cross-site' } }, options: { sameSite: 'same-origin' } }
        : 'sends nobody on: where a page may be opened from is for the page to say',
  },
  session_missing: {
    status: 500,
    outcome: 'failed',
    at: ({ vendor }) =>
      vendor === 'cheetah' ? { asked: { path: '/logout' }, untold: true } : 'has no session of its own',
  },
  vendor_rejected: { status: 502, outcome: 'failed', at: whereCalled({ reply: { status: 400 } }) },
  vendor_unreachable: { status: 502, outcome: 'failed', at: whereCalled({ reply: 'drop' }) },
  vendor_failed: { status: 502, outcome: 'failed', at: whereCalled({ reply: { status: 500 } }) },
  vendor_invalid_response: { status: 502, outcome: 'failed', at: whereCalled({ reply: { body: '<html>' } }) },
  vendor_untrusted_url: {
    status: 502,
    outcome: 'failed',
    at: ({ vendor }) =>
      vendor === 'paynearme'
        ? { reply: okReply('https://evil.example/sso?token=abc') }
        : 'sends the browser to no URL that the vendor returned',
  },
  vendor_timeout: {
    status: 504,
    outcome: 'failed',
    at: whereCalled({ reply: 'hang', options: { timeoutMs: 100 } }),
  },
  vendor_unavailable: {
    status: 503,
    outcome: 'failed',
    at: whereCalled({ reply: { status: 429, headers: { 'retry-after': '17' } }, retryAfter: '17' }),
  },
};

export const CODES = Object.keys(TABLE) as PartnerSsoErrorCode[];
