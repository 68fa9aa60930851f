import Module from 'node:module';
import { join } from 'node:path';
import { dataDirectoryOf } from '../results/data-directory';
import { makeDirectory, ownDirectory } from '../results/own-files';

/**
 * Has node keep what it compiles in Nx's data directory, from node 22.1 on: nx has 400 modules. What somebody has set
 * for that stays as it is. Tasks inherit nothing of it.
 */
export function keepCompiled(root: string, env: NodeJS.ProcessEnv): void {
  // A directory that others may write to would bring their code into this process.
  const { enableCompileCache } = Module as { enableCompileCache?: (directory: string) => unknown };
  const isDecided = env['NODE_COMPILE_CACHE'] ?? env['NODE_DISABLE_COMPILE_CACHE'];
  if (!enableCompileCache || isDecided !== undefined) return;
  const directory = join(dataDirectoryOf(root, env), 'plugin-host-compiled');
  try {
    makeDirectory(directory);
    if (ownDirectory(directory) !== undefined) enableCompileCache(directory);
  } catch {
    // Nobody can write here. Nx is loaded as ever.
  }
}
