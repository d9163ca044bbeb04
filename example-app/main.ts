// Starts the portal: `npm start`. Partners without credentials in the environment are played by a sandbox of its own.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PartnerSsoError } from 'express-partner-sso';
import { startSandbox, type Sandbox } from 'express-partner-sso/sandbox';
import { createApp } from './app.js';
import { readSettings, SettingsError, type PartnerSettings, type Settings } from './config.js';
import type { SharedStore } from './session-store.js';

async function main(): Promise<void> {
  const settings = readSettings();
  const shared = await findSharedStore(settings);
  const { partners, sandbox } = await findPartners(settings);
  const app = createApp({
    sessionSecret: settings.sessionSecret,
    partners,
    partnerTimeoutMs: settings.partnerTimeoutMs,
    shared,
    sandboxUrl: sandbox?.url,
    loyaltySdkUrl: settings.partners.cheetah ? settings.loyaltySdkUrl : sandbox && `${sandbox.url}/cheetah/sdk.js`,
  });
  const server = app.listen(settings.port, settings.host);
  await once(server, 'listening');

  const { port } = server.address() as AddressInfo;
  console.log(`Merchant portal  http://localhost:${String(port)}  (sign in as jane or sam)`);
  if (sandbox) console.log(`Partner sandbox  ${sandbox.url}  (shows what it was sent)`);

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop());
  }

  /** Requests that still run may need their session, so the store closes last. */
  async function stop(): Promise<void> {
    await Promise.all([close(server), sandbox?.close()]);
    await shared?.close();
  }
}

/** Without SESSION_STORE nothing of Redis is loaded. */
async function findSharedStore({ sessionStore }: Settings): Promise<SharedStore | undefined> {
  if (sessionStore === undefined) return undefined;
  const { openSharedStore } = await import('./session-store.js');
  return openSharedStore(sessionStore);
}

async function findPartners({ partners, sandboxPort }: Settings): Promise<{
  partners: PartnerSettings;
  sandbox?: Sandbox;
}> {
  const { chargebackstop, devhub, cheetah, paynearme } = partners;
  if (chargebackstop && devhub && cheetah && paynearme) {
    return { partners: { chargebackstop, devhub, cheetah, paynearme } };
  }
  const sandbox = await startSandbox({ port: sandboxPort });
  return { partners: { ...sandbox.options, ...partners }, sandbox };
}

/** Lets running requests end, but does not wait for browsers that keep a connection open. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const impatience = setTimeout(() => server.closeAllConnections(), 2_000);
  await closed;
  clearTimeout(impatience);
}

main().catch((error: unknown) => {
  const { code, port } = ((error as { cause?: unknown }).cause ?? error) as { code?: unknown; port?: unknown };
  if (error instanceof SettingsError || error instanceof PartnerSsoError) {
    console.error(`The portal cannot start.\n${error.message}`);
  } else if (code === 'EADDRINUSE') {
    console.error(`Port ${String(port)} is in use. Choose another with PORT, or with SANDBOX_PORT for the sandbox.`);
  } else {
    console.error(error);
  }
  process.exit(1);
});
