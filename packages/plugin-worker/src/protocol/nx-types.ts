/** Shapes of Nx, structurally those of `@nx/devkit` 20 to 24. They are loose if only Nx and the plugin look inside. */

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

/** What both hooks around tasks are given. */
export interface TasksExecutionContext {
  workspaceRoot: string;
  nxJsonConfiguration: NxJson;
  id?: string;
  argv?: string[];
  [key: string]: unknown;
}
