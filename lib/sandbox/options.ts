// The ready-made options: what a host passes to each factory to talk to the sandbox.
import type {
  ChargebackstopCredentials,
  CheetahCredentials,
  DevhubCredentials,
  PaynearmeCredentials,
  SandboxCredentials,
} from './credentials.js';

/** Options for the four factories, in the names of their contract; together they are options for `partnerSso`. */
export interface SandboxOptions {
  /** For `chargebackstopSso()`. */
  readonly chargebackstop: Pick<ChargebackstopCredentials, 'partnerId' | 'ssoKey'> & {
    /** Where the stand-in's dashboard is. */
    readonly baseUrl: string;
  };
  /** For `devhubSso()`. */
  readonly devhub: Pick<DevhubCredentials, 'consumerKey' | 'consumerSecret'> & {
    /** Where the stand-in's script is. */
    readonly baseWidgetUri: string;
    /** Sites to ask for. */
    readonly siteIds: string[];
  };
  /** For `cheetahMemberState()`. */
  readonly cheetah: Pick<CheetahCredentials, 'clientId' | 'clientSecret'> & {
    /** Where the stand-in's program is. */
    readonly baseUrl: string;
  };
  /** For `paynearmeAgentSso()`. */
  readonly paynearme: Pick<PaynearmeCredentials, 'siteIdentifier' | 'secretKey'> & {
    /** Where the stand-in's API is. */
    readonly apiUrl: string;
    /** The host that its `sso_url` has. */
    readonly portalHosts: string[];
    /** The first of its roles. */
    readonly agentRole: string;
  };
}

/** Writes the options for a sandbox at `url`. */
export function optionsFor(url: string, credentials: SandboxCredentials): SandboxOptions {
  const { chargebackstop, devhub, cheetah, paynearme } = credentials;
  return {
    chargebackstop: {
      partnerId: chargebackstop.partnerId,
      ssoKey: chargebackstop.ssoKey,
      baseUrl: `${url}/chargebackstop`,
    },
    devhub: {
      baseWidgetUri: `${url}/devhub/sso/v2/widget.js`,
      consumerKey: devhub.consumerKey,
      consumerSecret: devhub.consumerSecret,
      siteIds: [...devhub.siteIds],
    },
    cheetah: {
      baseUrl: `${url}/cheetah`,
      clientId: cheetah.clientId,
      clientSecret: cheetah.clientSecret,
    },
    paynearme: {
      siteIdentifier: paynearme.siteIdentifier,
      secretKey: paynearme.secretKey,
      apiUrl: `${url}/paynearme/json-api`,
      portalHosts: [new URL(url).host],
      agentRole: paynearme.roles[0] ?? 'agent',
    },
  };
}
