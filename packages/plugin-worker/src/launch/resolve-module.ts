import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { notFoundError } from './error-texts';

/**
 * The absolute file of a module, as `require` finds it from the root's `package.json`.
 * @throws {PluginNotFoundError}
 */
export function resolveModule(
  module: string,
  root: string,
  kind: 'plugin' | 'module',
  knownAs = module,
): string {
  const { resolve } = createRequire(join(root, 'package.json'));
  try {
    return resolve(module);
  } catch (cause) {
    throw notFoundError(kind, knownAs, whereLooked(module, root, resolve), cause);
  }
}

function whereLooked(module: string, root: string, resolve: NodeJS.RequireResolve): string[] {
  if (isAbsolute(module)) return [module];
  if (module.startsWith('.')) return [join(root, module)];
  const paths = resolve.paths(module) ?? [];
  return paths.map((path) => join(path, module));
}
