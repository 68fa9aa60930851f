import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseTsconfig } from 'get-tsconfig';

export interface RootTsconfig {
  /** Absolute path of `tsconfig.base.json`, else `tsconfig.json`; absent where there is neither. */
  file?: string;
  /** `paths`, with targets as written. */
  paths: Record<string, string[]>;
  /** Export conditions by which workspace packages resolve to their sources. */
  conditions: string[];
}

/** What the host needs of the root TypeScript configuration, read without loading TypeScript. */
export function readRootTsconfig(root: string): RootTsconfig {
  const file = ['tsconfig.base.json', 'tsconfig.json']
    .map((name) => join(root, name))
    .find((path) => existsSync(path));
  if (!file) return { paths: {}, conditions: withDevelopment([]) };
  try {
    const { paths, customConditions } = parseTsconfig(file).compilerOptions ?? {};
    return { file, paths: paths ?? {}, conditions: withDevelopment(customConditions ?? []) };
  } catch {
    // A broken configuration is the loader's to report, with the plugin that needs it.
    return { file, paths: {}, conditions: withDevelopment([]) };
  }
}

/** Nx always resolves local plugins with `development`, too. */
function withDevelopment(conditions: string[]): string[] {
  return conditions.includes('development') ? conditions : [...conditions, 'development'];
}
