// PayNearMe leaks nothing: the returned URL stands in the redirect, the token of the host in its own store, and all else nowhere.

import { paynearmeAgentSso } from '../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../lib/vendors/paynearme/index.js';
import { SECRET_KINDS, awkwardSecret, plainSecret } from './canaries.js';
import { badSecretFunctions, commonCases, visitsOf } from './host-cases.js';
import { MODES, PaynearmeBench, SECRET_NAMES, TABLES } from './paynearme-bench.js';
import { attempt, visitAll, watching } from './watch.js';

describe.each(MODES)('%s', (mode) => {
  const secretName = SECRET_NAMES[mode];
  describe.each(SECRET_KINDS)('with the secret as %s', (_kind, give) => {
    test.each([plainSecret(secretName), awkwardSecret(secretName)])('what a host may do', async (secret) => {
      const bench = await PaynearmeBench.start();
      const { host, user } = bench;
      const out = await watching(async (emissions) => {
        const options = bench.options(mode, give(secret.value), emissions);
        const wrong = ((): string => `${host.wrong.value}\u0000`) as never;
        const cases: Partial<PaynearmeAgentSsoOptions>[] = [
          ...commonCases(host),
          ...badSecretFunctions(host).map((key) => bench.options(mode, key, emissions)),
          ...[{ agentRole: wrong }, { agentEmail: wrong }, { agentName: wrong }, { siteIdentifier: wrong }],
          ...[{ orderIdentifier: wrong }, { parameters: wrong }, { portalHosts: ['other.example.com'] }],
          { parameters: () => ({ [`x ${host.wrong.value}`]: '1' }) },
          { parameters: () => ({ a: { value: host.wrong.value } as never }) },
        ];
        for (const [index, more] of cases.entries()) {
          const handler = paynearmeAgentSso({ ...options, ...more });
          emissions.add('handler', handler);
          await attempt(emissions, 'explanation', () => handler.explain(user));
          await attempt(emissions, 'created URL', () => handler.createUrl(user));
          await visitAll(emissions, handler, visitsOf(host).slice(0, index === 0 ? undefined : 3));
        }
      });
      expect(bench.verdict(out, TABLES[mode], secret)).toEqual({ leaks: [], unused: [] });
      expect(out.places).toEqual(
        expect.arrayContaining(['event', 'channel', 'handler', 'error', 'warning', 'session']),
      );
    });
  });
});
