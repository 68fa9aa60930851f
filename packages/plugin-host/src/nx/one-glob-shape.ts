import type { NxPlugin } from './adapter';
import { createAdapter, type ShapeParts } from './create-adapter';
import { earlyPluginLoading, earlyPluginResolution, type ProjectsOf } from './early-plugins';
import type { NxShape } from './nx-shape';
import { INTERNALS, LAST_IN_NX_22, loadModules, type NxInternals } from './nx-internals';

type FilterArguments = Parameters<ShapeParts<NxPlugin[]>['filter']>;

interface OneGlobInternals extends NxInternals<NxPlugin[]> {
  workspaceContext: NxInternals<unknown>['workspaceContext'] & {
    globWithWorkspaceContext(root: string, globs: string[]): Promise<string[]>;
  };
  workspaceFiles: NxInternals<NxPlugin[]>['workspaceFiles'] & {
    retrieveProjectConfigurationsWithoutPluginInference: ProjectsOf;
  };
  projectConfiguration: {
    findMatchingConfigFiles(...args: FilterArguments): string[];
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
  load(source, location, root) {
    const nx = loadModules<OneGlobInternals>(source, MODULES);
    const projectsOf: ProjectsOf = (of) =>
      nx.workspaceFiles.retrieveProjectConfigurationsWithoutPluginInference(of);
    const parts = {
      nx,
      loading: earlyPluginLoading(source),
      resolution: earlyPluginResolution(source, projectsOf),
      asNxTakesThem: (specified: NxPlugin[], core: NxPlugin[]) => [...specified, ...core],
      glob: (pattern: string) => nx.workspaceContext.globWithWorkspaceContext(root, [pattern]),
      filter: (...args: FilterArguments) => nx.projectConfiguration.findMatchingConfigFiles(...args),
    };
    return createAdapter(parts, location, root);
  },
};
