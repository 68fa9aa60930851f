import type { NxAdapter, NxPlugin } from './adapter';
import { buildGraph } from './build-graph';
import type { NxShape } from './nx-shape';
import {
  INTERNALS,
  LAST_IN_NX_22,
  loadModules,
  type NxInternals,
  type PluginLoading,
  type PluginResolution,
} from './nx-internals';
import { resolveWith, sharedParts } from './shared-parts';

interface JoinedInternals extends NxInternals<NxPlugin[]> {
  workspaceContext: NxInternals<unknown>['workspaceContext'] & {
    multiGlobWithWorkspaceContext(root: string, globs: string[]): Promise<string[][]>;
  };
  projectConfiguration: {
    findMatchingConfigFiles(
      files: string[],
      pattern: string,
      include?: string[],
      exclude?: string[],
    ): string[];
  };
  getPlugins: PluginLoading;
  resolvePlugin: PluginResolution;
}

const MODULES: Record<keyof JoinedInternals, string> = {
  ...INTERNALS,
  projectConfiguration: 'project-graph/utils/project-configuration-utils.js',
  getPlugins: 'project-graph/plugins/get-plugins.js',
  resolvePlugin: 'project-graph/plugins/resolve-plugin.js',
};

/** Nx 20.4 to 22: all plugins in one array, core plugins last, and one list of files for each. */
export const joinedShape: NxShape = {
  name: 'joined',
  probes: [...Object.values(MODULES), LAST_IN_NX_22, 'project-graph/plugins/tasks-execution-hooks.js'],
  load(source, location, root): NxAdapter {
    const nx = loadModules<JoinedInternals>(source, MODULES);
    return {
      ...sharedParts(nx, location, root),
      loadCorePlugins: () => nx.getPlugins.getOnlyDefaultPlugins(root),
      resolvePlugin: (plugin) => resolveWith(nx.resolvePlugin, plugin, root),
      async matchFiles({ include, exclude }, pattern) {
        const [files = []] = await nx.workspaceContext.multiGlobWithWorkspaceContext(root, [pattern]);
        return nx.projectConfiguration.findMatchingConfigFiles(files, pattern, include, exclude);
      },
      buildGraph(specified, core, nxJson) {
        const all = [...specified, ...core];
        return buildGraph(nx, root, { asNxTakesThem: all, all }, nxJson);
      },
    };
  },
};
