import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../../tools/process/repository';

interface Manifest {
  name: string;
  exports: Record<string, string | { types?: string }>;
}

/** Each declaration file that a package offers to all: what is internal is for plugin-host alone. */
function entriesOf(directory: string): string[] {
  const { exports } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
  return Object.entries(exports).flatMap(([path, entry]) =>
    typeof entry === 'object' && entry.types && !path.startsWith('./internal/')
      ? [join(directory, entry.types)]
      : [],
  );
}

/** What a caller may want to name: no type parameter, and no value that makes a base class. */
const NAMED =
  ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Enum;

/** `Name (where it stands)` for each type that a public signature names and that no entry of the package exports. */
function findHidden(directory: string): string[] {
  const entries = entriesOf(directory);
  const program = ts.createProgram(entries, { module: ts.ModuleKind.Node16, strict: true, types: [] });
  const checker = program.getTypeChecker();
  const resolve = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const modules = entries.map((entry) => checker.getSymbolAtLocation(program.getSourceFile(entry)!)!);
  const exportsOf = (module: ts.Symbol): ts.Symbol[] =>
    checker.getExportsOfModule(module).flatMap((each) => {
      const symbol = resolve(each);
      // `export * as name`
      return symbol.flags & ts.SymbolFlags.ValueModule ? exportsOf(symbol) : [symbol];
    });
  const exported = new Set(modules.flatMap(exportsOf));
  const hidden = new Set<string>();
  const check = (name: ts.Node, owner: string) => {
    const found = checker.getSymbolAtLocation(name);
    const symbol = found && resolve(found);
    if (!symbol || exported.has(symbol) || !(symbol.flags & NAMED)) return;
    const isOurs = symbol.declarations?.some((declaration) => isOfPackages(declaration.getSourceFile()));
    if (isOurs) hidden.add(`${symbol.name} (in ${owner})`);
  };
  const visit = (node: ts.Node, owner: string): void => {
    if (ts.isTypeReferenceNode(node)) check(node.typeName, owner);
    if (ts.isExpressionWithTypeArguments(node)) check(node.expression, owner);
    if (ts.isImportTypeNode(node) && node.qualifier) check(node.qualifier, owner);
    ts.forEachChild(node, (child) => visit(child, owner));
  };
  for (const symbol of exported)
    for (const declaration of symbol.declarations ?? [])
      if (isOfPackages(declaration.getSourceFile())) visit(declaration, symbol.name);
  return [...hidden].sort();
}

function isOfPackages({ fileName }: ts.SourceFile): boolean {
  return fileName.startsWith(join(repositoryRoot, 'packages'));
}

test.each(['plugin-worker', 'plugin-host'])('%s exports each type that its signatures name', (name) => {
  expect(findHidden(join(repositoryRoot, 'packages', name))).toEqual([]);
});
