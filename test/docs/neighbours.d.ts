// Packages of others that the documents name, and that is not installed here: its types, as far as they are used.

declare module 'express-rate-limit' {
  import type { Request, RequestHandler } from 'express';

  export const rateLimit: (options: {
    windowMs: number;
    limit: number;
    keyGenerator: (req: Request) => string;
    standardHeaders: 'draft-8';
    legacyHeaders: boolean;
  }) => RequestHandler;
}

declare module '@aws-sdk/client-secrets-manager' {
  export class GetSecretValueCommand {
    readonly input: { SecretId: string };
    constructor(input: { SecretId: string });
  }
  export class SecretsManagerClient {
    send(command: GetSecretValueCommand): Promise<{ SecretString?: string }>;
  }
}
