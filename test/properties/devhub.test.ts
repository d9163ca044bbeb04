// DevHub, for any user and any options: the signature verifies elsewhere, and covers all that is sent.

import fc from 'fast-check';
import * as oauthSign from 'oauth-sign';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { devhubSso } from '../../lib/vendors/devhub/index.js';
import { anyText, clock, emailText, idText, keyText, optionText, plainText } from './arbitraries.js';
import { pairsOf, signatureOf } from './rfc5849.js';
import { holds } from './runs.js';

beforeAll(() => jest.spyOn(process, 'emitWarning').mockImplementation());
afterAll(() => jest.restoreAllMocks());

const BASES = [
  ...[
    'https://builder.example.com/sso/v2/widget.js',
    'https://BUILDER.example.com:443/a%20b/w.js',
    'https://a.example',
  ],
  ...['http://localhost:80/w.js', 'http://127.0.0.1:8080/a/../w.js', "https://a.example/o'w(1)*.js"],
];
const names = fc.option(anyText, { nil: undefined });
const siteId = fc.oneof(
  fc.maxSafeInteger(),
  plainText.map((text) => text.replace(/[\s,%]/g, '') || '1'),
);

holds(
  'the signature verifies with oauth-sign and by RFC 5849, and all that is sent is signed',
  fc.asyncProperty(
    fc.record({ id: idText, email: emailText, firstName: names, lastName: names }),
    ...[fc.constantFrom(...BASES), optionText, keyText, fc.array(siteId, { maxLength: 4 }), plainText, clock],
    async (user, baseWidgetUri, consumerKey, consumerSecret, siteIds, nonce, time) => {
      const options = {
        baseWidgetUri,
        consumerKey,
        consumerSecret,
        siteIds,
        now: () => time,
        randomNonce: () => nonce,
      };
      const escaped = [user.email, String(user.id), user.firstName, user.lastName].find((value) =>
        /%[0-9A-Fa-f]{2}/.test(value ?? ''),
      );
      const attempt = devhubSso(options).createWidgetUri(user);
      if (escaped !== undefined) {
        await expect(attempt).rejects.toMatchObject({ name: 'PartnerSsoError', code: 'user_incomplete' });
        return;
      }
      const uri = await attempt;
      const [base, query] = [uri.slice(0, uri.indexOf('?')), uri.slice(uri.indexOf('?') + 1)];
      expect(base).toBe(new URL(baseWidgetUri).href);
      const pairs = pairsOf(query);
      const { oauth_signature: signature, ...sent } = Object.fromEntries(pairs);
      expect(Object.keys(sent)).toHaveLength(pairs.length - 1);

      expect(signature).toBe(signatureOf(uri, consumerSecret));
      expect(signature).toBe(oauthSign.hmacsign('GET', base, sent, consumerSecret));
      const filled = (value: string | undefined): string | undefined =>
        value === undefined || value.trim() === '' ? undefined : value.toWellFormed();
      const wanted = {
        ...{ email: user.email, partner_user_id: String(user.id) },
        ...{ first_name: filled(user.firstName), last_name: filled(user.lastName) },
        partner_site_ids: siteIds.length === 0 ? undefined : siteIds.join(','),
        ...{ oauth_consumer_key: consumerKey, oauth_nonce: nonce, oauth_version: '1.0' },
        ...{ oauth_timestamp: String(Math.floor(time / 1000)), oauth_signature_method: 'HMAC-SHA1' },
      };
      expect(sent).toEqual(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)));
    },
  ),
);

holds(
  'any text as a site id is signed as it is, or refused',
  fc.asyncProperty(fc.array(anyText, { maxLength: 3 }), async (ids) => {
    const keys = { consumerKey: 'key', consumerSecret: 'secret' };
    const siteIds = (): string[] => ids;
    try {
      const handler = devhubSso({ baseWidgetUri: 'https://a.example/w.js', ...keys, siteIds });
      const uri = await handler.createWidgetUri({ id: 1, email: 'a@b' });
      const sent = new Map(pairsOf(uri.slice(uri.indexOf('?') + 1))).get('partner_site_ids');
      expect(sent?.split(',') ?? []).toEqual(ids);
    } catch (error) {
      if (!(error instanceof PartnerSsoError)) throw error;
      expect(error.code).toBe('request_invalid');
    }
  }),
);
