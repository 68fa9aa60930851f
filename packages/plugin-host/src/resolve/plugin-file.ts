import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The file that node takes for a path that Nx names, which may be the directory of a project. If Nx has registered its
 * transpiler, node also takes a TypeScript file there; in this process there is none.
 * @throws node's own error if there is no such file.
 */
export function pluginFile(path: string): string {
  try {
    return require.resolve(path);
  } catch (error) {
    const source = [`${path}.ts`, join(path, 'index.ts')].find((file) => existsSync(file));
    if (source) return source;
    throw error;
  }
}
