// Chargebackstop: a JWT in a redirect.

import type { Request, RequestHandler } from 'express';
import { COMMON_RULES, settingsOf } from '../../handoff/common.js';
import type { CommonOptions } from '../../handoff/common.js';
import { redirect } from '../../handoff/delivery.js';
import { MASK } from '../../handoff/explain.js';
import type { Explanation } from '../../handoff/explain.js';
import { createHandoff } from '../../handoff/middleware.js';
import { isId, isNumber, isPartnerUrl, isSecret, isText, perRequest } from '../../handoff/checks.js';
import { checkOptions, optional, required } from '../../handoff/options.js';
import type { Check } from '../../handoff/checks.js';
import type { Rules } from '../../handoff/options.js';
import { valueFor } from '../../handoff/per-request.js';
import type { PerRequest } from '../../handoff/per-request.js';
import { Secret } from '../../handoff/secret.js';
import type { SecretOption } from '../../handoff/secret.js';
import type { CheckedUser, PartnerUser } from '../../handoff/user.js';
import { DASHBOARD, HEADER, claimsFor, createSigner, redirectUrl } from './token.js';

const VENDOR = 'chargebackstop';
const SHORT_KEY =
  'HS256 asks for at least 32 (RFC 7518, section 3.2), and each user sees a signature made with it. Ask for a longer key.';

/** Options of `chargebackstopSso()`, besides the common ones. */
export interface ChargebackstopSsoOptions extends CommonOptions {
  /** The partner id: the first id in the dashboard's URL, such as `ptnr_T1Ng7EgYrY7uaKMgPsASE`. Required. */
  partnerId: PerRequest<string>;
  /** The partner SSO key from Settings > Single Sign-On (SSO) for Organisations, used as UTF-8 text. Required. */
  ssoKey: SecretOption;
  /**
   * The dashboard, or your white-label host, such as `https://chargebacks.example.com`: https, no query, no fragment.
   *
   * @default `'https://dashboard.chargebackstop.com'`
   */
  baseUrl?: string | undefined;
  /**
   * Seconds until the token's `exp`, 1 to 900; `false` leaves `exp` out, as the vendor's samples do. The vendor takes no token that is
   * more than 900 seconds old either way.
   *
   * @default `900`
   */
  expiresIn?: number | false | undefined;
}

/** The middleware of `chargebackstopSso()`, with its pure parts. */
export interface ChargebackstopSso extends RequestHandler {
  /**
   * Makes the URL that signs in `user`. Whoever opens it within 15 minutes is signed in: hand it to nobody else. `allow` is not asked.
   *
   * @param user - whom to sign in
   * @param req - for per-request options
   * @throws PartnerSsoError `user_incomplete`, `email_unverified`, `request_invalid`, and `config_invalid` for what a function gave that is
   *   no secret; what your own functions throw comes as it is
   * @example
   * const link = await chargebackstopSso({ partnerId, ssoKey }).createUrl({ id: 7, email: 'jane@example.com' });
   */
  readonly createUrl: (user: PartnerUser, req?: Request) => Promise<string>;
  /**
   * What `createUrl` would do for `user`, step by step, with every secret masked.
   *
   * @param user - whom it would sign in
   * @param req - for per-request options
   * @throws PartnerSsoError `user_incomplete`, `email_unverified`, `request_invalid`, and `config_invalid` for what a function gave that is
   *   no secret; what your own functions throw comes as it is
   */
  readonly explain: (user: PartnerUser, req?: Request) => Promise<Explanation>;
}

const isExpiresIn: Check = (value, options) =>
  value === false || (Number.isInteger(value) && isNumber(1, 900, 'seconds')(value, options) === undefined)
    ? undefined
    : 'must be a whole number of seconds from 1 to 900, or false for no `exp`';

const RULES: Rules<ChargebackstopSsoOptions> = {
  ...COMMON_RULES,
  partnerId: required(perRequest(isId), "It is the first id in the dashboard's URL, like `ptnr_…`."),
  ssoKey: required(isSecret, 'It is made in the dashboard: Settings > Single Sign-On (SSO) for Organisations.'),
  baseUrl: optional(isPartnerUrl),
  expiresIn: optional(isExpiresIn),
};

/**
 * Makes middleware that sends the signed-in user to the Chargebackstop dashboard, signed in.
 *
 * @param given - what the vendor gave you, and the common options
 * @throws PartnerSsoError `config_invalid`, listing everything that is wrong with the options
 * @example
 * app.get('/go/chargebackstop', requireLogin, chargebackstopSso({ partnerId, ssoKey }));
 * @see docs/vendors/chargebackstop.md
 */
export function chargebackstopSso(given: ChargebackstopSsoOptions): ChargebackstopSso {
  const options = checkOptions(VENDOR, given, RULES);
  const settings = settingsOf(options);
  const key = new Secret(options.ssoKey, 'ssoKey', VENDOR, settings, { hmac: SHORT_KEY });
  const baseUrl = options.baseUrl ?? DASHBOARD;
  const sign = createSigner();

  async function prepare(user: CheckedUser, req: Request | undefined) {
    const partnerId = await valueFor('partnerId', options.partnerId, isText, { vendor: VENDOR, req, user });
    return { partnerId, claims: claimsFor(user.email as string, settings.now(), options.expiresIn ?? 900) };
  }

  const handoff = createHandoff<string>(
    {
      name: VENDOR,
      fields: { email: 'required' },
      trustsEmail: true,
      async produce(user, req) {
        const { partnerId, claims } = await prepare(user, req);
        return redirectUrl(baseUrl, partnerId, await sign(claims, await key.bytes(req, user)));
      },
    },
    settings,
  );

  const chargebackstopSsoMiddleware: RequestHandler = (req, res, next) => {
    handoff.launch(req, res, next, (url) => {
      redirect(req, res, url);
    });
  };

  return Object.assign(chargebackstopSsoMiddleware, {
    createUrl: handoff.produce,

    async explain(user: PartnerUser, req?: Request): Promise<Explanation> {
      const checked = handoff.check(user);
      const { partnerId, claims } = await prepare(checked, req);
      return {
        vendor: VENDOR,
        userId: checked.id,
        steps: [
          { title: 'Token header', detail: HEADER },
          { title: 'Token claims', detail: { ...claims } },
          { title: 'Signature', detail: { algorithm: 'HMAC-SHA256 over header.claims', key: MASK, signature: MASK } },
          { title: 'Redirect', detail: redirectUrl(baseUrl, partnerId, MASK) },
        ],
      };
    },
  });
}
