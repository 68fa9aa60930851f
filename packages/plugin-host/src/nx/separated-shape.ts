import type { NxAdapter, NxPlugin } from './adapter';
import { buildGraph } from './build-graph';
import type { NxShape } from './nx-shape';
import {
  INTERNALS,
  loadModules,
  type NxInternals,
  type PluginLoading,
  type PluginResolution,
} from './nx-internals';
import { resolveWith, sharedParts } from './shared-parts';

interface SeparatedPlugins {
  specifiedPlugins: NxPlugin[];
  defaultPlugins: NxPlugin[];
}

interface SeparatedInternals extends NxInternals<SeparatedPlugins> {
  workspaceContext: NxInternals<unknown>['workspaceContext'] & {
    multiGlobWithWorkspaceContext(root: string, globs: string[]): Promise<string[][]>;
  };
  projectConfiguration: {
    findMatchingConfigFiles(files: string[], include?: string[], exclude?: string[]): string[];
  };
  getPlugins: PluginLoading;
  resolvePlugin: PluginResolution;
}

const MODULES: Record<keyof SeparatedInternals, string> = {
  ...INTERNALS,
  projectConfiguration: 'project-graph/utils/project-configuration-utils.js',
  getPlugins: 'project-graph/plugins/get-plugins.js',
  resolvePlugin: 'project-graph/plugins/resolve-plugin.js',
};

/** Nx 23 and 24: specified and core plugins in two sets, and target defaults applied between them. */
export const separatedShape: NxShape = {
  name: 'separated',
  probes: [...Object.values(MODULES), 'project-graph/utils/project-configuration/target-defaults.js'],
  load(source, location, root): NxAdapter {
    const nx = loadModules<SeparatedInternals>(source, MODULES);
    return {
      ...sharedParts(nx, location, root),
      loadCorePlugins: () => nx.getPlugins.getOnlyDefaultPlugins(root),
      resolvePlugin: (plugin) => resolveWith(nx.resolvePlugin, plugin, root),
      async matchFiles({ include, exclude }, pattern) {
        const [files = []] = await nx.workspaceContext.multiGlobWithWorkspaceContext(root, [pattern]);
        return nx.projectConfiguration.findMatchingConfigFiles(files, include, exclude);
      },
      buildGraph(specified, core, nxJson) {
        const asNxTakesThem = { specifiedPlugins: specified, defaultPlugins: core };
        return buildGraph(nx, root, { asNxTakesThem, all: [...specified, ...core] }, nxJson);
      },
    };
  },
};
