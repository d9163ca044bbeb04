// The public surface of each entry, in files that are reviewed: `node scripts/api-report.mjs [--write]`. Without --write it compares.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'dist/esm/');
const { exports: entries, name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const declared = Object.entries(entries)
  .filter(([key]) => key !== './package.json')
  .map(([key, { import: form }]) => ({ key, file: join(root, form.types) }));

const program = ts.createProgram({
  rootNames: declared.map(({ file }) => file),
  options: {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
    strict: true,
    noEmit: true,
  },
});
const checker = program.getTypeChecker();
const printer = ts.createPrinter({ removeComments: true });

/** What a name stands for, through all re-exports. */
const original = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);

/** The statement that declares it: a variable's declaration is only its middle. */
function statementOf(declaration) {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}

const isOurs = (declaration) => declaration.getSourceFile().fileName.startsWith(dist);

/** Types of ours that a declaration names, exported or not: a change of them is a change of it. */
function namedIn(node, found) {
  const visit = (inner) => {
    if (ts.isIdentifier(inner)) {
      const symbol = checker.getSymbolAtLocation(inner);
      if (symbol !== undefined) add(original(symbol), found);
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
}

function add(symbol, found) {
  const declarations = (symbol.declarations ?? []).filter(
    (declaration) => isOurs(declaration) && ts.isSourceFile(statementOf(declaration).parent),
  );
  if (declarations.length === 0 || found.has(symbol)) return;
  found.set(symbol, declarations);
  for (const declaration of declarations) namedIn(statementOf(declaration), found);
}

function text(declaration) {
  const statement = statementOf(declaration);
  const printed = printer.printNode(ts.EmitHint.Unspecified, statement, statement.getSourceFile());
  return printed.replace(/^(export )?(declare )?/, '');
}

/** The report of one entry: what it exports, then what that leans on. */
function report({ key, file }) {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
  const found = new Map();
  for (const symbol of exported) add(original(symbol), found);
  const public_ = new Map(exported.map((symbol) => [original(symbol), symbol.name]));
  const block = (symbols) =>
    symbols
      .map((symbol) => ({ called: public_.get(symbol) ?? symbol.name, symbol }))
      .sort((a, b) => (a.called < b.called ? -1 : 1))
      .map(({ called, symbol }) => `### ${called}\n\n\`\`\`ts\n${found.get(symbol).map(text).join('\n')}\n\`\`\`\n`)
      .join('\n');
  const leanedOn = [...found.keys()].filter((symbol) => !public_.has(symbol));
  return [
    `# The public surface of \`${name}${key.slice(1)}\`\n`,
    'Made by `npm run api -- --write` from the declarations in dist/. A change here is a change for users: see CHANGELOG.md.\n',
    `## Exports\n\n${block([...public_.keys()])}`,
    ...(leanedOn.length > 0 ? [`## Types that they lean on, not exported here\n\n${block(leanedOn)}`] : []),
  ].join('\n');
}

const isWriting = process.argv.includes('--write');
const changed = declared.filter((entry) => {
  const path = join(root, 'docs/api', `${entry.key === '.' ? 'index' : entry.key.slice(2)}.api.md`);
  const made = report(entry);
  if (isWriting) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, made);
    return false;
  }
  let kept = '';
  try {
    kept = readFileSync(path, 'utf8');
  } catch {
    // A new entry has no report yet, which is a change too.
  }
  return kept !== made;
});
if (changed.length > 0) {
  const which = changed.map(({ key }) => key).join(', ');
  throw new Error(
    `The public surface of ${which} has changed. If that is meant: npm run api -- --write, and look at the diff.`,
  );
}
console.log(`public surface of ${String(declared.length)} entries: as in docs/api`);
