// PayNearMe: a signed API call, then a redirect to the URL that it returns.

import type { Request, RequestHandler } from 'express';
import { settingsOf } from '../../handoff/common.js';
import { redirect } from '../../handoff/delivery.js';
import { MASK } from '../../handoff/explain.js';
import type { Explanation } from '../../handoff/explain.js';
import { createHandoff } from '../../handoff/middleware.js';
import { checkOptions } from '../../handoff/options.js';
import { Secret } from '../../handoff/secret.js';
import type { PartnerUser } from '../../handoff/user.js';
import { Breaker } from '../../http/breaker.js';
import { createHttpClient } from '../../http/client.js';
import { Deadline } from '../../http/deadline.js';
import { refuseAmbiguous } from './ambiguity.js';
import { PaynearmeApi, agentSsoUrl, timestampAt, withVersion } from './api.js';
import { ENVIRONMENTS } from './environments.js';
import type { Environment } from './environments.js';
import { RULES, contradictions } from './rules.js';
import type { PaynearmeAgentSso, PaynearmeAgentSsoOptions } from './options.js';
import { fixedParameters, parametersFor } from './parameters.js';
import { stringToSign } from './signature.js';
import { parsedHosts, trustedUrl } from './sso-url.js';

export type { TokenStore } from '../../http/shared-tokens.js';
export type { PaynearmeAgentSso, PaynearmeAgentSsoOptions, PaynearmeOAuth } from './options.js';

const VENDOR = 'paynearme';
const SHORT_KEY = 'HMAC-SHA256 asks for at least 32 (RFC 2104, section 3). Ask whether you can have a longer key.';
const NAME_FIELDS = { firstName: 'optional', lastName: 'optional', fullName: 'optional' } as const;

/**
 * Makes middleware that sends the signed-in user, as an agent, to PayNearMe's Business Portal.
 *
 * @param given - what the vendor gave you, and the common options
 * @throws PartnerSsoError `config_invalid`, listing everything that is wrong with the options
 * @example
 * const handler = paynearmeAgentSso({
 *   environment: 'sandbox',
 *   siteIdentifier: 'S2155373459',
 *   secretKey: secret,
 *   agentRole: 'agent',
 * });
 * app.get('/go/paynearme', requireLogin, handler);
 * @see docs/vendors/paynearme.md
 */
export function paynearmeAgentSso(given: PaynearmeAgentSsoOptions): PaynearmeAgentSso {
  const options = checkOptions(VENDOR, given, RULES, contradictions);
  const settings = settingsOf(options);
  const { timeoutMs, now } = settings;
  const { apiUrl, portalHosts } =
    options.environment === undefined ? (options as Environment) : ENVIRONMENTS[options.environment];
  const secretKey =
    options.secretKey === undefined
      ? undefined
      : new Secret(options.secretKey, 'secretKey', VENDOR, settings, { hmac: SHORT_KEY });
  const oauth = options.oauth && {
    ...options.oauth,
    clientSecret: new Secret(options.oauth.clientSecret, 'oauth.clientSecret', VENDOR, settings, { shared: true }),
  };
  const api = new PaynearmeApi(
    { apiUrl, oauth, tokenStore: options.tokenStore, timeoutMs, now },
    createHttpClient(VENDOR, timeoutMs, settings.dispatcher),
  );
  const fixed = fixedParameters(options);
  const trusted = parsedHosts(portalHosts);
  const breaker = new Breaker({ vendor: VENDOR, now });

  const handoff = createHandoff<string>(
    {
      name: VENDOR,
      fields: {
        ...(options.agentEmail === undefined && { email: 'required' as const }),
        ...(options.agentName === undefined && NAME_FIELDS),
      },
      trustsEmail: true,
      async produce(user, req) {
        const ssoUrl = await Deadline.run(VENDOR, timeoutMs, async (deadline) => {
          const parameters = await deadline.host('parameters or agent options', () =>
            parametersFor(options, user, req),
          );
          const fields = withVersion(parameters, now());
          if (secretKey) refuseAmbiguous(fields, fixed);
          const key = secretKey && (await deadline.host('secretKey', () => secretKey.bytes(req, user)));
          // The host may have taken its time.
          fields['timestamp'] = timestampAt(now());
          return breaker.run(() => deadline.race(api.agentSso(fields, deadline, key)));
        });
        return trustedUrl(ssoUrl, trusted, options.allowInsecure ?? false);
      },
    },
    settings,
  );

  const paynearmeAgentSsoMiddleware: RequestHandler = (req, res, next) => {
    handoff.launch(req, res, next, (url) => {
      redirect(req, res, url);
    });
  };

  return Object.assign(paynearmeAgentSsoMiddleware, {
    createUrl: handoff.produce,

    async explain(user: PartnerUser, req?: Request): Promise<Explanation> {
      const checked = handoff.check(user);
      const parameters = withVersion(await parametersFor(options, checked, req), now());
      if (secretKey) refuseAmbiguous(parameters, fixed);
      const signing = { title: 'String to sign', detail: stringToSign(parameters) };
      const proof = oauth ? { authorization: `Bearer ${MASK}` } : { signature: MASK };
      return {
        vendor: VENDOR,
        userId: checked.id,
        steps: [
          ...(oauth ? [] : [signing]),
          { title: 'Call', detail: { method: 'POST', url: agentSsoUrl(apiUrl), parameters, ...proof } },
          {
            title: 'Redirect',
            detail: `to the sso_url of the answer, if its host is one of ${portalHosts.join(', ')}`,
          },
        ],
      };
    },
  });
}
