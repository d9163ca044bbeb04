// A user of a host clicks on the link to Chargebackstop.
import ejs from 'ejs';
import type { ChargebackstopSsoOptions } from '../../../lib/vendors/chargebackstop/index.js';
import { chargebackstopSso } from '../../../lib/vendors/chargebackstop/index.js';
import type { Bench } from '../bench.js';
import type { Evidence } from '../mistake.js';

type Options = Partial<ChargebackstopSsoOptions>;

/** A user clicks; what the app sent is pasted into `explain`. */
export async function click(bench: Bench, options: Options, user?: object): Promise<Evidence> {
  const given = { ...bench.sandbox.options.chargebackstop, ...options };
  const host = await bench.host((app) => app.get('/go', chargebackstopSso(given)), user);
  const { headers, error } = await bench.visit(`${host}/go`);
  const location = headers.get('location') ?? '';
  if (location !== '') await bench.visit(location);
  return { error, explain: location === '' ? '' : await bench.explain('chargebackstop', location) };
}

/** A page of the app with a link, and a user who follows it. */
export async function clickInPage(bench: Bench, template: string): Promise<Evidence> {
  const sso = chargebackstopSso(bench.sandbox.options.chargebackstop);
  const host = await bench.host((app) =>
    app.get('/page', (req, res, next) => {
      sso.createUrl((req as unknown as { user: { id: string } }).user, req).then((url) => {
        res.type('html').send(ejs.render(template, { url, escaped: url.replaceAll('&', '&amp;') }));
      }, next);
    }),
  );
  const { text } = await bench.visit(`${host}/page`);
  // As a browser reads an attribute: once.
  const href = (/href="([^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
  await bench.visit(href);
  return { explain: await bench.explain('chargebackstop', href) };
}
