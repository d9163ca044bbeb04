// Starting and stopping the example app, as a process.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runPortal, startPortalProcess } from './portal-process.js';

// A cold start compiles TypeScript; on a busy machine that may take a while.
jest.setTimeout(120_000);

test('it starts with a sandbox of its own, and SIGTERM ends it cleanly', async () => {
  const portal = await startPortalProcess();
  const [health, sandbox] = await Promise.all([fetch(`${portal.url}/healthz`), fetch(portal.sandboxUrl)]);
  await Promise.all([health.text(), sandbox.text()]);
  expect([health.status, sandbox.status]).toEqual([200, 200]);
  expect(await portal.close()).toBe(0);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s to npm start ends the app too', async (signal) => {
  const portal = await startPortalProcess({}, 'npm');
  const health = await fetch(`${portal.url}/healthz`);
  await health.text();
  expect(health.status).toBe(200);
  expect(await portal.close(signal)).toBe(0);
  await expect(fetch(`${portal.url}/healthz`)).rejects.toThrow();
});

test('a misspelt variable stops the start, and brings the names that there are', async () => {
  const { code, output } = await runPortal({ CHARGEBACKSTOP_PARTNER_ID: 'ptnr_1', CHARGEBACKSTOP_SSOKEY: 'hunter2' });
  expect(code).toBe(1);
  expect(output).toContain('CHARGEBACKSTOP_SSOKEY is not a variable of this app. Known are');
  expect(output).not.toContain('hunter2');
});

test('half of a vendor stops the start, and names the missing variable', async () => {
  const { code, output } = await runPortal({ CHARGEBACKSTOP_PARTNER_ID: 'ptnr_1' });
  expect(code).toBe(1);
  expect(output).toBe(
    'The portal cannot start.\nCHARGEBACKSTOP_SSO_KEY missing: CHARGEBACKSTOP_PARTNER_ID alone is not enough.\n',
  );
});

test('an option that the package refuses stops the start too, in its words', async () => {
  const { code, output } = await runPortal({
    DEVHUB_BASE_WIDGET_URI: 'https://builder.example.com/widget.js?v=2',
    DEVHUB_CONSUMER_KEY: 'public',
    DEVHUB_CONSUMER_SECRET: 'very-secret',
  });
  expect(code).toBe(1);
  expect(output).toContain('`devhub.baseWidgetUri`');
  expect(output).not.toContain('very-secret');
});

test('a port that is taken says so', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, output } = await runPortal({ PORT: String(port) });
  await new Promise((resolve) => other.close(resolve));
  expect(code).toBe(1);
  expect(output).toContain(`Port ${String(port)} is in use.`);
});
