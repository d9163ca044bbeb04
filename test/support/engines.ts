// The five template engines of the documents, as a host puts them into Express.

import { readFileSync } from 'node:fs';
import { Eta } from 'eta';
import type { Express } from 'express';
import nunjucks from 'nunjucks';

/** Something that a page is made of. */
export type Part =
  /** A line as it stands in a document. */
  | { readonly print: string }
  /** A script of the host's own, with a line of the document between two pieces of code. */
  | { readonly code: readonly [before: string, line: string, after: string] }
  /** A script of the host's own that is loaded from the URL in this local. */
  | { readonly load: string };

export interface Engine {
  /** Its name in the documents. */
  readonly name: string;
  readonly extension: string;
  /** Makes `res.render` know it. */
  readonly install: (app: Express, views: string) => void;
  /** Prints a local within an attribute. */
  readonly escaped: (local: string) => string;
  /** The line that prints plain data unescaped, made from the one for a script element. */
  readonly raw: (line: string) => string;
  /** The source of a page; its scripts carry the local `cspNonce`. */
  readonly page: (parts: readonly Part[]) => string;
}

const plainly = (line: string): string => line.replace('stellar_member_state_script', 'stellar_member_state');

const inThreeBraces = (line: string): string => `{${plainly(line)}}`;

/** For the engines that fill in HTML. */
const htmlPage =
  (escaped: (local: string) => string): Engine['page'] =>
  (parts) =>
    [
      '<!doctype html><meta charset="utf-8"><title>Member</title>',
      '<div data-devhub-links></div>',
      ...parts.map((part) => {
        if ('print' in part) return part.print;
        const nonce = `nonce="${escaped('cspNonce')}"`;
        if ('load' in part) return `<script src="${escaped(part.load)}" ${nonce}></script>`;
        return `<script ${nonce}>${part.code.join('')}</script>`;
      }),
    ].join('\n');

const pugPage: Engine['page'] = (parts) =>
  [
    ...['doctype html', "meta(charset='utf-8')", 'title Member', 'div(data-devhub-links)'],
    ...parts.map((part) => {
      if ('print' in part) return part.print;
      if ('load' in part) return `script(src=${part.load} nonce=cspNonce)`;
      const [before, line, after] = part.code;
      return ['script(nonce=cspNonce)', `| ${before}`, line, `| ${after}`].join('\n  ');
    }),
  ].join('\n');

/** EJS, Pug and Handlebars are found by Express itself; Nunjucks brings an adapter, and Eta needs one of a few lines. */
const byExpress: Engine['install'] = () => {};
const byNunjucks: Engine['install'] = (app, views) => {
  nunjucks.configure(views, { autoescape: true, express: app });
};
const byEta: Engine['install'] = (app) => {
  const engine = new Eta();
  app.engine('eta', (path, locals, done) => {
    done(null, engine.renderString(readFileSync(path, 'utf8'), locals));
  });
};

const ejs: Engine['escaped'] = (local) => `<%= locals.${local} %>`;
const pug: Engine['escaped'] = (local) => local;
const braces: Engine['escaped'] = (local) => `{{${local}}}`;
const spacedBraces: Engine['escaped'] = (local) => `{{ ${local} }}`;
const eta: Engine['escaped'] = (local) => `<%= it.${local} ?? '' %>`;

export const ENGINES: readonly Engine[] = [
  { name: 'EJS', extension: 'ejs', install: byExpress, escaped: ejs, raw: plainly, page: htmlPage(ejs) },
  { name: 'Pug', extension: 'pug', install: byExpress, escaped: pug, raw: plainly, page: pugPage },
  {
    name: 'Handlebars',
    extension: 'hbs',
    install: byExpress,
    escaped: braces,
    raw: inThreeBraces,
    page: htmlPage(braces),
  },
  {
    name: 'Nunjucks',
    extension: 'njk',
    install: byNunjucks,
    escaped: spacedBraces,
    raw: plainly,
    page: htmlPage(spacedBraces),
  },
  {
    name: 'Eta',
    extension: 'eta',
    install: byEta,
    escaped: eta,
    raw: plainly,
    page: htmlPage(eta),
  },
];
