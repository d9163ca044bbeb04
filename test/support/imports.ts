/** Reads from sources who imports whom, without running them. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** One import, export-from, `import()` or `require()`. */
export interface Import {
  /** As written. */
  readonly specifier: string;
  /** For one of our own files: its path below the root, as `handoff/user.ts`. */
  readonly file: string | undefined;
  /** Whether nothing of it is left when the types are gone. */
  readonly typeOnly: boolean;
}

/** A source file below a root. */
export interface Source {
  /** Its path below the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Whether it reads `process.env`. */
  readonly readsEnvironment: boolean;
}

/** All TypeScript files below `root`. */
export function readSources(root: string): Source[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readSource(root, name.split(sep).join('/')));
}

/** A source from its text. */
export function parseSource(root: string, path: string, text: string): Source {
  const imports: Import[] = [];
  let readsEnvironment = false;
  const add = (specifier: string, typeOnly: boolean): void => {
    const own = specifier.startsWith('.')
      ? join(dirname(join(root, path)), specifier).replace(/\.js$/, '.ts')
      : undefined;
    const file = own === undefined ? undefined : relative(root, own).split(sep).join('/');
    imports.push({ specifier, file, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
      add((node.moduleSpecifier as ts.StringLiteral).text, isTypeOnly(node));
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add((node.moduleReference.expression as ts.StringLiteral).text, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add((node.argument.literal as ts.StringLiteral).text, true);
    } else if (ts.isCallExpression(node) && isLoading(node.expression)) {
      const [argument] = node.arguments;
      add(argument !== undefined && ts.isStringLiteralLike(argument) ? argument.text : '(computed)', false);
    } else if (isEnvironment(node)) {
      readsEnvironment = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  return { path, text, imports, readsEnvironment };
}

function readSource(root: string, path: string): Source {
  return parseSource(root, path, readFileSync(join(root, path), 'utf8'));
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function isLoading(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(callee) && /^(?:require|createRequire)$/.test(callee.text))
  );
}

/** `process.env`, `process['env']`, and `env` out of `process`. */
function isEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.expression.getText() === 'process' && node.name.text === 'env';
  if (ts.isElementAccessExpression(node)) return node.expression.getText() === 'process';
  if (ts.isVariableDeclaration(node)) return node.initializer?.getText() === 'process';
  if (ts.isImportSpecifier(node))
    return node.getText().startsWith('env') && node.parent.parent.parent.getText().includes('process');
  return false;
}

/** A way from a file back to itself by imports that are left at run time, if there is one. */
export function cycleIn(sources: readonly Source[]): readonly string[] | undefined {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const { file, typeOnly } of byPath.get(path)?.imports ?? []) {
      const cycle = file === undefined || typeOnly ? undefined : walk(file, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of sources) {
    const cycle = walk(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** Everything that a file loads at run time, through all of ours: packages and our own files. */
export function loadedBy(path: string, sources: readonly Source[], seen = new Set<string>()): Set<string> {
  seen.add(path);
  for (const { specifier, file, typeOnly } of sources.find((source) => source.path === path)?.imports ?? []) {
    if (typeOnly || seen.has(file ?? specifier)) continue;
    if (file === undefined) seen.add(specifier);
    else loadedBy(file, sources, seen);
  }
  return seen;
}
