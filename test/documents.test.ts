// The documents: each code has its heading, each link leads somewhere, and in the package too.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PartnerSsoError } from '../lib/handoff/errors.js';
import { HOST_ERROR } from '../lib/vendors/cheetah/host-error.js';
import { CODES } from './refusals/table.js';
import { readSources } from './support/imports.js';
import { anchorsIn, deadLinks, linksIn } from './support/links.js';

const ROOT = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PAGES = [
  ...['README.md', 'CHANGELOG.md', 'SECURITY.md', 'UPGRADING.md'],
  ...readdirSync(join(ROOT, 'docs'), { recursive: true })
    .map((file) => `docs/${String(file)}`)
    .filter((file) => file.endsWith('.md')),
].sort();

const ERRORS = read('docs/errors.md');

/** What stands under a heading, up to the next one. */
const entryOf = (heading: string): string | undefined => ERRORS.split(`\n### ${heading}\n`)[1]?.split(/\n##/)[0];

/** The codes of the warnings in the source: given as text, or as a name whose value is text. */
const WARNINGS = readSources(join(ROOT, 'lib')).flatMap(({ text }) =>
  [...text.matchAll(/warnOnce\(\s*[\w.]+,\s*([^,]+),/g)].map(([, code = '']) => code),
);

test('each warning of the source is known here', () => {
  expect(WARNINGS.length).toBeGreaterThan(7);
  expect(WARNINGS.filter((code) => !/^'[a-z_]+'$/.test(code)).sort()).toEqual(['HOST_ERROR', '`cheetah_${code}`']);
});

const HEADINGS = [
  ...CODES,
  HOST_ERROR,
  ...WARNINGS.map((code) => {
    if (code === 'HOST_ERROR') return 'PARTNER_SSO_HOST_ERROR';
    return code.startsWith('`') ? 'PARTNER_SSO_CHEETAH_CODE' : `PARTNER_SSO_${code.slice(1, -1).toUpperCase()}`;
  }),
];

test.each(HEADINGS)('%s has a heading that says what it is, how to see it and what to do', (heading) => {
  const entry = entryOf(heading) ?? '';
  for (const part of ['Cause', 'How to see it', 'Fix'])
    expect(entry).toMatch(new RegExp(`^- \\*\\*${part}:\\*\\* \\S`, 'm'));
});

test('no heading is left over', () => {
  const [, below = ''] = ERRORS.split('\n## The codes\n');
  const found = [...below.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
  expect(found.sort()).toEqual([...HEADINGS].sort());
});

test.each(CODES)('the link at the end of %s leads to its heading, on a page that is in the package', (code) => {
  const { message } = new PartnerSsoError(code, 'tiny', 'It did not work.');
  const [, name, page = '', anchor = ''] = / See https:\/\/unpkg\.com\/([\w-]+)\/(.*)#(.*)$/.exec(message) ?? [];
  expect({ name, page }).toEqual({ name: 'express-partner-sso', page: 'docs/errors.md' });
  expect(anchorsIn(read(page))).toContain(anchor);
});

test('the anchors of the page are unique', () => {
  const anchors = anchorsIn(ERRORS);
  expect(anchors).toEqual([...new Set(anchors)]);
});

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  expect(deadLinks(page, read(page))).toEqual([]);
});

test('what is in the package links to nothing beside it, but for pictures and the example app', () => {
  const packed = (path: string): boolean => PAGES.includes(path) || path === 'LICENSE';
  const outside = PAGES.flatMap((page) =>
    linksIn(page, read(page))
      .filter(({ path }) => !packed(path) && !/^(?:docs\/images|example-app)\//.test(path))
      .map(({ path }) => `${page} → ${path}`),
  );
  expect([...new Set(outside)]).toEqual([]);
});

test('package.json packs the documents without their images', () => {
  const { files, homepage } = JSON.parse(read('package.json')) as { files: string[]; homepage: string };
  expect(files).toEqual(expect.arrayContaining(['docs/**/*.md', 'CHANGELOG.md', 'SECURITY.md', 'UPGRADING.md']));
  expect(homepage).toBe('https://www.npmjs.com/package/express-partner-sso');
});

test('a link to a file or a heading that is not there would be noticed', () => {
  const text =
    '## Here & there\n[a](#here--there) [b](#nowhere) [c](errors.md#sso_error) [d](errors.md#nowhere) [e](no.md)\n' +
    '```sh\n# a comment\n```\n[f](#a-comment) [g](https://example.com/no.md)';
  expect(deadLinks('docs/security.md', text)).toEqual(['#nowhere', 'errors.md#nowhere', 'no.md', '#a-comment']);
});
