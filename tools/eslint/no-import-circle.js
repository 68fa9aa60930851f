const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, relative, resolve } = require('node:path');
const { preProcessFile } = require('typescript');

/** File → the modification time that its imports were read at, and the files that it imports. */
const known = new Map();

/** The relative imports of a file, type-only ones too: a circle of types ties files together as well. */
function importsOf(file) {
  const { mtimeMs } = statSync(file);
  const before = known.get(file);
  if (before?.mtimeMs === mtimeMs) return before.imports;
  const { importedFiles } = preProcessFile(readFileSync(file, 'utf8'), true, true);
  const imports = importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName, pos, end }) => ({ pos, end, target: resolveImport(file, fileName) }))
    .filter(({ target }) => target !== undefined);
  known.set(file, { mtimeMs, imports });
  return imports;
}

function resolveImport(from, specifier) {
  const path = resolve(dirname(from), specifier);
  return [path, `${path}.ts`, `${path}/index.ts`].find((file) => file.endsWith('.ts') && existsSync(file));
}

/** The shortest way along imports from one file to another, both included. */
function findWay(from, to) {
  const ways = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const last = way.at(-1);
    if (last === to) return way;
    for (const { target } of importsOf(last)) {
      if (seen.has(target)) continue;
      seen.add(target);
      ways.push([...way, target]);
    }
  }
  return undefined;
}

/** ESLint's known rules for this take no notice of type-only imports. */
module.exports = {
  meta: { type: 'problem', schema: [], messages: { circle: 'This import closes a circle: {{ way }}.' } },
  create(context) {
    const { filename, sourceCode, cwd } = context;
    const check = () => {
      for (const { pos, end, target } of importsOf(filename)) {
        const way = findWay(target, filename);
        if (!way) continue;
        const names = [filename, ...way].map((file) => relative(cwd, file)).join(' → ');
        const loc = { start: sourceCode.getLocFromIndex(pos), end: sourceCode.getLocFromIndex(end) };
        context.report({ loc, messageId: 'circle', data: { way: names } });
      }
    };
    return { Program: check };
  },
};
