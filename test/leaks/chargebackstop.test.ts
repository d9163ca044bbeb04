// Chargebackstop leaks nothing: the token and the e-mail in it stand in the redirect, and the key nowhere.

import { chargebackstopSso } from '../../lib/vendors/chargebackstop/index.js';
import type { ChargebackstopSsoOptions } from '../../lib/vendors/chargebackstop/index.js';
import { SECRET_KINDS, awkwardSecret, found, plainSecret } from './canaries.js';
import { HOSTS_OWN, badSecretFunctions, commonCases, hostCanaries, userOf, visitsOf } from './host-cases.js';
import { leaksAmong, unusedIn } from './emissions.js';
import type { Table } from './emissions.js';
import { attempt, visitAll, watching } from './watch.js';

const TABLE: Table = {
  email: ['header location', 'created URL', 'explanation'],
  token: ['header location', 'created URL'],
  thrown: HOSTS_OWN,
};

describe.each(SECRET_KINDS)('with the key as %s', (_kind, give) => {
  test.each([plainSecret('ssoKey'), awkwardSecret('ssoKey')])('a hand-off, and each way it fails', async (ssoKey) => {
    const host = hostCanaries();
    const user = userOf(host);
    const tokens = new Set<string>();
    const out = await watching(async (emissions) => {
      const options: ChargebackstopSsoOptions = {
        partnerId: 'ptnr_T1Ng7EgYrY7uaKMgPsASE',
        ssoKey: give(ssoKey.value),
        onHandoff: (event) => {
          emissions.add('event', event);
        },
      };
      const wrong = ((): string => `\u0000${host.wrong.value}`) as never;
      const cases: Partial<ChargebackstopSsoOptions>[] = [
        ...commonCases(host),
        ...badSecretFunctions(host).map((key) => ({ ssoKey: key })),
        { partnerId: wrong },
        { expiresIn: false },
      ];
      for (const [index, more] of cases.entries()) {
        const handler = chargebackstopSso({ ...options, ...more });
        emissions.add('handler', handler);
        await attempt(emissions, 'explanation', () => handler.explain(user));
        await attempt(emissions, 'created URL', () => handler.createUrl(user));
        await visitAll(emissions, handler, visitsOf(host).slice(0, index === 0 ? undefined : 3));
      }
      const locations = [...emissions.texts('header location'), ...emissions.texts('created URL')];
      for (const location of locations) {
        const signature = /token=[^.]+\.[^.]+\.([\w-]{43})$/.exec(location)?.[1];
        if (signature !== undefined) tokens.add(signature);
      }
    });
    const made = [...tokens].map((signature) => found('token', signature));
    expect(made.length).toBeGreaterThan(0);
    const sightings = out.sightings([ssoKey, ...Object.values(host), ...made]);
    expect(leaksAmong(sightings, TABLE)).toEqual([]);
    expect(unusedIn(TABLE, sightings)).toEqual([]);
    expect(out.places).toEqual(expect.arrayContaining(['event', 'channel', 'handler', 'error', 'warning', 'session']));
  });
});
