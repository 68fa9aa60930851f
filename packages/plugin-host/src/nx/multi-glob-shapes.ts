import type { NxPlugin } from './adapter';
import { createAdapter } from './create-adapter';
import {
  INTERNALS,
  LAST_IN_NX_22,
  loadModules,
  type NxInternals,
  type PluginLoading,
  type PluginResolution,
} from './nx-internals';
import type { NxShape } from './nx-shape';

interface MultiGlobInternals<Plugins> extends NxInternals<Plugins> {
  workspaceContext: NxInternals<Plugins>['workspaceContext'] & {
    multiGlobWithWorkspaceContext(root: string, globs: string[]): Promise<string[][]>;
  };
  projectConfiguration: {
    findMatchingConfigFiles(files: string[], ...patternIncludeAndExclude: unknown[]): string[];
  };
  getPlugins: PluginLoading;
  resolvePlugin: PluginResolution;
}

const MODULES: Record<keyof MultiGlobInternals<unknown>, string> = {
  ...INTERNALS,
  projectConfiguration: 'project-graph/utils/project-configuration-utils.js',
  getPlugins: 'project-graph/plugins/get-plugins.js',
  resolvePlugin: 'project-graph/plugins/resolve-plugin.js',
};

interface Difference<Plugins> {
  name: string;
  /** Modules by which it is told from others. */
  signs: string[];
  asNxTakesThem: (specified: NxPlugin[], core: NxPlugin[]) => Plugins;
  /** Whether Nx filters files by the pattern, too, after it has listed those that match. */
  filtersByPattern: boolean;
}

/** Nx 20.4 to 24 lists the files of each plugin apart, by the same modules. */
function multiGlobShape<Plugins>(difference: Difference<Plugins>): NxShape {
  const { name, signs, asNxTakesThem, filtersByPattern } = difference;
  return {
    name,
    probes: [...Object.values(MODULES), ...signs],
    load(source, location, root) {
      const nx = loadModules<MultiGlobInternals<Plugins>>(source, MODULES);
      const glob = async (pattern: string) => {
        const [files = []] = await nx.workspaceContext.multiGlobWithWorkspaceContext(root, [pattern]);
        return files;
      };
      const parts = {
        nx,
        loading: nx.getPlugins,
        resolution: nx.resolvePlugin,
        asNxTakesThem,
        glob,
        filter: (files: string[], pattern: string, ...includeAndExclude: unknown[]) =>
          nx.projectConfiguration.findMatchingConfigFiles(
            files,
            ...(filtersByPattern ? [pattern] : []),
            ...includeAndExclude,
          ),
      };
      return createAdapter(parts, location, root);
    },
  };
}

/** Nx 20.4 to 22: all plugins in one array, core plugins last. */
export const joinedShape = multiGlobShape({
  name: 'joined',
  signs: [LAST_IN_NX_22, 'project-graph/plugins/tasks-execution-hooks.js'],
  asNxTakesThem: (specified, core) => [...specified, ...core],
  filtersByPattern: true,
});

/** Nx 23 and 24: specified and core plugins in two sets, and target defaults applied between them. */
export const separatedShape = multiGlobShape({
  name: 'separated',
  signs: ['project-graph/utils/project-configuration/target-defaults.js'],
  asNxTakesThem: (specifiedPlugins, defaultPlugins) => ({ specifiedPlugins, defaultPlugins }),
  filtersByPattern: false,
});
