// DevHub leaks nothing: what is signed stands in the widget's URI, where the page or the template has it, and the secret nowhere.

import { devhubSso } from '../../lib/vendors/devhub/index.js';
import type { DevhubSsoOptions } from '../../lib/vendors/devhub/index.js';
import { SECRET_KINDS, awkwardSecret, found, plainSecret } from './canaries.js';
import { leaksAmong, unusedIn } from './emissions.js';
import type { Table } from './emissions.js';
import { HOSTS_OWN, badSecretFunctions, commonCases, hostCanaries, userOf, visitsOf } from './host-cases.js';
import { attempt, visitAll, watching } from './watch.js';

/** The signed URI is in the page that loads it: the launch page, or the host's own by way of the locals. */
const SIGNED = ['body', 'local devhub_widget_uri', 'local devhub_widget_script'];

const TABLE: Table = {
  email: [...SIGNED, 'created URI', 'explanation'],
  firstName: [...SIGNED, 'created URI', 'explanation'],
  lastName: [...SIGNED, 'created URI', 'explanation'],
  signature: [...SIGNED, 'created URI'],
  thrown: HOSTS_OWN,
};

describe.each(SECRET_KINDS)('with the secret as %s', (_kind, give) => {
  test.each([plainSecret('consumerSecret'), awkwardSecret('consumerSecret')])(
    'a page, a launch, and each way they fail',
    async (consumerSecret) => {
      const host = hostCanaries();
      const user = userOf(host);
      const signatures = new Set<string>();
      const out = await watching(async (emissions) => {
        const options: DevhubSsoOptions = {
          baseWidgetUri: 'https://builder.example.com/sso/v2/widget.js',
          consumerKey: 'consumer-key',
          consumerSecret: give(consumerSecret.value),
          siteIds: ['12345'],
          onHandoff: (event) => {
            emissions.add('event', event);
          },
        };
        const wrong = ((): string => `${host.wrong.value}\u0000`) as never;
        const cases: Partial<DevhubSsoOptions>[] = [
          {},
          { mode: 'launch', site: '12345' },
          ...commonCases(host),
          ...commonCases(host).map((more): Partial<DevhubSsoOptions> => ({ ...more, mode: 'launch' })),
          ...badSecretFunctions(host).map((secret) => ({ consumerSecret: secret })),
          { consumerKey: wrong },
          { siteIds: wrong },
          { mode: 'launch', site: wrong },
        ];
        for (const [index, more] of cases.entries()) {
          const handler = devhubSso({ ...options, ...more });
          emissions.add('handler', handler);
          await attempt(emissions, 'explanation', () => handler.explain(user));
          await attempt(emissions, 'created URI', () => handler.createWidgetUri(user));
          await visitAll(emissions, handler, visitsOf(host).slice(0, index < 2 ? undefined : 3));
        }
        for (const text of [...emissions.texts('body'), ...emissions.texts('created URI')]) {
          const encoded = /oauth_signature=([\w%]+)/.exec(text)?.[1];
          if (encoded !== undefined) signatures.add(decodeURIComponent(encoded));
        }
        for (const text of emissions.texts('local devhub_widget_uri')) {
          const encoded = /oauth_signature=([\w%]+)/.exec(text)?.[1];
          if (encoded !== undefined) signatures.add(decodeURIComponent(encoded));
        }
      });
      const made = [...signatures].map((signature) => found('signature', signature));
      expect(made.length).toBeGreaterThan(2);
      const sightings = out.sightings([consumerSecret, ...Object.values(host), ...made]);
      expect(leaksAmong(sightings, TABLE)).toEqual([]);
      expect(unusedIn(TABLE, sightings)).toEqual([]);
      expect(out.places).toEqual(
        expect.arrayContaining(['event', 'channel', 'handler', 'error', 'warning', 'session']),
      );
    },
  );
});
