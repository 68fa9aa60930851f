import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NxPlugin } from './adapter';
import type { PluginLoading, PluginResolution, ProjectConfigurations } from './nx-internals';

export type ProjectsOf = (root: string) => Promise<ProjectConfigurations['projects']>;

interface EarlyLoader extends Partial<PluginResolution> {
  getPluginPathAndName(
    name: string,
    paths: string[],
    projects: ProjectConfigurations['projects'],
    root: string,
  ): { pluginPath: string; name: string };
  unregisterPluginTSTranspiler?: (() => void) | null;
}

/** What loads core plugins. From Nx 20.2 on it is a module of its own. */
export function earlyPluginLoading(source: string): PluginLoading {
  const own = pluginModule(source, 'get-plugins.js');
  if (existsSync(own)) return require(own) as PluginLoading;
  const api = require(pluginModule(source, 'internal-api.js')) as {
    loadNxPlugins(specified: string[], root: string): Promise<[NxPlugin[], () => void]>;
  };
  return { getOnlyDefaultPlugins: async (root) => (await api.loadNxPlugins([], root))[0] };
}

/** What resolves plugins. It is in a module of its own from Nx 20.3 on, and a function of its own from 20.2 on. */
export function earlyPluginResolution(source: string, projectsOf: ProjectsOf): PluginResolution {
  const own = pluginModule(source, 'resolve-plugin.js');
  if (existsSync(own)) return require(own) as PluginResolution;
  const loader = require(pluginModule(source, 'loader.js')) as EarlyLoader;
  if (loader.resolveNxPlugin) return loader as PluginResolution;
  return {
    async resolveNxPlugin(name, root, paths) {
      const projects = await projectsOf(root);
      try {
        return loader.getPluginPathAndName(name, paths, projects, root);
      } finally {
        // For a source file it registers a transpiler here, which only the worker needs.
        loader.unregisterPluginTSTranspiler?.();
      }
    },
  };
}

function pluginModule(source: string, file: string): string {
  return join(source, 'project-graph', 'plugins', file);
}
