// The links of a Markdown page, and whether they lead somewhere.

import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const ROOT = join(__dirname, '../..');

/** A relative link, as the file of the repository and the heading that it means. */
export interface Link {
  /** As written. */
  readonly link: string;
  readonly path: string;
  readonly heading: string | undefined;
}

/** Where a heading is found in a link, as repository hosts make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');

/** What is no code: a `#` there begins a comment, and a bracket is one. */
const prose = (text: string): string => text.replaceAll(/^ *```[^]*?^ *```$/gm, '');

/** The anchors of a page: its headings, and those that it sets itself. */
export const anchorsIn = (text: string): string[] =>
  [...prose(text).matchAll(/^#+ (.*)$|<a id="([\w-]+)"><\/a>/gm)].map(
    ([, heading, id]) => id ?? anchorOf(heading ?? ''),
  );

/** The links of a page to files and headings of ours, images too; those to other sites are left out. */
export function linksIn(page: string, text: string): Link[] {
  const links = [...prose(text).matchAll(/\]\((?![a-z]+:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.map((link) => {
    const [file = '', heading] = link.split('#');
    return { link, path: file === '' ? page : posix.join(posix.dirname(page), file), heading };
  });
}

/** Those that lead to no file, or to no heading of it. */
export function deadLinks(page: string, text: string): string[] {
  const dead = linksIn(page, text).filter(({ path, heading }) => {
    if (!existsSync(join(ROOT, path))) return true;
    if (heading === undefined) return false;
    const target = path === page ? text : readFileSync(join(ROOT, path), 'utf8');
    return !anchorsIn(target).includes(heading);
  });
  return dead.map(({ link }) => link);
}
