import { realpathSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, extname, isAbsolute, join, resolve, sep } from 'node:path';
import type { RootOptions } from './root-options';

export const TYPESCRIPT = /\.(?:ts|tsx|mts|cts)$/;

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json'];
/** TypeScript writes `./name.js` for the file `./name.ts`. */
const SOURCES: Record<string, string[]> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Finds what TypeScript finds and node does not, as absolute files; `undefined` means that node is to look. */
export interface TypeScriptFiles {
  /** What the `paths` of the root configuration say; they go before packages, as in TypeScript. */
  aliased(specifier: string, importer: string | undefined): string | undefined;
  /**
   * The source behind a relative specifier of a TypeScript file. The specifier may have another extension, have none,
   * or be of a directory.
   */
  source(specifier: string, importer: string | undefined): string | undefined;
}

export function createTypeScriptFiles({ aliases }: Pick<RootOptions, 'aliases'>): TypeScriptFiles {
  return {
    aliased: (specifier, importer) => {
      if (!importer || isOfPackage(importer) || isPath(specifier) || isBuiltin(specifier)) return undefined;
      return firstDefined(aliases(specifier), probe);
    },
    source: (specifier, importer) => {
      if (!importer || !TYPESCRIPT.test(importer) || !isPath(specifier)) return undefined;
      return probe(resolve(dirname(importer), specifier));
    },
  };
}

function probe(path: string): string | undefined {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const candidates = [
    path,
    ...(SOURCES[extension] ?? []).map((source) => stem + source),
    ...EXTENSIONS.map((added) => path + added),
    ...EXTENSIONS.map((added) => join(path, `index${added}`)),
  ];
  const found = candidates.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  return found === undefined ? resolvePackage(path) : realpathSync(found);
}

/** A directory with a `package.json` that names its main file, such as a built library. */
function resolvePackage(path: string): string | undefined {
  if (!statSync(join(path, 'package.json'), { throwIfNoEntry: false })) return undefined;
  try {
    return createRequire(join(path, 'package.json')).resolve(path);
  } catch {
    return undefined;
  }
}

function firstDefined<T, R>(items: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const result = of(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

function isPath(specifier: string): boolean {
  return /^\.\.?(?:\/|$)/.test(specifier) || isAbsolute(specifier);
}

function isOfPackage(file: string): boolean {
  return file.includes(`${sep}node_modules${sep}`);
}
