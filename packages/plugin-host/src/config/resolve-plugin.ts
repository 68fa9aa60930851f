import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, isAbsolute, join, sep } from 'node:path';
import { pluginNotFound } from '../error-texts';
import type { PluginResolveError } from '../errors';
import { requirePaths } from './nx-location';
import type { RootTsconfig } from './root-tsconfig';

export interface ResolvedPlugin {
  /** Absolute path of the file to import. */
  file: string;
  /** Name where the plugin exports none: what `nx.json` calls it. */
  name: string;
}

/** The workspace's own Nx resolves what can't be told without an index of the projects. */
export type ResolveWithNx = (plugin: string) => Promise<ResolvedPlugin>;

/**
 * Resolves a plugin as Nx does, without Nx where that is possible: packages under `node_modules`, files, and `tsconfig` paths.
 * Workspace packages, whose sources go before their builds, are left to the workspace's own Nx.
 * @throws {PluginResolveError} that says where it was looked for.
 */
export async function resolvePlugin(
  plugin: string,
  root: string,
  tsconfig: RootTsconfig,
  resolveWithNx: ResolveWithNx,
): Promise<ResolvedPlugin> {
  const byNode = resolveByNode(plugin, root);
  if (byNode && !isInsideWorkspace(byNode, root)) return { file: byNode, name: plugin };
  const byPaths = resolveByPaths(plugin, root, tsconfig);
  if (byPaths) return { file: byPaths, name: plugin };
  if (byNode && isPath(plugin)) return { file: byNode, name: plugin };
  if (!byNode && isPath(plugin)) throw notFound(plugin, root);
  try {
    return await resolveWithNx(plugin);
  } catch (cause) {
    throw notFound(plugin, root, cause as Error);
  }
}

function isPath(plugin: string): boolean {
  return plugin.startsWith('.') || isAbsolute(plugin);
}

function resolveByNode(plugin: string, root: string): string | undefined {
  try {
    return createRequire(join(root, 'package.json')).resolve(plugin, { paths: requirePaths(root) });
  } catch {
    return undefined;
  }
}

/** A workspace package that a package manager linked resolves to a path in the workspace, outside of `node_modules`. */
function isInsideWorkspace(file: string, root: string): boolean {
  return file.startsWith(realpathSync(root) + sep) && !file.includes(`${sep}node_modules${sep}`);
}

function resolveByPaths(plugin: string, root: string, { paths }: RootTsconfig): string | undefined {
  const candidates = (paths[plugin] ?? []).map((target) => join(root, target));
  return candidates.find((file) => extname(file) !== '' && existsSync(file));
}

function notFound(plugin: string, root: string, cause?: Error): PluginResolveError {
  const places = isPath(plugin)
    ? [join(root, plugin)]
    : [
        ...requirePaths(root).map((path) => join(path, 'node_modules')),
        'the paths of the root tsconfig',
        'the workspace packages',
      ];
  return pluginNotFound(plugin, places, cause);
}
