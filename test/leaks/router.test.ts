// The router leaks no more than its four vendors, whose routes share one app, one user and one error handler.

import { partnerSso } from '../../lib/router.js';
import { awkwardSecret, plainSecret } from './canaries.js';
import { CheetahBench, TABLE as CHEETAH } from './cheetah-bench.js';
import { leaksAmong, unusedIn } from './emissions.js';
import type { Table } from './emissions.js';
import { HOSTS_OWN, commonCases, hostCanaries, userOf, visitsOf } from './host-cases.js';
import { PaynearmeBench } from './paynearme-bench.js';
import { attempt, visitAll, watching } from './watch.js';

const ROUTES = ['/chargebackstop', '/devhub', '/paynearme', '/cheetah.json'];

const TABLE: Table = {
  // In the tokens of redirects, in the launch page, in the JSON, and in the session where it is the id of a member.
  email: ['header location', 'body', 'session', 'explanation'],
  firstName: ['body', 'explanation'],
  lastName: ['body', 'explanation'],
  fullName: ['body', 'explanation'],
  malformed: ['body'],
  memberAccess: ['body', 'session'],
  memberRefresh: ['body', 'session'],
  memberId: ['session'],
  integrationToken: CHEETAH['integrationToken'] ?? ['store'],
  thrown: HOSTS_OWN,
};

test.each([plainSecret, awkwardSecret])('all routes, and each way they fail', async (make) => {
  const secrets = ['ssoKey', 'consumerSecret', 'clientSecret', 'secretKey'].map(make);
  const [ssoKey = '', consumerSecret = '', clientSecret = '', secretKey = ''] = secrets.map(({ value }) => value);
  const cheetah = await CheetahBench.start();
  const paynearme = await PaynearmeBench.start();
  const host = hostCanaries();
  const user = userOf(host);
  const out = await watching(async (emissions) => {
    for (const [index, common] of commonCases(host).entries()) {
      const router = partnerSso({
        onHandoff: (event: unknown) => {
          emissions.add('event', event);
        },
        ...common,
        chargebackstop: { partnerId: 'ptnr_1', ssoKey },
        devhub: { baseWidgetUri: 'https://builder.example.com/widget.js', consumerKey: 'key', consumerSecret },
        cheetah: { ...cheetah.options(clientSecret, emissions), onHandoff: undefined },
        paynearme: { ...paynearme.options('signed', secretKey, emissions), onHandoff: undefined },
      });
      emissions.add('handler', router);
      for (const handler of Object.values(router.handlers)) {
        await attempt(emissions, 'explanation', () => handler.explain(user));
      }
      for (const route of ROUTES) {
        await visitAll(emissions, router, visitsOf(host, route).slice(0, index === 0 ? undefined : 3));
      }
    }
  });
  const canaries = [...secrets, ...Object.values({ ...host, ...cheetah.fromVendor, ...cheetah.member })];
  const sightings = out.sightings(canaries);
  expect(leaksAmong(sightings, TABLE)).toEqual([]);
  expect(unusedIn(TABLE, sightings)).toEqual([]);
});
