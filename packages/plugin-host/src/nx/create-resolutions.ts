import type { NxLocation } from '../config/nx-location';
import { resolvePlugin } from '../resolve/resolve-plugin';
import { PluginResolutions } from '../resolve/plugin-resolutions';
import type { NxLoading } from './load-nx-once';
import { resolveInNewProcess } from './resolve-in-new-process';

/**
 * What the plugins of a root resolve to. At first this process finds it, with the Nx that is loaded here. Later a new
 * process does.
 */
export function createResolutions(root: string, nx: NxLocation, { loadNow }: NxLoading): PluginResolutions {
  const resolveWithNx = async (plugin: string) => (await loadNow()).resolvePlugin(plugin);
  return new PluginResolutions(
    root,
    (plugin, tsconfig) => resolvePlugin(plugin, { root, nxMajor: nx.major, tsconfig, resolveWithNx }),
    (plugin) => resolveInNewProcess(plugin, root),
  );
}
