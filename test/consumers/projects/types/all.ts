// Every entry by its public name, and that its types are there: an entry that is not found, or is `any`, is an error.
import type { RequestHandler } from 'express';
import {
  HANDOFF_CHANNEL,
  PartnerSsoError,
  chargebackstopSso,
  cheetahMemberState,
  devhubSso,
  partnerSso,
  paynearmeAgentSso,
  resolveHostUser,
} from 'express-partner-sso';
import type {
  CommonOptions,
  Explanation,
  PartnerSsoErrorCode,
  PartnerUser,
  StellarMemberState,
  TokenStore,
} from 'express-partner-sso';
import { chargebackstopSso as chargebackstop } from 'express-partner-sso/chargebackstop';
import { cheetahMemberState as cheetah } from 'express-partner-sso/cheetah';
import { devhubSso as devhub } from 'express-partner-sso/devhub';
import { paynearmeAgentSso as paynearme } from 'express-partner-sso/paynearme';
import { startSandbox } from 'express-partner-sso/sandbox';
import type { Sandbox } from 'express-partner-sso/sandbox';

type IsAny<T> = 0 extends 1 & T ? true : false;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const no = <T extends false>(_: T): void => undefined;
const yes = <T extends true>(_: T): void => undefined;

no<IsAny<typeof partnerSso>>(false);
no<IsAny<Sandbox>>(false);
no<IsAny<CommonOptions>>(false);
no<IsAny<StellarMemberState>>(false);
yes<Same<typeof chargebackstop, typeof chargebackstopSso>>(true);
yes<Same<typeof cheetah, typeof cheetahMemberState>>(true);
yes<Same<typeof devhub, typeof devhubSso>>(true);
yes<Same<typeof paynearme, typeof paynearmeAgentSso>>(true);
yes<Same<typeof HANDOFF_CHANNEL, 'express-partner-sso:handoff'>>(true);

const tokenStore: TokenStore = { get: async () => undefined, set: async () => undefined };

export async function wire(user: PartnerUser): Promise<readonly RequestHandler[]> {
  const { options } = await startSandbox({ port: 0 });
  const handlers = [
    chargebackstop({ ...options.chargebackstop, expiresIn: 60 }),
    devhub({ ...options.devhub, mode: 'launch', site: (req) => String(req.query['site']) }),
    cheetah({ ...options.cheetah, tokenStore, memberTtl: 60 }),
    paynearme({ ...options.paynearme, agentRole: (_req, { role }) => role ?? 'agent' }),
  ];
  const explained: Explanation = await chargebackstopSso(options.chargebackstop).explain(user);
  const code: PartnerSsoErrorCode = new PartnerSsoError('user_missing', explained.vendor, 'no user').code;
  // @ts-expect-error an option that nobody knows
  chargebackstopSso({ ...options.chargebackstop, ssoKeys: code });
  // @ts-expect-error a router without that vendor has no handler for it
  partnerSso({ chargebackstop: options.chargebackstop }).handlers.cheetah.clear();
  return [...handlers, partnerSso({ ...options, resolveUser: (req) => resolveHostUser(req) })];
}
