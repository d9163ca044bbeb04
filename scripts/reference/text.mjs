// What is changed about the pages after typedoc has written them: their heads, and links where the comments only name a place.
import { existsSync, readFileSync } from 'node:fs';

const HEADINGS = new Set([...readFileSync('docs/errors.md', 'utf8').matchAll(/^### (\w+)$/gm)].map(([, code]) => code));

/** `docs/faults.md` in a comment is a path of the repository; in the page it is a link beside it. */
const withLinks = (text) =>
  text.replaceAll(/(?<![\w/[(])`?docs\/([\w/-]+\.md)`?/g, (_named, path) => {
    if (!existsSync(`docs/${path}`)) throw new Error(`A comment names docs/${path}, which is not there.`);
    return `[docs/${path}](../${path})`;
  });

/** The codes that something throws lead to their headings. */
const withCodes = (text) =>
  text.replaceAll(/^(#+ Throws\n\n)(.+)$/gm, (_whole, heading, words) => {
    const linked = words.replaceAll(/`(\w+)`/g, (word, code) =>
      HEADINGS.has(code) ? `[${word}](../errors.md#${code})` : word,
    );
    return heading + linked.replace(/^PartnerSsoError\b/, '`PartnerSsoError`');
  });

/** What an entry hands on from another one: a list in place of a chapter for each. */
const withShortReferences = (text) =>
  text.replace(/^## References\n[\s\S]*?(?=^## |$(?![\s\S]))/m, (chapter) => {
    const links = [...chapter.matchAll(/^Re-exports \[(.+)\]\((.+)\)$/gm)];
    const lines = links.map(([, name, where]) => `- [\`${name}\`](${where})`);
    return `## What it has from other entries\n\n${lines.join('\n')}\n\n`;
  });

/** A parent that is not exported has no page to lead to. */
const withoutHiddenParents = (text) => text.replaceAll(/^#+ Inherited from\n\n`\w+\.\w+`\n+/gm, '');

/** Within a word it needs none. */
const withoutBackslashes = (text) => text.replaceAll('\\_', '_');

/** Code stays as it is. */
const outsideOfCode = (page, change) =>
  page
    .split(/(^ *```[\s\S]*?^ *```$)/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');

/** The pages by their names, as they are kept. */
export function tidied(entries) {
  // Everything has an anchor of its own; those that nothing leads to only stand in the way of a reader of the plain text.
  const wanted = new Set(
    entries.flatMap(({ text }) => [...text.matchAll(/#(api-[\w-]+)\)/g)].map(([, anchor]) => anchor)),
  );
  const withFewAnchors = (text) =>
    text.replaceAll(/<a id="([\w-]+)"><\/a>\s*/g, (whole, anchor) => (wanted.has(anchor) ? whole : ''));

  const changes = [withShortReferences, withFewAnchors, withLinks, withCodes, withoutHiddenParents, withoutBackslashes];
  return entries.map(({ id, text, ...entry }) => {
    const head = [
      `# \`${id}\``,
      'All that this entry exports. Made by `npm run reference -- --write` from the comments in lib/: change it there.',
    ];
    const body = outsideOfCode(text, (part) => changes.reduce((changed, change) => change(changed), part));
    return { ...entry, text: `${head.join('\n\n')}\n\n${body.trim()}\n` };
  });
}
