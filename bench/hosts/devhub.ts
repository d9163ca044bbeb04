// A page with the signed widget URI in three forms: the package, oauth-1.0a by hand, and oauth-sign by hand.
import express, { type RequestHandler } from 'express';
import { devhubSso } from 'express-partner-sso/devhub';
import OAuth from 'oauth-1.0a';
import oauthSign from 'oauth-sign';
import { createHmac, randomBytes } from 'node:crypto';
import { serve } from './serve.js';
import type { USER } from './user.js';
import { signedIn } from './user.js';

export const WIDGET = 'https://sites.example.com/sso/v2/widget.js';
export const CONSUMER = { key: 'bench-key', secret: 'a consumer secret of the benchmark, of more than 32 bytes' };

const parametersOf = ({ email, id, firstName, lastName }: typeof USER): Record<string, string> => ({
  email,
  partner_user_id: id,
  first_name: firstName,
  last_name: lastName,
  partner_site_ids: '12345,23145',
});
const userOf = (req: unknown): typeof USER => (req as { user: typeof USER }).user;
const noStore = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' };
const page: RequestHandler = (_req, res) => {
  res.type('html').send(`<!doctype html><title>Sites</title>${String(res.locals['devhub_widget_script'])}`);
};
const script = (uri: string): string => `<script src="${uri.replaceAll('&', '&amp;')}"></script>`;

/** Careful hand-written code on oauth-1.0a. */
function byOauth1a(): RequestHandler {
  const oauth = new OAuth({
    consumer: CONSUMER,
    signature_method: 'HMAC-SHA1',
    hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
  });
  return (req, res, next) => {
    const data = parametersOf(userOf(req));
    const signed = { ...data, ...oauth.authorize({ url: WIDGET, method: 'GET', data }) };
    const query = Object.entries(signed).map(
      ([name, value]) => `${oauth.percentEncode(name)}=${oauth.percentEncode(String(value))}`,
    );
    res.set(noStore);
    res.locals['devhub_widget_script'] = script(`${WIDGET}?${query.join('&')}`);
    next();
  };
}

/** The same on oauth-sign. */
const byOauthSign: RequestHandler = (req, res, next) => {
  const parameters: Record<string, string> = {
    ...parametersOf(userOf(req)),
    oauth_consumer_key: CONSUMER.key,
    oauth_nonce: randomBytes(16).toString('hex'),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_version: '1.0',
  };
  parameters['oauth_signature'] = oauthSign.hmacsign('GET', WIDGET, parameters, CONSUMER.secret);
  const query = Object.entries(parameters).map(
    ([name, value]) => `${oauthSign.rfc3986(name)}=${oauthSign.rfc3986(value)}`,
  );
  res.set(noStore);
  res.locals['devhub_widget_script'] = script(`${WIDGET}?${query.join('&')}`);
  next();
};

const without: RequestHandler = (_req, res, next) => {
  res.locals['devhub_widget_script'] = script(WIDGET);
  next();
};

const host = (handler: RequestHandler): express.Express => express().use(signedIn).get('/go', handler, page);

await serve({
  ours: host(
    devhubSso({
      baseWidgetUri: WIDGET,
      consumerKey: CONSUMER.key,
      consumerSecret: CONSUMER.secret,
      siteIds: ['12345', '23145'],
    }),
  ),
  oauth1a: host(byOauth1a()),
  oauthSign: host(byOauthSign),
  without: host(without),
  again: host(without),
});
