// Takes the code blocks out of the README and docs/, with what the comments before them say of them.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { givenTo, isGenerated } from './reference.js';

export const ROOT = join(__dirname, '../..');

/** One fenced block. */
export interface Block {
  /** The document, below the root: `docs/cli.md`. */
  readonly document: string;
  /** Line of the document on which its code begins, counted from 1. */
  readonly line: number;
  /** `document:line`, for titles and messages. */
  readonly place: string;
  /** What stands after the fence; empty where nothing does. */
  readonly language: string;
  /** Without the spaces that a list puts before each line. */
  readonly code: string;
  /** `given: app, users`: names that the block takes from elsewhere. */
  readonly given: readonly string[];
  /** `fragment: why`: it is no whole piece of code, for this reason. */
  readonly fragment: string | undefined;
  /** `run: …`: it is run, and how. */
  readonly run: string | undefined;
  /** The name of the file that it is, where a comment gives one. */
  readonly file: string | undefined;
}

const FENCE = /^( *)(`{3,})([^`]*)$/;
const COMMENT = /^ *<!-- (.*?) -->$/;
const FILE = /^[\w./-]+\.\w+$/;

/** The documents whose blocks are checked; docs/api is made of declarations, and compared with them elsewhere. */
export function documents(): string[] {
  const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  return ['README.md', ...pages.filter((name) => /^(?!api\/).*\.md$/.test(name)).map((name) => `docs/${name}`)].sort();
}

/** The blocks of all documents. */
export function allBlocks(): Block[] {
  return documents().flatMap((document) => blocksOf(document, readFileSync(join(ROOT, document), 'utf8')));
}

/** The blocks of a text. */
export function blocksOf(document: string, text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  let comments: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, indent, fence, language = ''] = FENCE.exec(line) ?? [];
    if (indent !== undefined && fence !== undefined) {
      const end = lines.findIndex((other, index) => index > at && other.trim() === fence);
      if (end === -1) throw new Error(`${document}:${String(at + 1)}: a block that does not end`);
      const code = lines.slice(at + 1, end).map((other) => other.slice(indent.length));
      blocks.push(block(document, at + 2, language.trim(), `${code.join('\n')}\n`, comments));
      at = end;
      comments = [];
    } else {
      const [, comment] = COMMENT.exec(line) ?? [];
      if (comment !== undefined) comments.push(comment);
      else if (line.trim() !== '') comments = [];
    }
  }
  return blocks;
}

function block(document: string, line: number, language: string, code: string, comments: readonly string[]): Block {
  const said = (name: string): string | undefined =>
    comments
      .find((comment) => comment.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  return {
    ...{ document, line, language, code },
    place: `${document}:${String(line)}`,
    given: isGenerated(document)
      ? givenTo(code)
      : (said('given') ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
    fragment: said('fragment'),
    run: said('run'),
    file: comments.find((comment) => FILE.test(comment)),
  };
}
