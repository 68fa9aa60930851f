/**
 * The shapes that travel between host and worker. They are structurally those of `@nx/devkit` 20 to 24, held loosely where
 * only Nx and the plugin look inside.
 */

import type { LoaderReport, LoaderSettings } from './loader-types';
import type { IndexChange } from './index-change';
import type { SerializedError } from './serialize-error';

export type * from './loader-types';

export interface ProjectConfiguration {
  name?: string;
  root: string;
  [key: string]: unknown;
}

export interface ProjectGraphExternalNode {
  type: string;
  name: string;
  data: { version: string; packageName: string; hash?: string };
}

export interface ProjectGraphProjectNode {
  type: string;
  name: string;
  data: ProjectConfiguration;
}

export interface ProjectGraphDependency {
  type: string;
  source: string;
  target: string;
}

export interface ProjectGraph {
  nodes: Record<string, ProjectGraphProjectNode>;
  externalNodes?: Record<string, ProjectGraphExternalNode>;
  dependencies: Record<string, ProjectGraphDependency[]>;
  version?: string;
}

export interface FileEntry {
  file: string;
  hash: string;
  deps?: unknown[];
}

export interface FileMap {
  projectFileMap: Record<string, FileEntry[]>;
  nonProjectFiles: FileEntry[];
}

export type NxJson = Record<string, unknown>;

export interface CreateNodesContext {
  nxJsonConfiguration: NxJson;
  workspaceRoot: string;
}

export interface CreateNodesParams {
  configFiles: string[];
  context: CreateNodesContext;
  index?: IndexChange;
}

export interface CreateDependenciesContext extends CreateNodesContext {
  projects: Record<string, ProjectConfiguration>;
  externalNodes: Record<string, ProjectGraphExternalNode>;
  fileMap: FileMap;
  filesToProcess: FileMap;
}

export interface CreateMetadataContext {
  nxJsonConfiguration: NxJson;
  workspaceRoot: string;
}

export interface TasksExecutionContext {
  workspaceRoot: string;
  nxJsonConfiguration: NxJson;
  id?: string;
  argv?: string[];
  [key: string]: unknown;
}

/** What one configuration file contributes: projects by root, external nodes by name. */
export interface CreateNodesContribution {
  projects?: Record<string, Omit<ProjectConfiguration, 'root'> & { root?: string }>;
  externalNodes?: Record<string, ProjectGraphExternalNode>;
}

/** `[plugin, file, contribution]`: the shape of Nx's loaded plugins, which bind the plugin's name. */
export type CreateNodesResult = [plugin: string, file: string, contribution: CreateNodesContribution];

export interface RawDependency {
  source: string;
  target: string;
  type: string;
  sourceFile?: string;
}

export type ProjectsMetadata = Record<string, { metadata?: Record<string, unknown> }>;

/** Changes that `preTasksExecution` made to the environment: variables set, and variables deleted. */
export interface TaskEnvironmentChanges {
  set: Record<string, string>;
  deleted: string[];
}

/** Which hooks the loaded plugin has; for `createNodes` the pattern of its configuration files. */
export interface Capabilities {
  createNodes?: string;
  createDependencies?: true;
  createMetadata?: true;
  preTasksExecution?: true;
  postTasksExecution?: true;
}

export interface InitializeParams {
  kind: 'plugin' | 'module';
  /** Name under which the plugin is known where it exports none. */
  name: string;
  /** What errors call it. Default: `name`. */
  knownAs?: string;
  /** Absolute path of the file to import. */
  file: string;
  root: string;
  options?: unknown;
  loader?: LoaderSettings;
  /** Position in `nx.json`'s `plugins`. */
  index?: number;
  /** Wait for a debugger, and stop in it, before the file is imported. */
  pauseBeforeLoad?: boolean;
}

/** Answer to `initialize`. */
export interface LoadedModule {
  name: string;
  capabilities: Capabilities;
  loader: LoaderReport;
  /** Names of the exported functions, where the module is no plugin. */
  functions: string[];
  /** A sentence about a plugin that has no hook, if that looks like a mistake. */
  note?: string;
  /** Milliseconds from the request to the loaded module, measured in the worker. */
  loadMs: number;
}

export interface WorkerStats {
  pid: number;
  /** Resident set size in bytes. */
  rssBytes: number;
  heapUsedBytes: number;
  /** Processor time of the worker in milliseconds. */
  cpuMs: number;
  uptimeMs: number;
}

export interface WorkerEvent {
  name: string;
  payload: unknown;
}

export interface HelloParams {
  token: string;
  protocol: number;
  /** Socket path or named pipe to listen on; `null` where requests are to go over the lifeline. */
  address: string | null;
}

export interface ReadyParams {
  address: string | null;
  pid: number;
  protocol: number;
  /** Why the worker could not listen, as an errno name. */
  reason?: string;
}

export interface FatalParams {
  origin: 'uncaughtException' | 'unhandledRejection';
  error: SerializedError;
}
