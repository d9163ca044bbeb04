// The accounts that the sandbox's vendors know: fixed by default, so that they can be pasted into a configuration.

/** The partner account at the Chargebackstop stand-in. */
export interface ChargebackstopCredentials {
  /** The partner id. */
  readonly partnerId: string;
  /** The key that tokens are signed with. */
  readonly ssoKey: string;
  /** E-mails that are members of an organisation; absent: every e-mail is one. */
  readonly members?: readonly string[];
}

/** What DevHub knows a consumer by. */
export interface DevhubConsumer {
  /** The consumer key. */
  readonly consumerKey: string;
  /** The consumer secret. */
  readonly consumerSecret: string;
}

/** The consumer at the DevHub stand-in. */
export interface DevhubCredentials extends DevhubConsumer {
  /** The site ids that the ready-made options ask for; any other id is taken too. */
  readonly siteIds: readonly string[];
}

/** The integration app at the Cheetah stand-in. */
export interface CheetahCredentials {
  /** The client's id. */
  readonly clientId: string;
  /** The client's secret. */
  readonly clientSecret: string;
  /** Seconds that an integration token lives; default 7200, as documented. */
  readonly tokenTtl: number;
}

/** An OAuth 2.0 client at the PayNearMe stand-in, in the form of the `oauth` option. */
export interface PaynearmeOauthCredentials {
  /** The sandbox's own token endpoint. */
  readonly tokenUrl: string;
  /** The client's id. */
  readonly clientId: string;
  /** The client's secret. */
  readonly clientSecret: string;
}

/** The site at the PayNearMe stand-in. */
export interface PaynearmeCredentials {
  /** The site's id. */
  readonly siteIdentifier: string;
  /** The key that calls are signed with. */
  readonly secretKey: string;
  /** Roles that were set up for the site; default `agent` and `supervisor`. */
  readonly roles: readonly string[];
  /** Orders that the site has; absent: any order is one. */
  readonly orders?: readonly string[];
  /** E-mails of ordinary portal logins, which agent SSO must not use; default none. */
  readonly portalLogins: readonly string[];
  /** The OAuth 2.0 client that is taken in place of a signature. */
  readonly oauth: PaynearmeOauthCredentials;
  /** Seconds that an OAuth token lives; default 3600. */
  readonly oauthTokenTtl: number;
}

/** Everything that the sandbox's vendors know about the host. */
export interface SandboxCredentials {
  /** The partner account at Chargebackstop. */
  readonly chargebackstop: ChargebackstopCredentials;
  /** The consumer at DevHub. */
  readonly devhub: DevhubCredentials;
  /** The integration app at Cheetah. */
  readonly cheetah: CheetahCredentials;
  /** The site at PayNearMe. */
  readonly paynearme: PaynearmeCredentials;
}

/**
 * What may be given to `startSandbox`: any part of the credentials, except the token URL, which is the sandbox's own.
 *
 * @example
 * const sandbox = await startSandbox({ credentials: { paynearme: { roles: ['clerk', 'manager'] } } });
 */
export interface SandboxCredentialsInput {
  /** The partner account at Chargebackstop. */
  readonly chargebackstop?: Partial<ChargebackstopCredentials>;
  /** The consumer at DevHub. */
  readonly devhub?: Partial<DevhubCredentials>;
  /** The integration app at Cheetah. */
  readonly cheetah?: Partial<CheetahCredentials>;
  /** The site at PayNearMe. */
  readonly paynearme?: Partial<Omit<PaynearmeCredentials, 'oauth'>> & {
    /** The OAuth 2.0 client that is taken in place of a signature. */
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
