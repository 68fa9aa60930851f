// Writes what each package offers to packages/*/api.md. With --check, says which of these files are out of date, and
// which exports have no docstring.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { format } from 'prettier';
import ts from 'typescript';
import { root } from './steps.mjs';
import { findUndocumented } from './undocumented.mjs';

const PACKAGES = ['plugin-worker', 'plugin-host'];
const HEADER = `Written by \`npm run api\` from the built declarations. \`npm run lint\` fails if this file is out of date.\n`;
const TYPE_FORMAT =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.InTypeAlias |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

const printer = ts.createPrinter({ removeComments: true });

/** Entry as users import it → its declarations. What is internal is for the packages of this repository alone. */
function entriesOf(directory) {
  const { name, exports } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const offered = Object.entries(exports).filter(
    ([path, { types }]) => types && !path.startsWith('./internal/'),
  );
  return offered.map(([path, { types }]) => ({ name: name + path.slice(1), file: join(directory, types) }));
}

async function describePackage({ directory, entries }, program) {
  const sections = entries.map(async ({ name, file }) => {
    const source = program.getSourceFile(file);
    if (!source) throw new Error(`${file} is missing: run \`npm run build\` first.`);
    const text = describeEntry(program.getTypeChecker(), source, directory);
    const formatted = await format(text, { parser: 'typescript', printWidth: 110, singleQuote: true });
    return `## \`${name}\`\n\n\`\`\`ts\n${formatted}\`\`\`\n`;
  });
  return `# API\n\n${HEADER}\n${(await Promise.all(sections)).join('\n')}`;
}

function describeEntry(checker, source, directory) {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
  const described = exported.map((symbol) => ({
    name: symbol.name,
    text: describe(checker, symbol, directory),
  }));
  return described
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ text }) => text)
    .join('\n\n');
}

function describe(checker, exported, directory) {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declarations = symbol.declarations ?? [];
  const foreign = declarations.find((node) => !node.getSourceFile().fileName.startsWith(directory + sep));
  if (foreign) return `export { ${exported.name} } from '${packageOf(foreign.getSourceFile().fileName)}';`;
  return declarations.map((node) => print(checker, symbol, node)).join('\n');
}

/** Packages of this repository are linked: their real path is below `packages`. */
function packageOf(file) {
  const [, own] = /[\\/]packages[\\/]([^\\/]+)[\\/]/.exec(file) ?? [];
  return own
    ? `@plugin-isolation/${own}`
    : file.replace(/^.*node_modules[\\/]((@[^\\/]+[\\/])?[^\\/]+).*$/, '$1');
}

function print(checker, symbol, node) {
  // What is derived from a value is shown as what it is.
  if (ts.isTypeAliasDeclaration(node) && node.type.getText().includes('typeof ')) {
    const type = checker.typeToString(checker.getDeclaredTypeOfSymbol(symbol), node, TYPE_FORMAT);
    return `export type ${symbol.name} = ${type};`;
  }
  const shown = ts.isVariableDeclaration(node) ? node.parent.parent : withoutPrivate(node);
  return printer
    .printNode(ts.EmitHint.Unspecified, shown, node.getSourceFile())
    .replace(/^export declare /, 'export ');
}

function withoutPrivate(node) {
  if (!ts.isClassDeclaration(node)) return node;
  const members = node.members.filter(
    (member) =>
      !(member.name && ts.isPrivateIdentifier(member.name)) &&
      !(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private),
  );
  const { modifiers, name, typeParameters, heritageClauses } = node;
  return ts.factory.updateClassDeclaration(node, modifiers, name, typeParameters, heritageClauses, members);
}

const packages = PACKAGES.map((name) => {
  const directory = join(root, 'packages', name);
  return { directory, entries: entriesOf(directory) };
});
const program = ts.createProgram(
  packages.flatMap(({ entries }) => entries.map(({ file }) => file)),
  { module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022, strict: true, types: ['node'] },
);
const isCheck = process.argv.includes('--check');

function complainOfUndocumented({ directory, entries }) {
  const sources = entries.map(({ file }) => program.getSourceFile(file)).filter(Boolean);
  const own = sources.flatMap((source) =>
    findUndocumented(program.getTypeChecker(), source, directory + sep),
  );
  if (own.length === 0) return;
  console.error(
    `${relative(root, directory)} exports what has no docstring: write one for ${own.join(', ')}.`,
  );
  process.exitCode = 1;
}

for (const each of packages) {
  if (isCheck) complainOfUndocumented(each);
  const file = join(each.directory, 'api.md');
  const shown = relative(root, file);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const now = await describePackage(each, program);
  if (now === before) continue;
  if (isCheck) {
    console.error(`${shown} is not the API of the built package: run \`npm run api\` and commit the change.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, now);
    console.log(`wrote ${shown}`);
  }
}
