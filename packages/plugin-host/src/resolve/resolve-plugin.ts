import { existsSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, isAbsolute, join, resolve, sep } from 'node:path';
import { pluginNotFound } from '../errors/plugin-error-texts';
import type { PluginResolveError } from '../errors/errors';
import { requirePaths } from '../config/nx-location';
import { NX_MAJORS, type NxMajorNumber } from '../config/nx-majors';
import type { RootTsconfig } from '../config/root-tsconfig';

export interface ResolvedPlugin {
  /** Absolute path of the file to import. */
  file: string;
  /** Its name if the plugin exports none: what `nx.json` calls it. */
  name: string;
}

/** The workspace's own Nx resolves what can't be told without an index of the projects. */
export type ResolveWithNx = (plugin: string) => Promise<ResolvedPlugin>;

export interface ResolveSettings {
  root: string;
  /** Major version of the workspace's Nx. */
  nxMajor: NxMajorNumber;
  tsconfig: RootTsconfig;
  resolveWithNx: ResolveWithNx;
}

/**
 * Resolves a plugin as Nx does, without Nx if every supported version gives the same answer: packages outside of the
 * workspace's own sources, files, and a `tsconfig` path to one file. All else is left to the workspace's own Nx.
 * @throws {PluginResolveError} that says where it was looked for.
 */
export async function resolvePlugin(plugin: string, settings: ResolveSettings): Promise<ResolvedPlugin> {
  const { root, resolveWithNx } = settings;
  const byNode = resolveByNode(plugin, root);
  if (byNode && (isPath(plugin) || !isInsideWorkspace(byNode, root))) return { file: byNode, name: plugin };
  if (!byNode && isPath(plugin)) throw notFound(plugin, root);
  const byPaths = byNode ? undefined : resolveByPaths(plugin, settings);
  if (byPaths) return { file: byPaths, name: plugin };
  try {
    return await resolveWithNx(plugin);
  } catch (cause) {
    throw notFound(plugin, root, cause as Error);
  }
}

export function isPath(plugin: string): boolean {
  return plugin.startsWith('.') || isAbsolute(plugin);
}

function resolveByNode(plugin: string, root: string): string | undefined {
  try {
    if (isPath(plugin) && statSync(resolve(root, plugin)).isFile())
      return realpathSync(resolve(root, plugin));
  } catch {
    // Node may find it by another extension.
  }
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

/** Of several targets, Nx takes the first one that lies in a project. Only Nx knows which those are. */
function resolveByPaths(plugin: string, { root, nxMajor, tsconfig }: ResolveSettings): string | undefined {
  if (!NX_MAJORS[nxMajor].hasPluginPaths) return undefined;
  const [target, ...others] = tsconfig.paths[plugin] ?? [];
  if (target === undefined || others.length > 0) return undefined;
  const file = join(root, target);
  return extname(file) !== '' && existsSync(file) ? file : undefined;
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
