// The ready-made options: what a host passes to each factory to talk to the sandbox.
import type { SandboxCredentials } from './credentials.js';

/** Options for the four factories, in the names of their contract; together they are options for `partnerSso`. */
export interface SandboxOptions {
  readonly chargebackstop: { readonly partnerId: string; readonly ssoKey: string; readonly baseUrl: string };
  readonly devhub: {
    readonly baseWidgetUri: string;
    readonly consumerKey: string;
    readonly consumerSecret: string;
    readonly siteIds: string[];
  };
  readonly cheetah: { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string };
  readonly paynearme: {
    readonly siteIdentifier: string;
    readonly secretKey: string;
    readonly apiUrl: string;
    readonly portalHosts: string[];
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
