// PayNearMe from the environment: new accounts sign in by OAuth 2.0, older ones sign each call with a secret key.
import type { PaynearmeAgentSsoOptions } from 'express-partner-sso';
import { group, one, type Environment } from './variables.js';

const OAUTH = ['PAYNEARME_OAUTH_TOKEN_URL', 'PAYNEARME_OAUTH_CLIENT_ID', 'PAYNEARME_OAUTH_CLIENT_SECRET'] as const;
const OPTIONAL = ['PAYNEARME_ENVIRONMENT', 'PAYNEARME_API_URL', 'PAYNEARME_PORTAL_HOSTS'] as const;

export type PaynearmeSettings = Omit<PaynearmeAgentSsoOptions, 'agentRole'>;

export function paynearme(env: Environment, problems: string[]): PaynearmeSettings | undefined {
  const byOauth = OAUTH.some((name) => env[name]);
  if (byOauth && env['PAYNEARME_SECRET_KEY']) {
    problems.push('Give PAYNEARME_SECRET_KEY or the PAYNEARME_OAUTH_ variables, not both.');
    return undefined;
  }
  const place = placeOf(env, problems);
  if (byOauth) {
    const given = group(env, problems, ['PAYNEARME_SITE_IDENTIFIER', ...OAUTH], OPTIONAL);
    return (
      given && {
        siteIdentifier: given.PAYNEARME_SITE_IDENTIFIER,
        ...place,
        oauth: {
          tokenUrl: given.PAYNEARME_OAUTH_TOKEN_URL,
          clientId: given.PAYNEARME_OAUTH_CLIENT_ID,
          clientSecret: given.PAYNEARME_OAUTH_CLIENT_SECRET,
        },
      }
    );
  }
  const given = group(env, problems, ['PAYNEARME_SITE_IDENTIFIER', 'PAYNEARME_SECRET_KEY'], OPTIONAL);
  return (
    given && {
      siteIdentifier: given.PAYNEARME_SITE_IDENTIFIER,
      secretKey: given.PAYNEARME_SECRET_KEY,
      ...place,
    }
  );
}

/** One of PayNearMe's own environments, or an address such as that of a sandbox; which of them go together, the package says. */
function placeOf(env: Environment, problems: string[]): Partial<PaynearmeSettings> {
  const { PAYNEARME_ENVIRONMENT: value, PAYNEARME_API_URL: apiUrl, PAYNEARME_PORTAL_HOSTS: hosts } = env;
  const own = {
    ...one('apiUrl', apiUrl),
    ...one(
      'portalHosts',
      hosts?.split(',').map((host) => host.trim()),
    ),
  };
  if (value === undefined) return apiUrl === undefined && hosts === undefined ? { environment: 'sandbox' } : own;
  if (value === 'sandbox' || value === 'production') return { environment: value, ...own };
  problems.push('PAYNEARME_ENVIRONMENT has to be sandbox or production.');
  return {};
}
