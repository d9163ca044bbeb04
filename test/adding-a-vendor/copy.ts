// A copy of the package in which a page's instructions are carried out: its files written, its diffs applied.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../docs/blocks.js';
import type { Block } from '../docs/blocks.js';

/** What the compiler, the linter and a test of one vendor need. `node_modules` is found above. */
const COPIED = ['lib', 'test/support', 'package.json', 'eslint.config.js', 'jest.config.ts'];
const CONFIGS = ['tsconfig.json', 'tsconfig.build.json', 'test/tsconfig.json'];

export interface Copy {
  readonly folder: string;
  close(): Promise<void>;
}

/** Makes the copy and follows the blocks that name a file. */
export function follow(blocks: readonly Block[]): Copy {
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'test-results/vendor-'));
  for (const name of [...COPIED, ...CONFIGS]) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const { file, language, code, place } of blocks) {
    if (file === undefined) continue;
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, language === 'diff' ? patched(readFileSync(path, 'utf8'), code, place) : code);
  }
  return {
    folder,
    close() {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** Applies the hunks of a diff: what each takes away or leaves has to stand in the text, once. */
export function patched(text: string, diff: string, place: string): string {
  const hunks = diff.split(/^@@.*\n/m).filter((hunk) => hunk.trim() !== '');
  return hunks.reduce((before, hunk) => {
    const lines = hunk.split('\n').filter((line) => line !== '');
    const without = (sign: string): string =>
      lines.flatMap((line) => (line.startsWith(sign) ? [] : [`${line.slice(1)}\n`])).join('');
    const [old, now] = [without('+'), without('-')];
    if (before.split(old).length !== 2) throw new Error(`${place}: this does not stand in the file, or twice:\n${old}`);
    return before.replace(old, () => now);
  }, text);
}
