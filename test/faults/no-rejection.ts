// Every fault at once in a process of its own, which ends by itself: a promise that rejects unheard would end it earlier, and a timer or
// a socket that is left behind never. Prints what became of the pages.

import type { AddressInfo } from 'node:net';
import express from 'express';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import type { CheetahMemberStateOptions, StellarMemberState } from '../../lib/vendors/cheetah/index.js';
import { startBrokenVendor } from '../support/broken-vendor.js';
import { CALLS, FAULTS } from './fault-table.js';

const told = { pages: 0, degraded: 0, warnings: [] as string[] };

// The package's own warnings are meant; one of Node's, such as too many listeners, is a leak.
process.on('warning', ({ name, message }) => {
  if (name !== 'PartnerSsoWarning') told.warnings.push(`${name}: ${message}`);
});
process.on('exit', () => {
  process.stdout.write(`${JSON.stringify(told)}\n`);
});

async function pageWith(options: CheetahMemberStateOptions): Promise<void> {
  const app = express();
  app.use((req, _res, next) => {
    Object.assign(req, { user: { id: '42', email: 'jane@example.com', firstName: 'Jane' } });
    next();
  });
  app.get('/page', cheetahMemberState(options), (_req, res) => {
    res.json(res.locals['stellar_member_state']);
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${String(port)}/page`, { headers: { connection: 'close' } });
  const { sso_error } = (await answer.json()) as StellarMemberState;
  told.pages += 1;
  if (answer.status === 200 && sso_error.startsWith('vendor_')) told.degraded += 1;
  server.close();
}

async function main(): Promise<void> {
  const keys = { clientId: 'client-id', clientSecret: 'client-secret-value', timeoutMs: 1000 };
  const rounds = Object.values(CALLS).flatMap((path) =>
    FAULTS.map(async ([, fault]) => {
      const vendor = await startBrokenVendor(path, fault);
      await pageWith({ ...keys, baseUrl: vendor.url });
      // What keeps the process from ending now is not the vendor's side of a connection, but ours.
      vendor.unref();
    }),
  );
  await Promise.all(rounds);
}

void main();
