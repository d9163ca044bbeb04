// What a block may take as given, by `<!-- given: name -->`: what every host app has, or what its page has shown before.

import type { Express, RequestHandler } from 'express';
import type {
  CheetahMemberState,
  CheetahMemberStateOptions,
  PartnerSsoOptions,
  PaynearmeAgentSsoOptions,
} from 'express-partner-sso';
import type { Sandbox, SandboxOptions } from 'express-partner-sso/sandbox';
import type { Store } from 'express-session';
import type { RedisClientType } from 'redis';

// Apps and handlers.
export declare const app: Express;
export declare const requireLogin: RequestHandler;
export declare const requireCsrf: RequestHandler;
export declare const passport: { session(): RequestHandler };
export declare const pinoHttp: (options: { redact: string[] }) => RequestHandler;
export declare const log: { info(what: unknown): void };

// Settings out of the host's own configuration. Take a variant by another name: `cheetahOptions as options`.
export declare const options: PartnerSsoOptions;
export declare const cheetahOptions: CheetahMemberStateOptions;
export declare const paynearmeOptions: PaynearmeAgentSsoOptions;
export declare const sandbox: Sandbox;
export declare const sandboxOptions: SandboxOptions;
export declare const partnerId: string;
export declare const ssoKey: string;
export declare const baseWidgetUri: string;
export declare const consumerKey: string;
export declare const consumerSecret: string;
export declare const baseUrl: string;
export declare const clientId: string;
export declare const clientSecret: string;
export declare const secret: string;
export declare const sdkUrl: string;
export declare const url: string;

// What the host has made earlier.
export declare const memberState: CheetahMemberState;
export declare const user: { id: string; email: string };
export declare const store: Store;
export declare const client: RedisClientType;
export declare const orders: { find(id: string): Promise<{ ownerId: string; paynearmeId: string } | undefined> };

// What the page, or an earlier block of it, has imported.
export { RedisStore } from 'connect-redis';
export { default as session } from 'express-session';
export { default as express } from 'express';
export { default as Keyv } from 'keyv';
export { default as KeyvRedis } from '@keyv/redis';
export {
  HANDOFF_CHANNEL,
  chargebackstopSso,
  cheetahMemberState,
  devhubSso,
  partnerSso,
  paynearmeAgentSso,
  resolveHostUser,
} from 'express-partner-sso';
export { startSandbox } from 'express-partner-sso/sandbox';
export type { Request } from 'express';
export type { HandoffEvent, PartnerUser, PerRequest, SecretOption, TokenStore } from 'express-partner-sso';
export { serveShell } from '../browser/react/serve-shell.js';
export { serveStatic } from '../browser/react/serve-static.js';
