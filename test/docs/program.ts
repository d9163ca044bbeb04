// Type-checks blocks as files that lie beside their document, where they import this package by its public name.

import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from './blocks.js';
import type { Block } from './blocks.js';
import { HOST_APP } from './host-app.js';

const HERE = __dirname;
const AMBIENT = { host: join(HERE, 'host-app.d.ts'), neighbours: join(HERE, 'neighbours.d.ts') };
const CHECKED = ['ts', 'tsx', 'js'];

/** Blocks that are checked together, as their readers' own compiler would. */
interface Reader {
  readonly of: (block: Block, page: readonly Block[]) => boolean;
  readonly options: ts.CompilerOptions;
}

const COMMON: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node', 'jest'],
  lib: ['lib.es2023.d.ts', 'lib.es2024.string.d.ts'],
};

const isBrowserPage = (page: readonly Block[]): boolean => page.some(({ language }) => language === 'tsx');

const READERS: readonly Reader[] = [
  // Who writes JavaScript declares no types; what the compiler infers is held against ours all the same.
  {
    of: ({ language }) => language === 'js',
    options: {
      ...COMMON,
      allowJs: true,
      checkJs: true,
      noImplicitAny: false,
      strictNullChecks: false,
      useUnknownInCatchVariables: false,
    },
  },
  { of: ({ language }, page) => language !== 'js' && !isBrowserPage(page), options: COMMON },
  {
    of: ({ language }, page) => language !== 'js' && isBrowserPage(page),
    options: {
      ...COMMON,
      jsx: ts.JsxEmit.ReactJSX,
      lib: [...(COMMON.lib ?? []), 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    },
  },
];

/** What is right in JavaScript, and only has no types to show it. */
const UNTYPED = [
  /'locals' does not exist on type 'ServerResponse/, // helmet calls back with Express' response, and names Node's
  /'ParsedQs' is not assignable to type 'SiteId/, // what is no text is refused by us, as the page says
];

/** What the compiler has against the blocks, a line each: `docs/cli.md:37 …`. */
export function complaintsOf(blocks: readonly Block[]): string[] {
  const checked = blocks.filter(
    (block) => CHECKED.includes(block.language) && block.fragment === undefined && !isOurs(block),
  );
  return READERS.flatMap((reader) => {
    const read = checked.filter((block) =>
      reader.of(
        block,
        blocks.filter(({ document }) => document === block.document),
      ),
    );
    return read.length === 0 ? [] : complaintsTo(read, reader.options);
  });
}

/** A file of this package, in a page on how to work on it: test/adding-a-vendor/ compiles it where it belongs. */
const isOurs = ({ document, file }: Block): boolean =>
  document === 'docs/adding-a-vendor.md' && file !== undefined && /^(?:lib|test)\//.test(file);

/** Where the compiler finds a block: beside its document, by its name, so that the files of a page find each other. */
function pathOf({ document, line, language, file }: Block): string {
  return join(ROOT, `${document}.blocks`, file ?? `block-${String(line)}.${language}`);
}

/** What a block takes as given is imported on its first line, so that the lines keep their numbers. */
function sourceOf({ given, code }: Block, path: string): string {
  if (given.length === 0) return code;
  return `import { ${given.join(', ')} } from '${relative(dirname(path), join(HERE, 'given.js'))}'; ${code}`;
}

function complaintsTo(blocks: readonly Block[], options: ts.CompilerOptions): string[] {
  const byPath = new Map(blocks.map((block) => [pathOf(block), block]));
  const sources = new Map(blocks.map((block) => [pathOf(block), sourceOf(block, pathOf(block))]));
  sources.set(AMBIENT.host, HOST_APP);
  const folders = new Set([...sources.keys()].map((path) => dirname(path)));
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => sources.has(path) || disk.fileExists(path),
    readFile: (path) => sources.get(path) ?? disk.readFile(path),
    directoryExists: (path) => folders.has(path) || disk.directoryExists?.(path) === true,
    getSourceFile(path, target) {
      const own = sources.get(path);
      return own === undefined ? disk.getSourceFile(path, target) : ts.createSourceFile(path, own, target, true);
    },
  };
  const program = ts.createProgram([...sources.keys(), AMBIENT.neighbours], options, host);
  const faults = [
    ...program.getOptionsDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ];
  return faults.flatMap(({ file, start = 0, messageText }) => {
    const said = ts.flattenDiagnosticMessageText(messageText, ' ');
    if (file === undefined) return [said];
    const found = byPath.get(file.fileName);
    if (found?.language === 'js' && UNTYPED.some((known) => known.test(said))) return [];
    if (found === undefined) return file.fileName.startsWith(HERE) ? [`${file.fileName} ${said}`] : [];
    const line = found.line + ts.getLineAndCharacterOfPosition(file, start).line;
    return [`${found.document}:${String(line)} ${said}`];
  });
}
