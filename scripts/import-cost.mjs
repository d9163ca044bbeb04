// What each entry costs at import, beside express, and which packages it loads, at import and in use: `node scripts/import-cost.mjs [--json]`.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const NAME = 'express-partner-sso';
const RUNS = 3;

/** Options to call a factory with, and the packages that each entry may load, at import and when its factory has been called. */
const ENTRIES = [
  { id: 'express', atImport: undefined },
  { id: NAME, atImport: ['express', 'oauth-1.0a'] },
  {
    id: `${NAME}/chargebackstop`,
    atImport: [],
    factory: ['chargebackstopSso', { partnerId: 'ptnr_1', ssoKey: 'k'.repeat(32) }],
    inUse: ['jose'],
  },
  {
    id: `${NAME}/devhub`,
    atImport: ['oauth-1.0a'],
    factory: ['devhubSso', { baseWidgetUri: 'https://a.example/w.js', consumerKey: 'k', consumerSecret: 's' }],
    inUse: ['oauth-1.0a'],
  },
  {
    id: `${NAME}/cheetah`,
    atImport: [],
    factory: ['cheetahMemberState', { baseUrl: 'https://a.example', clientId: 'c', clientSecret: 's' }],
    inUse: ['undici'],
  },
  {
    id: `${NAME}/paynearme`,
    atImport: [],
    factory: [
      'paynearmeAgentSso',
      { environment: 'sandbox', siteIdentifier: 'S1', secretKey: 'k'.repeat(32), agentRole: 'agent' },
    ],
    inUse: ['undici'],
  },
  { id: `${NAME}/sandbox`, atImport: ['express'] },
];
const FORMS = { import: (id) => `await import('${id}')`, require: (id) => `require('${id}')` };

function inNode(form, code) {
  const flags = form === 'import' ? ['--input-type=module'] : [];
  // Our own package is found by its name from here as it is from a host's folder; what Node warns of is not ours to print.
  return execFileSync(process.execPath, ['--no-warnings', ...flags, '-e', code], { cwd: root, encoding: 'utf8' });
}

function milliseconds(form, id) {
  const code = `const began = performance.now(); ${FORMS[form](id)}; console.log(performance.now() - began);`;
  return Math.min(...Array.from({ length: RUNS }, () => Number(inNode(form, code))));
}

/** The files that are loaded, as the debugger sees them: it knows those of both module systems. */
function filesOf(form, id, factory) {
  const use = factory === undefined ? '' : `loaded.${factory[0]}(${JSON.stringify(factory[1])});`;
  const inspector = form === 'import' ? `await import('node:inspector')` : `require('node:inspector')`;
  const code = `
    const { Session } = ${inspector};
    const files = new Set();
    const session = new Session();
    session.connect();
    session.on('Debugger.scriptParsed', ({ params }) => params.url.startsWith('file:') && files.add(params.url));
    session.post('Debugger.enable');
    const loaded = ${FORMS[form](id)};
    ${use}
    // Whatever a factory loads in the background is there when nothing is left to do.
    process.once('beforeExit', () => console.log(JSON.stringify([...files])));`;
  return JSON.parse(inNode(form, code)).filter((url) => !url.includes('[eval'));
}

const packageOf = (url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? NAME;
const packagesOf = (files) => new Set(files.map(packageOf));

const problems = [];
const rows = [];
for (const form of Object.keys(FORMS)) {
  const expresss = packagesOf(filesOf(form, 'express'));
  for (const { id, atImport, factory, inUse } of ENTRIES) {
    const files = filesOf(form, id);
    const check = (when, loaded, allowed) => {
      const free = allowed.includes('express') ? expresss : new Set();
      const found = [...packagesOf(loaded)].filter((name) => name !== NAME && (name === 'express' || !free.has(name)));
      if (found.sort().join() !== [...allowed].sort().join()) {
        problems.push(`${form} ${id} loads [${found.join(', ')}] ${when}, not [${allowed.join(', ')}]`);
      }
    };
    if (atImport !== undefined) check('at import', files, atImport);
    if (factory !== undefined) check('when its factory is called', filesOf(form, id, factory), inUse);
    rows.push({
      form,
      entry: id,
      ms: Number(milliseconds(form, id).toFixed(1)),
      modules: files.length,
      'in use': (inUse ?? []).join(' '),
    });
  }
}
if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else console.table(rows);
if (problems.length > 0) throw new Error(problems.join('\n'));
