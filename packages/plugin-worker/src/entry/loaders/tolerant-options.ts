import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { TsConfigJson } from 'get-tsconfig';

type CompilerOptions = NonNullable<TsConfigJson['compilerOptions']>;

/** What this needs of TypeScript, whichever version the workspace has. */
interface TypeScript {
  sys: { readFile: (path: string) => string | undefined };
  readConfigFile(path: string, read: TypeScript['sys']['readFile']): { config?: unknown; error?: unknown };
  parseJsonConfigFileContent(
    config: unknown,
    host: object,
    directory: string,
  ): { options: CompilerOptions & { pathsBasePath?: string } };
}

/**
 * The options that are right in a configuration that extends a missing one, or has others of wrong types. The
 * workspace's TypeScript picks them, as in Nx; it is loaded for this alone. `undefined` if there is none, or the file
 * is not JSON.
 */
export function readTolerantly(tsconfig: string): CompilerOptions | undefined {
  const directory = dirname(tsconfig);
  const typescript = findTypeScript(tsconfig);
  if (!typescript) return undefined;
  const { config, error } = typescript.readConfigFile(tsconfig, typescript.sys.readFile);
  if (error) return undefined;
  const host = { ...typescript.sys, readDirectory: () => [] };
  const { options } = typescript.parseJsonConfigFileContent(config, host, directory);
  const { pathsBasePath = directory, baseUrl, paths, ...others } = options;
  if (baseUrl !== undefined || !paths) return { ...others, ...(baseUrl !== undefined && { baseUrl, paths }) };
  const absolute = (targets: string[]) => targets.map((target) => resolve(pathsBasePath, target));
  const entries = Object.entries(paths).map(([name, targets]) => [name, absolute(targets)] as const);
  return { ...others, paths: Object.fromEntries(entries) };
}

function findTypeScript(tsconfig: string): TypeScript | undefined {
  try {
    return createRequire(tsconfig)('typescript') as TypeScript;
  } catch {
    return undefined;
  }
}
