// What the release check asks a registry, which is played here, and what it makes of one that does not answer.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { tidy } from '../support/tidy.js';
import { tinyPackage } from './tiny-package.js';

jest.setTimeout(300_000);

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Runs one step against a registry that answers every request in this way. */
async function ask(step: string, { status, body }: Answer): Promise<{ code: number; said: string }> {
  const server = createServer((req, res) => {
    if (req.url === '/brought') {
      res.end(JSON.stringify({ name: 'brought', versions: { '1.0.0': { name: 'brought', version: '1.0.0' } } }));
      return;
    }
    res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tidy({ close: () => new Promise((resolve) => server.close(resolve)) });
  const tiny = tidy(tinyPackage());
  // npm asks about holes only where something is installed along.
  tiny.change((manifest) => {
    manifest['dependencies'] = { brought: '^1.0.0' };
  });
  const lock = JSON.parse(tiny.read('package-lock.json')) as { packages: Record<string, unknown> };
  lock.packages['node_modules/brought'] = { version: '1.0.0' };
  tiny.write('package-lock.json', JSON.stringify(lock));
  const { port } = server.address() as AddressInfo;
  const env = {
    npm_config_registry: `http://127.0.0.1:${String(port)}/`,
    npm_config_cache: join(tiny.folder, 'cache'),
  };
  return tiny.check(['--only', step], env);
}

const packument = (...versions: string[]): Answer => ({
  status: 200,
  body: {
    name: 'tiny-thing',
    'dist-tags': { latest: versions.at(-1) },
    versions: Object.fromEntries(versions.map((version) => [version, { name: 'tiny-thing', version, dist: {} }])),
  },
});
const HOLE = {
  id: 1,
  url: 'https://advisories.example/1',
  title: 'a hole',
  severity: 'low',
  vulnerable_versions: '<2.0.0',
};
const MISSING: Answer = { status: 404, body: { error: 'not found' } };
const REFUSED: Answer = { status: 405, body: { message: 'not allowed' } };

test.each([
  {
    title: 'a package that was never published',
    answer: MISSING,
    line: 'ok      published: tiny-thing was never published',
  },
  {
    title: 'a version that is free',
    answer: packument('1.2.1', '1.2.2'),
    line: 'ok      published: 1.2.3 is free beside 2 others',
  },
  {
    title: 'the first version beside one',
    answer: packument('1.2.2'),
    line: 'ok      published: 1.2.3 is free beside 1 others',
  },
  {
    title: 'a version that is there',
    answer: packument('1.2.2', '1.2.3'),
    line: 'FAILED  published: 1.2.3 is published already',
  },
  { title: 'a registry that refuses', answer: REFUSED, line: 'UNKNOWN published: the registry does not tell: ' },
])('published: $title', async ({ answer, line }) => {
  const { code, said } = await ask('published', answer);
  expect(said).toContain(line);
  expect(said).not.toContain('127.0.0.1');
  expect(code).toBe(line.startsWith('ok') ? 0 : 1);
});

test.each([
  { title: 'no hole', answer: { status: 200, body: {} }, line: 'ok      audit: no known hole' },
  { title: 'a hole', answer: { status: 200, body: { brought: [HOLE] } }, line: 'FAILED  audit: 1 known in brought' },
  {
    title: 'a registry without that endpoint',
    answer: REFUSED,
    line: 'UNKNOWN audit: the registry does not answer npm audit: ',
  },
])('audit: $title', async ({ answer, line }) => {
  const { code, said } = await ask('audit', answer);
  expect(said).toContain(line);
  expect(said).not.toContain('127.0.0.1');
  expect(said).toContain(line.startsWith('UNKNOWN') ? 'Not ready: 1 could not be asked.' : '');
  expect(code).toBe(line.startsWith('ok') ? 0 : 1);
});
