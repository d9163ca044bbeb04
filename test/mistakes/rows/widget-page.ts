// A page of a host with the widget of DevHub, and a signer of the host's own.
import ejs from 'ejs';
import type { RequestHandler } from 'express';
import * as oauthSign from 'oauth-sign';
import type { DevhubSsoOptions } from '../../../lib/vendors/devhub/index.js';
import { devhubSso } from '../../../lib/vendors/devhub/index.js';
import { oauthParameters, withQuery } from '../../sandbox/helpers.js';
import type { Bench } from '../bench.js';
import type { Evidence } from '../mistake.js';

/** The tags of a page, as a browser loads them. */
const widgetsIn = (html: string): string[] =>
  [...html.matchAll(/<script src="([^"]*)"/g)].map(([, src = '']) => src.replaceAll('&amp;', '&'));

interface PageOptions {
  readonly options?: Partial<DevhubSsoOptions>;
  readonly user?: object;
  readonly template?: string;
  /** Stands before the middleware. */
  readonly before?: RequestHandler;
  /** How often the page is loaded. */
  readonly loads?: number;
}

/** A page with the widget is loaded; its script, too. */
export async function load(
  bench: Bench,
  { options, user, template = PAGE, before, loads = 1 }: PageOptions,
): Promise<Evidence> {
  const devhub = devhubSso({ ...bench.sandbox.options.devhub, ...options });
  const host = await bench.host((app) => {
    if (before !== undefined) app.use(before);
    app.get('/sites', devhub, (_req, res) => {
      res.type('html').send(ejs.render(template, { locals: res.locals }));
    });
  }, user);
  let [error, last] = ['', ''];
  for (let left = loads; left > 0; left -= 1) {
    const page = await bench.visit(`${host}/sites`);
    error = page.error;
    for (const src of widgetsIn(page.text)) await bench.visit((last = src));
  }
  return { error, explain: last === '' || loads > 1 ? '' : await bench.explain('devhub', last) };
}

export const PAGE = '<div data-devhub-links></div><%- locals.devhub_widget_script %>';

/** A CDN, or a middleware that keeps pages. */
export function cacheOfPages(): RequestHandler {
  let kept: unknown;
  return (_req, res, next) => {
    if (kept !== undefined) {
      res.type('html').send(kept);
      return;
    }
    const send = res.send.bind(res);
    res.send = (body: unknown) => {
      kept = body;
      return send(body);
    };
    next();
  };
}

/** A signer of the host's own, in the words of many answers on the web; blank values are signed like others. */
export async function ownSigner(
  bench: Bench,
  own: Record<string, string>,
  changed?: Record<string, string>,
): Promise<Evidence> {
  const { baseWidgetUri, consumerSecret } = bench.sandbox.options.devhub;
  const now = String(Math.floor(Date.now() / 1000));
  const parameters = oauthParameters(bench.sandbox, { ...own, oauth_timestamp: now });
  const signature = oauthSign.hmacsign('GET', baseWidgetUri, parameters, consumerSecret);
  const url = withQuery(baseWidgetUri, { ...parameters, ...changed, oauth_signature: signature });
  const host = await bench.host((app) =>
    app.get('/sites', (_req, res) => {
      res.type('html').send(ejs.render('<script src="<%= url %>"></script>', { url }));
    }),
  );
  for (const src of widgetsIn((await bench.visit(`${host}/sites`)).text)) {
    await bench.visit(src.replaceAll('&#39;', "'"));
  }
  return { explain: await bench.explain('devhub', url) };
}
