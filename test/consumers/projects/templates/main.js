// A host with a page in each of five template engines, made of the lines that the package's README documents.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import express from 'express';
import { cheetahMemberState, devhubSso } from 'express-partner-sso';
import { startSandbox } from 'express-partner-sso/sandbox';
import nunjucks from 'nunjucks';

const views = fileURLToPath(new URL('views/', import.meta.url));
const readme = readFileSync(
  join(dirname(fileURLToPath(import.meta.resolve('express-partner-sso/package.json'))), 'README.md'),
  'utf8',
);
const EXTENSIONS = { EJS: 'ejs', Pug: 'pug', Handlebars: 'hbs', Nunjucks: 'njk', Eta: 'eta' };

/** The line of the README's table, for the one local and for the other. */
function lineFor(engine) {
  const [, cell] =
    new RegExp(`^\\| ${engine} +\\| \`(.+)\` +\\|$`, 'm').exec(readme) ?? assert.fail(`no line for ${engine}`);
  return cell.replaceAll('\\|', '|');
}
const forDevhub = (line) => line.replaceAll('stellar_member_state_script', 'devhub_widget_script');

mkdirSync(views, { recursive: true });
for (const [engine, extension] of Object.entries(EXTENSIONS)) {
  writeFileSync(join(views, `page.${extension}`), `${lineFor(engine)}\n${forDevhub(lineFor(engine))}\n`);
}

/** An app for one engine: the adapter of Nunjucks takes over the views of the app that it is given. */
function createApp(extension, options) {
  const app = express();
  app.set('views', views);
  if (extension === 'njk') nunjucks.configure(views, { autoescape: true, express: app });
  const eta = new Eta();
  app.engine('eta', (path, locals, done) => done(null, eta.renderString(readFileSync(path, 'utf8'), locals)));
  app.use((req, res, next) => {
    req.user = { id: 7, email: 'jane@example.com', firstName: "Jane </script><script>alert('no')" };
    res.locals.cspNonce = 'bm9uY2U=';
    next();
  });
  app.use(cheetahMemberState(options.cheetah), devhubSso(options.devhub));
  app.get('/', (req, res) => res.render(`page.${extension}`));
  return app;
}

const sandbox = await startSandbox();
for (const [engine, extension] of Object.entries(EXTENSIONS)) {
  const server = createApp(extension, sandbox.options).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/`);
  const html = await answer.text();
  assert.equal(answer.status, 200, `${engine}: ${html}`);
  assert.match(
    html,
    /<script nonce="bm9uY2U=">[^<]*stellar_member_state[^<]*"access_token"[^<]*<\/script>/,
    `${engine}: ${html}`,
  );
  const [, uri] = /<script [^>]*src="([^"]+)"/.exec(html) ?? assert.fail(`${engine}: ${html}`);
  assert.equal((await fetch(uri.replaceAll('&amp;', '&'))).status, 200, engine);
  assert.doesNotMatch(html, /<script>alert/, engine);
  server.close();
  server.closeAllConnections();
}
assert.deepEqual(
  new Set(sandbox.attempts.map(({ vendor, verdict }) => `${vendor} ${verdict}`)),
  new Set(['cheetah accepted', 'devhub accepted']),
);
await sandbox.close();
console.log('ok');
