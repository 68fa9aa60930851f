import ts from 'typescript';

/** `Name` or `Name.field` for each export, and each field of one, that has no docstring. */
export function findUndocumented(checker, source, directory) {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
  return exported.flatMap((each) => {
    const symbol = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
    const declarations = (symbol.declarations ?? []).filter((node) =>
      node.getSourceFile().fileName.startsWith(directory),
    );
    if (declarations.length === 0) return [];
    const fields = declarations.flatMap((node) => membersOf(node).filter(isToBeDocumented));
    const missing = fields.filter((node) => !isDocumented(checker, checker.getSymbolAtLocation(node.name)));
    const names = missing.map((node) => `${symbol.name}.${node.name.getText()}`);
    return isDocumented(checker, symbol) ? names : [symbol.name, ...names];
  });
}

function isDocumented(checker, symbol) {
  return symbol.getDocumentationComment(checker).length > 0;
}

function membersOf(node) {
  if (ts.isTypeAliasDeclaration(node) && ts.isTypeLiteralNode(node.type)) return node.type.members;
  return ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) ? node.members : [];
}

function isNameOfError(node) {
  return ts.isClassDeclaration(node.parent) && node.name.text === 'name';
}

/** A literal, such as the `code` of an error class, says what it is. */
function isToBeDocumented(node) {
  const isPrivate = ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private;
  const isNamed = node.name && ts.isIdentifier(node.name) && !isNameOfError(node);
  return isNamed && !isPrivate && !node.initializer && !(node.type && ts.isLiteralTypeNode(node.type));
}
