// Credentials, by real calls: a token at Cheetah and at PayNearMe's OAuth, and, when asked for, one agent session.
import type { UndiciDispatcher } from '../../handoff/common-options.js';
import { PartnerSsoError } from '../../handoff/errors.js';
import { Secret, type SharedSecretOption } from '../../handoff/secret.js';
import { createHttpClient } from '../../http/client.js';
import { Deadline } from '../../http/deadline.js';
import { tokenOf } from '../../http/token.js';
import { CheetahApi } from '../../vendors/cheetah/api.js';
import { createTokenRequest } from '../../vendors/paynearme/oauth.js';
import { valueOf } from '../places.js';
import type { Vendor } from '../settings.js';
import { ok, type Check } from './check.js';
import { refusalCheck } from './refusals.js';
import type { Subject } from './subject.js';

/** How a call goes out. */
export interface Way {
  readonly dispatcher: UndiciDispatcher;
  readonly now: () => number;
  readonly timeoutMs: number;
}

/** A token by Cheetah's credentials. It makes nothing there but the token, which is dropped. */
export function checkCheetahCredentials(subject: Subject, way: Way): Promise<Check> {
  const options = subject.optionsOf('cheetah');
  const { timeoutMs, now } = way;
  const api = new CheetahApi(
    {
      baseUrl: String(options['baseUrl']),
      ssoPath: '/',
      tokenPath: typeof options['tokenPath'] === 'string' ? options['tokenPath'] : '/oauth/token',
      authentication: 'access_token',
      clientId: String(options['clientId']),
      clientSecret: secretOf(options['clientSecret'], 'clientSecret', 'cheetah', way),
      tokenStore: undefined,
      timeoutMs,
      now,
    },
    createHttpClient('cheetah', timeoutMs, way.dispatcher),
  );
  return attempt('cheetah.credentials', 'Cheetah gives a token for the client id and secret', subject, () =>
    Deadline.run('cheetah', timeoutMs, async (deadline) => tokenOf(await api.requestToken(deadline), 'cheetah', now())),
  );
}

/** A token by PayNearMe's OAuth client. */
export function checkPaynearmeClient(subject: Subject, way: Way): Promise<Check> {
  const options = subject.optionsOf('paynearme');
  const { timeoutMs, now } = way;
  const [tokenUrl, clientId, scope] = ['tokenUrl', 'clientId', 'scope'].map((name) =>
    valueOf(options, `oauth.${name}`),
  );
  const request = createTokenRequest(
    {
      tokenUrl: String(tokenUrl),
      clientId: String(clientId),
      clientSecret: secretOf(valueOf(options, 'oauth.clientSecret'), 'oauth.clientSecret', 'paynearme', way),
      ...(typeof scope === 'string' && { scope }),
    },
    createHttpClient('paynearme', timeoutMs, way.dispatcher),
  );
  return attempt('paynearme.oauth', 'PayNearMe gives a token for the OAuth client', subject, () =>
    Deadline.run('paynearme', timeoutMs, async (deadline) => tokenOf(await request(deadline), 'paynearme', now())),
  );
}

/**
 * Makes a call, and turns its refusal into a line. What else goes wrong goes through.
 *
 * @param hidden - further values that no vendor's words may repeat here; it may grow during the call
 */
export async function attempt(
  id: string,
  good: string,
  subject: Subject,
  call: () => Promise<unknown>,
  hidden: readonly string[] = [],
): Promise<Check> {
  try {
    await call();
    return ok(id, good);
  } catch (error) {
    if (error instanceof PartnerSsoError && error.code.startsWith('vendor_')) {
      return refusalCheck(id, error, subject, hidden);
    }
    throw error;
  }
}

function secretOf(value: unknown, option: string, vendor: Vendor, { now, timeoutMs }: Way): Secret {
  return new Secret(value as SharedSecretOption, option, vendor, { now, timeoutMs, secretTtlMs: 0 }, { shared: true });
}
