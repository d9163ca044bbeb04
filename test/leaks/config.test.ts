// A configuration that is wrong is told without its values: a secret may stand in any of them by mistake.

import { chargebackstopSso, cheetahMemberState, devhubSso, partnerSso, paynearmeAgentSso } from '../../lib/index.js';
import { plainSecret, awkwardSecret, word } from './canaries.js';
import { attempt, watching } from './watch.js';

type Options = Readonly<Record<string, unknown>>;
type Factory = (options: never) => unknown;

/** A right configuration of each factory; `allowInsecure` only warns. */
const FACTORIES: Readonly<Record<string, readonly [Factory, Options]>> = {
  chargebackstop: [
    chargebackstopSso,
    { partnerId: 'ptnr_1', ssoKey: 'k', baseUrl: 'https://a.example', expiresIn: 900 },
  ],
  devhub: [
    devhubSso,
    {
      ...{ baseWidgetUri: 'https://a.example/w.js', consumerKey: 'k', consumerSecret: 's' },
      ...{ siteIds: ['1'], mode: 'launch', site: '1' },
    },
  ],
  cheetah: [
    cheetahMemberState,
    {
      ...{ baseUrl: 'https://a.example', clientId: 'i', clientSecret: 's', authentication: 'access_token' },
      ...{ ssoPath: '/a', tokenPath: '/b', memberTtl: 60, sessionKey: 'k' },
      ...{ fields: () => ({}), tokenStore: new Map() },
    },
  ],
  paynearme: [
    paynearmeAgentSso,
    {
      ...{
        siteIdentifier: 'S1',
        secretKey: 's',
        oauth: { tokenUrl: 'https://a.example', clientId: 'i', clientSecret: 's' },
      },
      ...{ environment: 'sandbox', apiUrl: 'https://a.example', portalHosts: ['a.example'] },
      ...{ agentRole: 'agent', agentEmail: 'a@b', agentName: 'A', orderIdentifier: '1', parameters: () => ({}) },
      tokenStore: new Map(),
    },
  ],
};
const COMMON = ['resolveUser', 'allow', 'requireVerifiedEmail', 'onHandoff', 'timeoutMs', 'dispatcher', 'nonce', 'now'];

/** What somebody may have put there. */
const slips = (secret: string): unknown[] => [
  ...[secret, `${secret}\n`, ` ${secret}`, `https://user:${secret}@a.example/`, `https://a.example/?key=${secret}`],
  ...[
    `https://a.example/#${secret}`,
    `http://${secret}.example/`,
    `${secret}\u0000`,
    `${secret}\ud800`,
    `/${secret}?a`,
  ],
  ...[[secret], { key: secret }, new Error(secret), [[secret]], new Map([[secret, secret]])],
  ...[
    new TextEncoder().encode(`${secret}\n`),
    [`${secret}/`],
    { tokenUrl: secret, clientId: [secret], clientSecret: 5 },
  ],
  ...[{ tokenUrl: 'https://a.example', clientId: ` ${secret}`, clientSecret: `${secret}\n`, scope: [secret] }],
];

test.each(Object.keys(FACTORIES))('%s', async (name) => {
  const [factory, right] = FACTORIES[name] as readonly [Factory, Options];
  const canaries = [plainSecret('plain'), awkwardSecret('awkward')];
  const wrong = canaries.flatMap(({ value }) => slips(value));
  const out = await watching(async (emissions) => {
    for (const option of [...Object.keys(right), ...COMMON, 'unknown', 'ssokey']) {
      for (const value of wrong) {
        const options = { ...right, [option]: value };
        await attempt(emissions, 'handler', () => factory(options as never));
        await attempt(emissions, 'handler', () => partnerSso({ [name]: options }));
      }
    }
    for (const value of wrong) {
      for (const option of [...COMMON, 'unknown']) {
        await attempt(emissions, 'handler', () => partnerSso({ [name]: value, [option]: value }));
      }
    }
  });
  expect(out.sightings(canaries)).toEqual([]);
  expect(out.places).toContain('error');
});

// The secret stands on the wrong side of the colon.
describe.each([plainSecret('plain'), awkwardSecret('awkward'), word('word')])(
  'the name of an option: $name',
  (secret) => {
    test.each(Object.keys(FACTORIES))('%s', async (name) => {
      const [factory, right] = FACTORIES[name] as readonly [Factory, Options];
      const out = await watching(async (emissions) => {
        await attempt(emissions, 'handler', () => factory({ ...right, [secret.value]: 'ssoKey' } as never));
        await attempt(emissions, 'handler', () =>
          partnerSso({ [name]: { ...right, [secret.value]: 'x' }, [secret.value]: 'x' }),
        );
      });
      expect(out.sightings([secret])).toEqual([]);
      expect(out.places).toEqual(['error']);
    });
  },
);
