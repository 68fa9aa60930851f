import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseTsconfig } from 'get-tsconfig';

export interface RootTsconfig {
  /** Absolute path of `tsconfig.base.json`, else `tsconfig.json`; absent if there is neither. */
  file?: string;
  /** `paths`, with targets as written. */
  paths: Record<string, string[]>;
  /** Export conditions by which workspace packages resolve to their sources. */
  conditions: string[];
  /** All compiler options, those that it extends among them. */
  compilerOptions: object;
}

/** What the host needs of the root TypeScript configuration, read without loading TypeScript. */
export function readRootTsconfig(root: string): RootTsconfig {
  const file = ['tsconfig.base.json', 'tsconfig.json']
    .map((name) => join(root, name))
    .find((path) => existsSync(path));
  const nothing = { paths: {}, conditions: withDevelopment([]), compilerOptions: {} };
  if (!file) return nothing;
  try {
    const { compilerOptions = {} } = parseTsconfig(file);
    const { paths, customConditions } = compilerOptions;
    const conditions = withDevelopment(customConditions ?? []);
    return { file, paths: paths ?? {}, conditions, compilerOptions };
  } catch {
    // A broken configuration is the loader's to report, with the plugin that needs it.
    return { file, ...nothing };
  }
}

/** Nx always resolves local plugins with `development`, too. */
function withDevelopment(conditions: string[]): string[] {
  return conditions.includes('development') ? conditions : [...conditions, 'development'];
}
