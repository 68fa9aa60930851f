import type { NxAdapter, NxPlugin } from './adapter';
import { buildGraph } from './build-graph';
import { earlyPluginLoading, earlyPluginResolution, type ProjectsOf } from './early-plugins';
import type { NxShape } from './nx-shape';
import { INTERNALS, LAST_IN_NX_22, loadModules, type NxInternals } from './nx-internals';
import { resolveWith, sharedParts } from './shared-parts';

interface OneGlobInternals extends NxInternals<NxPlugin[]> {
  workspaceContext: NxInternals<unknown>['workspaceContext'] & {
    globWithWorkspaceContext(root: string, globs: string[]): Promise<string[]>;
  };
  workspaceFiles: NxInternals<NxPlugin[]>['workspaceFiles'] & {
    retrieveProjectConfigurationsWithoutPluginInference: ProjectsOf;
  };
  projectConfiguration: {
    findMatchingConfigFiles(
      files: string[],
      pattern: string,
      include?: string[],
      exclude?: string[],
    ): string[];
  };
}

const MODULES: Record<keyof OneGlobInternals, string> = {
  ...INTERNALS,
  projectConfiguration: 'project-graph/utils/project-configuration-utils.js',
};

/** Nx 20.0 to 20.3: all plugins in one array, which share one list of files; no native lock. */
export const oneGlobShape: NxShape = {
  name: 'one glob',
  probes: [...Object.values(MODULES), LAST_IN_NX_22],
  load(source, location, root): NxAdapter {
    const nx = loadModules<OneGlobInternals>(source, MODULES);
    const loading = earlyPluginLoading(source);
    const projectsOf = nx.workspaceFiles.retrieveProjectConfigurationsWithoutPluginInference;
    const resolution = earlyPluginResolution(source, projectsOf);
    return {
      ...sharedParts(nx, location, root),
      loadCorePlugins: () => loading.getOnlyDefaultPlugins(root),
      resolvePlugin: (plugin) => resolveWith(resolution, plugin, root),
      async matchFiles({ include, exclude }, pattern) {
        const files = await nx.workspaceContext.globWithWorkspaceContext(root, [pattern]);
        return nx.projectConfiguration.findMatchingConfigFiles(files, pattern, include, exclude);
      },
      buildGraph(specified, core, nxJson) {
        const all = [...specified, ...core];
        return buildGraph(nx, root, { asNxTakesThem: all, all }, nxJson);
      },
    };
  },
};
