// Which host app runs on which Express, and what it stands for: the table of docs/compatibility.md is made of this.

/** How a project is prepared and run, in its folder: the arguments of Node. */
const program = (file) => ({ run: [file] });
const compiled = { compile: () => ['tsconfig.json'], run: ['dist/main.js'] };
const RESOLUTIONS = {
  // TypeScript 7 knows no node10 any more.
  express4: ['tsconfig.node10.json', 'tsconfig.node16.json'],
  express5: ['tsconfig.node16.json', 'tsconfig.nodenext.json', 'tsconfig.bundler.json'],
};

export const PROJECTS = [
  {
    name: 'javascript-esm',
    hosts: ['express4.17', 'express4', 'express5'],
    ...program('main.js'),
    covers: 'JavaScript, ES modules; express-session; passport',
  },
  {
    name: 'javascript-commonjs',
    hosts: ['express4.17', 'express4', 'express5'],
    ...program('main.js'),
    covers: "JavaScript, CommonJS, the vendors' subpaths; cookie-session; `req.oidc.user` as of express-openid-connect",
  },
  {
    name: 'typescript-esm',
    hosts: ['express4', 'express5'],
    ...compiled,
    covers: 'TypeScript, ES modules (`nodenext`); cookie-session; `req.oidc.user`',
  },
  {
    name: 'typescript-commonjs',
    hosts: ['express4', 'express5'],
    ...compiled,
    covers: 'TypeScript, CommonJS (`node16`); express-session; passport',
  },
  {
    name: 'types',
    hosts: ['express4', 'express5'],
    compile: (host) => RESOLUTIONS[host],
    covers: 'types of every entry under `node10`, `node16`, `nodenext` and `bundler`, `strict`, `skipLibCheck: false`',
  },
  {
    name: 'jest-commonjs',
    hosts: ['express4', 'express5'],
    run: ['../node_modules/jest/bin/jest.js', '--ci', '--watchman=false'],
    covers: "a CommonJS host's own tests in an unconfigured Jest, with supertest and the sandbox; a plain `req.user`",
  },
  {
    name: 'templates',
    hosts: ['express4', 'express5'],
    ...program('main.js'),
    covers: 'EJS, Pug, Handlebars, Nunjucks and Eta by the lines in the README',
  },
  {
    name: 'dispatchers',
    hosts: ['express5'],
    ...compiled,
    covers: "a host's own `ProxyAgent` of undici 6, 7 and (from Node 22.19) 8; TypeScript",
  },
];
