import type { NxLocation } from '../config/nx-location';
import { resolvePlugin } from '../resolve/resolve-plugin';
import { PluginResolutions } from '../resolve/plugin-resolutions';
import type { NxLoading } from './load-nx-once';
import { resolveAnew } from './resolve-anew';

/** What the plugins of a root resolve to: found here with the Nx that is loaded here, and later in processes of their own. */
export function createResolutions(root: string, nx: NxLocation, { loadNow }: NxLoading): PluginResolutions {
  const resolveWithNx = async (plugin: string) => (await loadNow()).resolvePlugin(plugin);
  return new PluginResolutions(
    root,
    (plugin, tsconfig) => resolvePlugin(plugin, { root, nxMajor: nx.major, tsconfig, resolveWithNx }),
    (plugin) => resolveAnew(plugin, root),
  );
}
