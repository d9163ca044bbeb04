// What `explain` must never print: secrets, and signatures, those that were sent and those that would have been right.
import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import * as oauthSign from 'oauth-sign';
import { call } from '../cli/explain-bench.js';
import { paynearmeSignature, START, withQuery } from '../sandbox/helpers.js';
import { awkwardSecret, found, plainSecret, type Canary } from './canaries.js';
import { Emissions } from './emissions.js';

interface Keys {
  readonly sso: Canary;
  readonly consumer: Canary;
  readonly site: Canary;
}

const BASE = 'https://builder.example.com/sso/v2/widget.js';
const PAGE = 'https://dashboard.chargebackstop.com/auth/partner-organisation-sso';

const env = ({ sso, consumer, site }: Keys): Record<string, string> => ({
  CHARGEBACKSTOP_PARTNER_ID: 'ptnr_a',
  CHARGEBACKSTOP_SSO_KEY: sso.value,
  DEVHUB_BASE_WIDGET_URI: BASE,
  DEVHUB_CONSUMER_KEY: 'ck',
  DEVHUB_CONSUMER_SECRET: consumer.value,
  PAYNEARME_SITE_IDENTIFIER: 'S1',
  PAYNEARME_SECRET_KEY: site.value,
});

/** Texts to explain, with the signatures in them and the right ones: good, signed with another key, and with the secret sent along. */
function texts({ sso, consumer, site }: Keys): [vendor: string, text: string, live: Canary[]][] {
  const token = (key: string, more: object = {}): string =>
    jwt.sign({ iat: START, user_email: 'j@example.com', ...more }, key);
  const signatureOf = (text: string): string => text.split('.')[2] ?? '';
  const rightOf = (text: string): string =>
    createHmac('sha256', sso.value)
      .update(text.slice(0, text.lastIndexOf('.')))
      .digest('base64url');
  const wrongToken = token('another-key-0123456789-0123456789-01');
  const tokenCases = [token(sso.value), wrongToken, token(sso.value, { note: sso.value })].map(
    (each): [string, string, Canary[]] => [
      'chargebackstop',
      `${PAGE}?partner_id=ptnr_a&token=${each}`,
      [found('the signature of the token', signatureOf(each)), found('the right one', rightOf(each))],
    ],
  );
  const widget = (key: string, secret: string, more: Record<string, string> = {}): [string, string, Canary[]] => {
    const parameters = {
      ...{ oauth_consumer_key: key, oauth_nonce: 'n', oauth_signature_method: 'HMAC-SHA1', oauth_version: '1.0' },
      ...{ oauth_timestamp: String(START), email: 'j@example.com', partner_user_id: '1', ...more },
    };
    const sent = oauthSign.hmacsign('GET', BASE, parameters, secret);
    const right = oauthSign.hmacsign('GET', BASE, parameters, consumer.value);
    const live = [found('the oauth_signature', sent), found('the right one', right)];
    return ['devhub', withQuery(BASE, { ...parameters, oauth_signature: sent }), live];
  };
  const form = (key: string, more: Record<string, string> = {}): [string, string, Canary[]] => {
    const parameters = {
      ...{ agent_email: 'j@example.com', agent_name: 'J', agent_role: 'agent', site_identifier: 'S1' },
      ...{ timestamp: String(START), version: '3.0', ...more },
    };
    const signature = paynearmeSignature(parameters, key);
    const live = [
      found('the signature', signature),
      found('the right one', paynearmeSignature(parameters, site.value)),
    ];
    return ['paynearme', new URLSearchParams({ ...parameters, signature }).toString(), live];
  };
  return [
    ...tokenCases,
    widget('ck', consumer.value),
    widget('ck', 'other'),
    widget(consumer.value, 'ck'),
    widget('ck', consumer.value, { first_name: consumer.value }),
    widget('ck', 'other', { first_name: sso.value }),
    form(site.value),
    form('other'),
    form(site.value, { agent_name: site.value }),
    form('other', { extra: consumer.value }),
    form(`${site.value}\n`),
  ];
}

describe.each([
  ['plain', plainSecret],
  ['awkward', awkwardSecret],
])('with %s secrets', (_kind, make) => {
  const keys: Keys = { sso: make('the SSO key'), consumer: make('the consumer secret'), site: make('the secret key') };

  test.each(texts(keys).map(([vendor, text, live], index) => [index, vendor, text, live] as const))(
    'text %i, %s: no secret and no signature comes out, to people or as JSON, with or without the configuration',
    async (_index, vendor, text, live) => {
      const emissions = new Emissions();
      for (const known of [env(keys), {}]) {
        for (const more of [[], ['--json']]) {
          const { out, err } = await call(['explain', vendor, ...more], { env: known, piped: text });
          expect(out).toMatch(/Good|Fault|Not verified|"verdict"/);
          // Without the configuration nobody knows that a name is a secret; signatures are known by themselves.
          emissions.add(Object.keys(known).length === 0 ? 'without' : 'with', [out, err]);
        }
      }
      expect(emissions.sightings(live)).toEqual([]);
      expect(emissions.sightings(Object.values(keys) as Canary[]).filter(({ place }) => place === 'with')).toEqual([]);
    },
  );

  test('nor when the secret is asked for', async () => {
    const emissions = new Emissions();
    const [, text = ''] = texts(keys).find(([vendor]) => vendor === 'paynearme') ?? [];
    const { out, err } = await call(['explain', 'paynearme'], { env: {}, piped: text, answers: [keys.site.value] });
    emissions.add('out', [out, err]);
    expect(out).toMatch(/^Good/);
    expect(emissions.sightings([keys.site])).toEqual([]);
  });
});
