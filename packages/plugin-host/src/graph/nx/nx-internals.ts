import { join } from 'node:path';
import type { NxPlugin, SourceMaps } from './adapter';
import type { FileMap, ProjectConfiguration, ProjectGraph } from '@plugin-isolation/plugin-worker';

export interface SeparatedPlugins {
  specifiedPlugins: NxPlugin[];
  defaultPlugins: NxPlugin[];
}

export interface ProjectConfigurations {
  projects: Record<string, ProjectConfiguration>;
  externalNodes: ProjectGraph['externalNodes'];
  sourceMaps: SourceMaps;
  projectRootMap: Record<string, string>;
}

/** An error of Nx's that carries what could be computed all the same. Recognised by its name, as Nx does. */
export interface PartialError extends Error {
  errors: Error[];
  partialProjectConfigurationsResult?: ProjectConfigurations;
  partialProjectGraph?: ProjectGraph;
}

export interface FileLock {
  locked: boolean;
  lock(): void;
  unlock(): void;
  wait(): Promise<void>;
  check(): boolean;
}

/** The internals of Nx that are used, module by module. Required by absolute paths: nx's `exports` hides some. */
export interface NxInternals {
  nxJson: { readNxJson(root: string): Record<string, unknown> };
  workspaceContext: {
    setupWorkspaceContext(root: string): void;
    multiGlobWithWorkspaceContext(root: string, globs: string[]): Promise<string[][]>;
  };
  getPlugins: { getOnlyDefaultPlugins(root: string): Promise<NxPlugin[]> };
  resolvePlugin: {
    resolveNxPlugin(
      name: string,
      root: string,
      paths: string[],
    ): Promise<{ pluginPath: string; name: string }>;
  };
  projectConfiguration: {
    findMatchingConfigFiles(files: string[], include?: string[], exclude?: string[]): string[];
  };
  workspaceFiles: {
    retrieveProjectConfigurations(
      plugins: SeparatedPlugins,
      root: string,
      nxJson: Record<string, unknown>,
    ): Promise<ProjectConfigurations>;
    retrieveWorkspaceFiles(
      root: string,
      projectRootMap: Record<string, string>,
    ): Promise<{ fileMap: FileMap; rustReferences: unknown }>;
  };
  buildGraph: {
    buildProjectGraphUsingProjectFileMap(
      projects: ProjectConfigurations['projects'],
      externalNodes: ProjectConfigurations['externalNodes'],
      fileMap: FileMap,
      rustReferences: unknown,
      fileMapCache: null,
      plugins: NxPlugin[],
      sourceMaps: SourceMaps,
    ): Promise<{ projectGraph: ProjectGraph }>;
  };
  logger: { logger: { error(text: unknown): void } };
  cacheDirectory: { workspaceDataDirectory: string };
  native: { FileLock: new (path: string) => FileLock; IS_WASM?: boolean };
}

const MODULES: Record<keyof NxInternals, string> = {
  nxJson: 'config/nx-json.js',
  workspaceContext: 'utils/workspace-context.js',
  getPlugins: 'project-graph/plugins/get-plugins.js',
  resolvePlugin: 'project-graph/plugins/resolve-plugin.js',
  projectConfiguration: 'project-graph/utils/project-configuration-utils.js',
  workspaceFiles: 'project-graph/utils/retrieve-workspace-files.js',
  buildGraph: 'project-graph/build-project-graph.js',
  logger: 'utils/logger.js',
  cacheDirectory: 'utils/cache-directory.js',
  native: 'native/index.js',
};

export function loadInternals(source: string): NxInternals {
  const entries = Object.entries(MODULES).map(([name, file]) => [
    name,
    require(join(source, file)) as unknown,
  ]);
  return Object.fromEntries(entries) as NxInternals;
}
