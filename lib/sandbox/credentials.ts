// The accounts that the sandbox's vendors know: fixed by default, so that they can be pasted into a configuration.

/** The partner account at the Chargebackstop stand-in. */
export interface ChargebackstopCredentials {
  readonly partnerId: string;
  readonly ssoKey: string;
  /** E-mails that are members of an organisation; absent: every e-mail is one. */
  readonly members?: readonly string[];
}

/** The consumer at the DevHub stand-in. */
export interface DevhubCredentials {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** The site ids that the ready-made options ask for; any other id is taken too. */
  readonly siteIds: readonly string[];
}

/** The integration app at the Cheetah stand-in. */
export interface CheetahCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Seconds that an integration token lives; default 7200, as documented. */
  readonly tokenTtl: number;
}

/** An OAuth 2.0 client at the PayNearMe stand-in, in the form of the `oauth` option. */
export interface PaynearmeOauthCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The site at the PayNearMe stand-in. */
export interface PaynearmeCredentials {
  readonly siteIdentifier: string;
  readonly secretKey: string;
  /** Roles that were set up for the site; default `agent` and `supervisor`. */
  readonly roles: readonly string[];
  /** Orders that the site has; absent: any order is one. */
  readonly orders?: readonly string[];
  /** E-mails of ordinary portal logins, which agent SSO must not use; default none. */
  readonly portalLogins: readonly string[];
  readonly oauth: PaynearmeOauthCredentials;
  /** Seconds that an OAuth token lives; default 3600. */
  readonly oauthTokenTtl: number;
}

/** Everything that the sandbox's vendors know about the host. */
export interface SandboxCredentials {
  readonly chargebackstop: ChargebackstopCredentials;
  readonly devhub: DevhubCredentials;
  readonly cheetah: CheetahCredentials;
  readonly paynearme: PaynearmeCredentials;
}

/** What may be given to `startSandbox`: any part of the credentials, except the token URL, which is the sandbox's own. */
export interface SandboxCredentialsInput {
  readonly chargebackstop?: Partial<ChargebackstopCredentials>;
  readonly devhub?: Partial<DevhubCredentials>;
  readonly cheetah?: Partial<CheetahCredentials>;
  readonly paynearme?: Partial<Omit<PaynearmeCredentials, 'oauth'>> & {
    readonly oauth?: Partial<Omit<PaynearmeOauthCredentials, 'tokenUrl'>>;
  };
}

/** The credentials of a sandbox that was given none, but for the token URL, which depends on the port. */
export const DEFAULT_CREDENTIALS = {
  chargebackstop: {
    partnerId: 'ptnr_SandboxSandboxSandbox',
    ssoKey: 'sandbox-sso-key-not-for-production-0123456789',
  },
  devhub: {
    consumerKey: 'sandbox-consumer-key',
    consumerSecret: 'sandbox-consumer-secret-not-for-production',
    siteIds: ['12345', '23145'],
  },
  cheetah: {
    clientId: 'sandbox-integration-client-id',
    clientSecret: 'sandbox-integration-client-secret-not-for-production',
    tokenTtl: 7200,
  },
  paynearme: {
    siteIdentifier: 'S0000000001',
    secretKey: 'sandbox-secret-key-not-for-production-0123456789',
    roles: ['agent', 'supervisor'],
    portalLogins: [],
    oauth: {
      clientId: 'sandbox-oauth-client-id',
      clientSecret: 'sandbox-oauth-client-secret-not-for-production',
    },
    oauthTokenTtl: 3600,
  },
} as const;

/** Fills in the defaults. */
export function resolveCredentials(input: SandboxCredentialsInput, url: string): SandboxCredentials {
  const { chargebackstop, devhub, cheetah, paynearme } = DEFAULT_CREDENTIALS;
  return {
    chargebackstop: { ...chargebackstop, ...given(input.chargebackstop) },
    devhub: { ...devhub, ...given(input.devhub) },
    cheetah: { ...cheetah, ...given(input.cheetah) },
    paynearme: {
      ...paynearme,
      ...given(input.paynearme),
      oauth: { ...paynearme.oauth, ...given(input.paynearme?.oauth), tokenUrl: `${url}/paynearme/oauth/token` },
    },
  };
}

/** The secrets among the credentials. */
export function secretsOf({ chargebackstop, devhub, cheetah, paynearme }: SandboxCredentials): string[] {
  return [
    chargebackstop.ssoKey,
    devhub.consumerSecret,
    cheetah.clientSecret,
    paynearme.secretKey,
    paynearme.oauth.clientSecret,
  ];
}

/** What was really given: a name with `undefined` counts as left out. */
function given<T extends object>(input: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}
