import type { Express } from 'express';
import type { Sandbox } from 'express-partner-sso/sandbox';

export declare function checkHost(app: Express, sandbox: Sandbox): Promise<void>;
