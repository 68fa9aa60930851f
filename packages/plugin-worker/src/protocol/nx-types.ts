/** Shapes of Nx, structurally those of `@nx/devkit` 20 to 24. They are loose if only Nx and the plugin look inside. */

export interface ProjectConfiguration {
  /** Unique in the workspace. */
  name?: string;
  /** Relative to the workspace root. */
  root: string;
  [key: string]: unknown;
}

/** A package that is not of the workspace. */
export interface ProjectGraphExternalNode {
  /** Such as `npm`. */
  type: string;
  /** Such as `npm:semver`. */
  name: string;
  /** Version and name of the package; a hash of its content if one is known. */
  data: { version: string; packageName: string; hash?: string };
}

/** A project. */
export interface ProjectGraphProjectNode {
  /** `app`, `lib` or `e2e`. */
  type: string;
  /** Its key in `nodes`. */
  name: string;
  /** Its configuration, of which all plugins have given their parts. */
  data: ProjectConfiguration;
}

/** An edge of the graph. */
export interface ProjectGraphDependency {
  /** `static`, `dynamic` or `implicit`. */
  type: string;
  /** Name of the project that depends. */
  source: string;
  /** Name of the project or external node that it depends on. */
  target: string;
}

/** The project graph, as `@nx/devkit` has it. */
export interface ProjectGraph {
  /** Projects by name. */
  nodes: Record<string, ProjectGraphProjectNode>;
  /** Packages by name. */
  externalNodes?: Record<string, ProjectGraphExternalNode>;
  /** Edges by the name of their source. */
  dependencies: Record<string, ProjectGraphDependency[]>;
  /** Of the format; Nx sets it. */
  version?: string;
}

/** One file of the workspace. */
export interface FileEntry {
  /** Path relative to the workspace root. */
  file: string;
  /** Of its content, by Nx. */
  hash: string;
  /** What Nx has found that it depends on. */
  deps?: unknown[];
}

/** Files of the workspace, by project. */
export interface FileMap {
  /** By name of the project. */
  projectFileMap: Record<string, FileEntry[]>;
  /** Files outside of all projects. */
  nonProjectFiles: FileEntry[];
}

/** `nx.json`; only Nx and the plugin look inside. */
export type NxJson = Record<string, unknown>;

/** What both hooks around tasks are given. */
export interface TasksExecutionContext {
  /** Absolute path. */
  workspaceRoot: string;
  /** `nx.json`, with what it extends. */
  nxJsonConfiguration: NxJson;
  /** Of the run; the same before and after. */
  id?: string;
  /** Arguments of the nx command. */
  argv?: string[];
  [key: string]: unknown;
}
