import { requirePaths, type NxLocation } from '../config/nx-location';
import { pluginFile } from '../resolve/plugin-file';
import type { NxAdapter, NxPlugin } from './adapter';
import { buildGraph } from './build-graph';
import type { NxInternals, PluginLoading, PluginResolution } from './nx-internals';
import { sharedParts } from './shared-parts';

/** What differs between the shapes of Nx's internals. `Plugins` is how a shape takes the plugins of a graph. */
export interface ShapeParts<Plugins> {
  nx: NxInternals<Plugins>;
  loading: PluginLoading;
  resolution: PluginResolution;
  asNxTakesThem: (specified: NxPlugin[], core: NxPlugin[]) => Plugins;
  glob: (pattern: string) => Promise<string[]>;
  /** Those of the files that match the pattern which a plugin with this `include` and `exclude` gets. */
  filter: (files: string[], pattern: string, include?: string[], exclude?: string[]) => string[];
}

export function createAdapter<Plugins>(
  { nx, loading, resolution, asNxTakesThem, glob, filter }: ShapeParts<Plugins>,
  location: NxLocation,
  root: string,
): NxAdapter {
  return {
    ...sharedParts(nx, location, root),
    loadCorePlugins: () => loading.getOnlyDefaultPlugins(root),
    async resolvePlugin(plugin) {
      const { pluginPath, name } = await resolution.resolveNxPlugin(plugin, root, requirePaths(root));
      return { file: pluginFile(pluginPath), name };
    },
    async matchFiles({ include, exclude }, pattern) {
      return filter(await glob(pattern), pattern, include, exclude);
    },
    buildGraph(specified, core, nxJson) {
      const all = [...specified, ...core];
      return buildGraph(nx, root, { asNxTakesThem: asNxTakesThem(specified, core), all }, nxJson);
    },
  };
}
