import { join } from 'node:path';
import type { FileMap, ProjectConfiguration, ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { NxPlugin, SourceMaps } from './adapter';

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

interface NativeWatcher {
  watch(onChange: (error: string | null, events: { path: string }[]) => void): void;
  stop(): Promise<unknown>;
}

/**
 * The internals of Nx that every shape has, module by module. `Plugins` is how this shape takes the plugins of a graph.
 * The native lock came with Nx 20.4; the graph cache has source maps and errors since then, and a time from outside
 * since 23.3; from 22.7.12 on, the list of all files is no longer handed around.
 */
export interface NxInternals<Plugins> {
  nxJson: { readNxJson(root: string): Record<string, unknown> };
  workspaceContext: {
    setupWorkspaceContext(root: string): void;
    getAllFileDataInContext(root: string): Promise<{ file: string; hash: string }[]>;
  };
  workspaceFiles: {
    retrieveProjectConfigurations(
      plugins: Plugins,
      root: string,
      nxJson: Record<string, unknown>,
    ): Promise<ProjectConfigurations>;
    retrieveWorkspaceFiles(
      root: string,
      projectRootMap: Record<string, string>,
    ): Promise<{ fileMap: FileMap; allWorkspaceFiles?: unknown; rustReferences: unknown }>;
  };
  buildGraph: {
    buildProjectGraphUsingProjectFileMap(
      projects: ProjectConfigurations['projects'],
      externalNodes: ProjectConfigurations['externalNodes'],
      fileMap: FileMap,
      ...filesCachePluginsAndSourceMaps: unknown[]
    ): Promise<{ projectGraph: ProjectGraph; projectFileMapCache: unknown }>;
  };
  graphCache: {
    nxProjectGraph: string;
    writeCache(
      fileMapCache: unknown,
      graph: ProjectGraph,
      sourceMaps: SourceMaps,
      errors: Error[],
      computedAt: number,
    ): void;
  };
  logger: { logger: { error(text: unknown): void } };
  cacheDirectory: { workspaceDataDirectory: string };
  native: {
    FileLock?: new (path: string) => FileLock;
    IS_WASM?: boolean;
    hashFile(file: string): string | null;
    Watcher: new (root: string, ignored: string[], usesIgnoreFiles: boolean) => NativeWatcher;
  };
}

/** From Nx 20.3 on. */
export interface PluginResolution {
  resolveNxPlugin(name: string, root: string, paths: string[]): Promise<{ pluginPath: string; name: string }>;
}

/** From Nx 20.2 on. */
export interface PluginLoading {
  getOnlyDefaultPlugins(root: string): Promise<NxPlugin[]>;
}

export const INTERNALS: Record<keyof NxInternals<unknown>, string> = {
  nxJson: 'config/nx-json.js',
  workspaceContext: 'utils/workspace-context.js',
  workspaceFiles: 'project-graph/utils/retrieve-workspace-files.js',
  buildGraph: 'project-graph/build-project-graph.js',
  graphCache: 'project-graph/nx-deps-cache.js',
  logger: 'utils/logger.js',
  cacheDirectory: 'utils/cache-directory.js',
  native: 'native/index.js',
};

/** Below Nx's data directory, in every version that is supported. */
export const KEPT_HASHES = 'nx_files.nxt';

/** A parser that Nx 23 dropped: the sign of all shapes before. */
export const LAST_IN_NX_22 = 'plugins/js/project-graph/build-dependencies/typescript-import-locator.js';

/** Requires modules of Nx by their absolute paths: nx's `exports` hides some. */
export function loadModules<T extends object>(source: string, files: Record<keyof T, string>): T {
  const entries = Object.entries<string>(files).map(([name, file]) => [
    name,
    require(join(source, file)) as unknown,
  ]);
  return Object.fromEntries(entries) as T;
}
