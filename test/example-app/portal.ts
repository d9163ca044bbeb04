// Starts the example app on a sandbox of its own, and signs people in to it.

import type { Express } from 'express';
import { startSandbox, type Sandbox } from 'express-partner-sso/sandbox';
import request from 'supertest';
import { createApp } from '../../example-app/app.js';
import type { PartnerSettings } from '../../example-app/config.js';
import { tidy } from '../support/tidy.js';

export interface Portal {
  readonly app: Express;
  readonly sandbox: Sandbox;
  /** A browser's cookie jar, signed in as this user. */
  readonly signIn: (user: string) => Promise<ReturnType<typeof request.agent>>;
}

/** `change` gets the sandbox's settings and says what is to be different. */
export async function startPortal(
  change: (settings: PartnerSettings) => Partial<PartnerSettings> = () => ({}),
): Promise<Portal> {
  const sandbox = tidy(await startSandbox());
  const app = createApp({
    sessionSecret: 'a secret that only this test knows',
    partners: { ...sandbox.options, ...change(sandbox.options) },
    // A busy machine is not a partner that is down.
    partnerTimeoutMs: 60_000,
    sandboxUrl: sandbox.url,
    loyaltySdkUrl: `${sandbox.url}/cheetah/sdk.js`,
  });
  return {
    app,
    sandbox,
    async signIn(user) {
      const agent = request.agent(app);
      await agent.post('/login').type('form').send({ user }).expect(303);
      return agent;
    },
  };
}

/** The portal logs hand-offs and errors; tests read the log instead of printing it. */
export function quietConsole(): { readonly errors: () => string } {
  const errors: unknown[][] = [];
  beforeEach(() => {
    errors.length = 0;
    jest.spyOn(console, 'info').mockImplementation(() => {});
    jest.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => {
      errors.push(parts);
    });
  });
  afterEach(() => jest.restoreAllMocks());
  return { errors: () => errors.map((parts) => parts.map(String).join(' ')).join('\n') };
}
