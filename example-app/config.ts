// Reads the environment: the only place that does. A vendor whose credentials are all there is the real one; the others
// are played by the embedded sandbox.
import { randomBytes } from 'node:crypto';
import type { ChargebackstopSsoOptions, CheetahMemberStateOptions, DevhubSsoOptions } from 'express-partner-sso';
import { paynearme, type PaynearmeSettings } from './paynearme-settings.js';
import { sessionStore } from './redis-url.js';
import { group, one, port, refuseUnknown, withoutEmpty, type Environment } from './variables.js';

/** Credentials and addresses only. Who may enter what is wired in partners.ts. */
export interface PartnerSettings {
  readonly chargebackstop: ChargebackstopSsoOptions;
  readonly devhub: Omit<DevhubSsoOptions, 'mode'>;
  readonly cheetah: CheetahMemberStateOptions;
  readonly paynearme: PaynearmeSettings;
}

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly sandboxPort: number;
  readonly sessionSecret: string;
  /** The address of the Redis server that keeps the sessions; this process keeps them if undefined. */
  readonly sessionStore: string | undefined;
  /** The vendors that are given; what is missing here comes from the sandbox. */
  readonly partners: Partial<PartnerSettings>;
  readonly loyaltySdkUrl: string | undefined;
  /** How long a page waits for a partner at most; the package's own default if undefined. */
  readonly partnerTimeoutMs: number | undefined;
}

/** Tells everything that is wrong with the environment at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** @throws SettingsError */
export function readSettings(environment: Environment = process.env): Settings {
  const env = withoutEmpty(environment);
  const problems: string[] = [];
  const settings: Settings = {
    // The demo users need no password, so nobody but this machine is let in unless someone says so.
    host: env['HOST'] ?? '127.0.0.1',
    port: port(env, 'PORT', 3000, problems),
    sandboxPort: port(env, 'SANDBOX_PORT', 0, problems),
    sessionSecret: env['SESSION_SECRET'] ?? randomBytes(32).toString('base64url'),
    sessionStore: sessionStore(env, problems),
    partners: {
      ...one('chargebackstop', chargebackstop(env, problems)),
      ...one('devhub', devhub(env, problems)),
      ...one('cheetah', cheetah(env, problems)),
      ...one('paynearme', paynearme(env, problems)),
    },
    loyaltySdkUrl: env['CHEETAH_SDK_URL'],
    partnerTimeoutMs: env['PARTNER_TIMEOUT_MS'] === undefined ? undefined : Number(env['PARTNER_TIMEOUT_MS']),
  };
  refuseUnknown(env, problems);
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

function chargebackstop(env: Environment, problems: string[]): PartnerSettings['chargebackstop'] | undefined {
  const required = ['CHARGEBACKSTOP_PARTNER_ID', 'CHARGEBACKSTOP_SSO_KEY'] as const;
  const given = group(env, problems, required, ['CHARGEBACKSTOP_BASE_URL'] as const);
  return (
    given && {
      partnerId: given.CHARGEBACKSTOP_PARTNER_ID,
      ssoKey: given.CHARGEBACKSTOP_SSO_KEY,
      ...one('baseUrl', given.CHARGEBACKSTOP_BASE_URL),
    }
  );
}

function devhub(env: Environment, problems: string[]): PartnerSettings['devhub'] | undefined {
  const required = ['DEVHUB_BASE_WIDGET_URI', 'DEVHUB_CONSUMER_KEY', 'DEVHUB_CONSUMER_SECRET'] as const;
  const given = group(env, problems, required, []);
  return (
    given && {
      baseWidgetUri: given.DEVHUB_BASE_WIDGET_URI,
      consumerKey: given.DEVHUB_CONSUMER_KEY,
      consumerSecret: given.DEVHUB_CONSUMER_SECRET,
    }
  );
}

function cheetah(env: Environment, problems: string[]): PartnerSettings['cheetah'] | undefined {
  const required = ['CHEETAH_BASE_URL', 'CHEETAH_CLIENT_ID', 'CHEETAH_CLIENT_SECRET'] as const;
  const given = group(env, problems, required, ['CHEETAH_SDK_URL'] as const);
  return (
    given && {
      baseUrl: given.CHEETAH_BASE_URL,
      clientId: given.CHEETAH_CLIENT_ID,
      clientSecret: given.CHEETAH_CLIENT_SECRET,
    }
  );
}
