import { readFileSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import { namesOfCommonJs } from './commonjs-names';
import { formatFor, hasModuleSyntax } from './module-format';
import { TYPESCRIPT, type TypeScriptFiles } from './typescript-files';

/** TypeScript that is more than types. */
const NOT_STRIPPED =
  /^\s*(?:export\s+)?(?:const\s+)?enum\s|^\s*(?:export\s+)?(?:namespace|module)\s+[\w$.]+\s*\{|^\s*@[\w$]|\bconstructor\s*\([^)]*\b(?:public|private|protected|readonly)\s|^\s*(?:export\s+)?import\s+[\w$]+\s*=|^\s*export\s*=/m;
const SPECIFIER = /(?:\bfrom|\bimport)\s*\(?\s*(['"])(.+?)\1/g;
/** Comments, and what stands in quotes after anything but `from`, `import` and `require`. */
const COMMENT_OR_TEXT =
  /\/\*[^]*?\*\/|(?<![:\\])\/\/.*|(?<!\b(?:from|import|require)\s*\(?\s*)(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g;

/**
 * Why node can't load the plugin, and the files of the workspace that it imports, by type stripping alone. Nx then
 * transpiles all of them. `undefined` if node can. Only their text can be looked at: none of them has run when this is
 * decided.
 */
export function whyNotLeftToNode(
  file: string,
  files: TypeScriptFiles,
  seen = new Set<string>(),
): string | undefined {
  if (seen.has(file)) return undefined;
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  const code = source.replace(COMMENT_OR_TEXT, ' ');
  if (NOT_STRIPPED.test(code)) return `${file} has more than types to strip`;
  const format = formatFor(file, source, true, 'detected');
  if (format === 'commonjs' && hasModuleSyntax(code)) return `${file} has import or export in CommonJS`;
  const [name] = format === 'module' ? namesOfCommonJs(code) : [];
  if (name !== undefined) return `${file} uses ${name}`;
  for (const [, , specifier] of code.matchAll(SPECIFIER)) {
    const next = followed(specifier, file, files);
    if (next === TRANSPILER) return `${file} imports ${specifier}, which node does not find`;
    const why = next === undefined ? undefined : whyNotLeftToNode(next, files, seen);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** If a transpiler is registered, Nx and TypeScript find what is imported. */
const TRANSPILER = Symbol('transpiler');

/** The TypeScript file of the workspace that is imported, if it is one. */
function followed(
  specifier: string,
  importer: string,
  files: TypeScriptFiles,
): string | typeof TRANSPILER | undefined {
  if (isBuiltin(specifier)) return undefined;
  const isPath = /^\.\.?(?:\/|$)/.test(specifier) || isAbsolute(specifier);
  if (!isPath) return files.aliased(specifier, importer) ? ofPackage(specifier, importer) : undefined;
  const path = resolve(dirname(importer), specifier);
  if (isFile(path)) return TYPESCRIPT.test(path) ? path : undefined;
  const source = files.source(specifier, importer);
  if (source === undefined) return undefined;
  // When Nx strips types, it finds `./name.ts` for `./name.js`, and nothing else.
  return /\.[mc]?js$/.test(specifier) ? source : TRANSPILER;
}

function ofPackage(specifier: string, importer: string): string | typeof TRANSPILER | undefined {
  try {
    const file = createRequire(importer).resolve(specifier);
    return TYPESCRIPT.test(file) && !file.includes(`${sep}node_modules${sep}`) ? file : undefined;
  } catch {
    return TRANSPILER;
  }
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
