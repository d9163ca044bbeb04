// Cheetah leaks nothing: the member's tokens stand in the page and the session, the host's own token in its store, the secret nowhere.

import type { RequestHandler } from 'express';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import type { CheetahMemberStateOptions } from '../../lib/vendors/cheetah/index.js';
import { SECRET_KINDS, awkwardSecret, plainSecret } from './canaries.js';
import { CheetahBench, TABLE, printed } from './cheetah-bench.js';
import { badSecretFunctions, commonCases, visitsOf } from './host-cases.js';
import { attempt, visitAll, watching } from './watch.js';

describe.each(['access_token', 'client_credentials'] as const)('%s', (authentication) => {
  describe.each(SECRET_KINDS)('with the secret as %s', (_kind, give) => {
    test.each([plainSecret('clientSecret'), awkwardSecret('clientSecret')])('what a host may do', async (secret) => {
      const bench = await CheetahBench.start();
      const { host, user } = bench;
      const out = await watching(async (emissions) => {
        const options = { ...bench.options(give(secret.value), emissions), authentication };
        const wrong = ((): string => `${host.wrong.value}\u0000`) as never;
        const cases: Partial<CheetahMemberStateOptions>[] = [
          ...commonCases(host),
          ...badSecretFunctions(host).map((key) => ({ clientSecret: key })),
          { fields: wrong },
          { fields: () => ({ [`x ${host.wrong.value}`]: '1' }) },
          { fields: () => ({ a: { value: host.wrong.value } as never }) },
        ];
        for (const [index, more] of cases.entries()) {
          const handler = cheetahMemberState({ ...options, ...more });
          const cleared: RequestHandler = (req, res, next) => {
            handler(req, res, (error?: unknown) => {
              if (req.path === '/clear') handler.clear(req);
              next(error);
            });
          };
          await attempt(emissions, 'explanation', () => handler.explain(user));
          await attempt(emissions, 'member', () => handler.fetchMember(user));
          const some = index === 0 ? undefined : 3;
          await visitAll(emissions, cleared, visitsOf(host).slice(0, some), { page: printed });
          await visitAll(emissions, handler.json, visitsOf(host, '/cheetah.json').slice(0, some));
          await visitAll(emissions, cleared, [{ user, path: '/clear' }], { page: printed });
          await attempt(emissions, 'cleared', () => {
            handler.clear({} as never);
          });
          emissions.add('status', handler.status());
          emissions.add('handler', handler);
        }
      });
      const table = {
        ...TABLE,
        ...(authentication === 'access_token' && { integrationToken: ['store'] }),
        // Only what `resolveUser` throws comes to the host's error handler; the pure parts hand over all that is thrown.
        thrown: ['error', 'console'],
      };
      expect(bench.verdict(out, table, secret)).toEqual({ leaks: [], unused: [] });
      expect(out.places).toEqual(expect.arrayContaining(['event', 'channel', 'error', 'warning', 'status', 'handler']));
    });
  });
});
